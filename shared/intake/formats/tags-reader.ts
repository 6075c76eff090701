// The tags of a row, from a list in one cell or from columns that become tags.
import { type Outcome, remembering } from '../cell-rules.ts';
import { longestTag, mostTags } from '../intake-row.ts';
import { onText } from './cell-values.ts';
import type { TagSource } from './file-profile.ts';
import { indexOf } from './find-column.ts';
import { fieldReaders } from './read-cells.ts';
import type { RowInHand } from './row-in-hand.ts';

/** Each tag once, in the order of the profile; undefined where there is none. */
export const tagsReader = (
  hand: RowInHand,
  sources: readonly TagSource[],
  columns: readonly string[],
): (() => readonly string[] | undefined) => {
  const { may } = fieldReaders(hand, columns);
  const lists = sources
    .filter(({ column }) => indexOf(columns, column) !== undefined)
    .map((source) =>
      may('tags', { column: source.column, transforms: [] }, onText(remembering((text) => tagRule(source, text)))),
    );
  return () => {
    let tags: string[] | undefined;
    for (const { read } of lists) {
      const list = read();
      if (list === undefined || list.length === 0) continue;
      tags ??= [];
      for (const tag of list) if (!tags.includes(tag)) tags.push(tag);
    }
    if (tags !== undefined && tags.length > mostTags) return hand.refuse('tags', tooMany(tags.length));
    return tags;
  };
};

const tagRule = (source: TagSource, text: string): Outcome<readonly string[]> => {
  const { words } = source;
  if (words !== undefined && !Object.hasOwn(words, text)) {
    return { reason: 'is not one of the known words', remedy: `write ${Object.keys(words).join(' or ')}` };
  }
  const tags = tagsOf(source, text);
  const long = tags.find((tag) => tag.length > longestTag);
  if (long !== undefined) {
    return { reason: `has a tag of ${long.length} characters`, remedy: `use at most ${longestTag}` };
  }
  return tags.length > mostTags ? tooMany(tags.length) : { value: tags };
};

const tooMany = (count: number) => ({ reason: `has ${count} tags`, remedy: `use at most ${mostTags}` });

const tagsOf = ({ format, words, separator }: TagSource, text: string): string[] => {
  if (format !== undefined) return [format.replace('{}', () => text)];
  if (words !== undefined) return [words[text] ?? []].flat();
  const parts = separator === undefined ? [text] : text.split(separator).map((part) => part.trim());
  return [...new Set(parts.filter((part) => part !== ''))];
};
