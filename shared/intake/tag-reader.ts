// The tags of a row, from a list in one cell or from columns that become tags.
import type { Outcome, Refusal } from './cell-rules.ts';
import { remembering } from './cell-rules.ts';
import { cleanCell } from './clean-cell.ts';
import { longestTag, mostTags } from './intake-row.ts';
import type { TagSource } from './profiles.ts';
import type { BoundTags } from './read-header.ts';

/** Each tag once, in the order of the columns. `refuse` is told of each column that cannot be read. */
export const tagReader = (
  sources: readonly BoundTags[],
  refuse: (field: string, value: string, refusal: Refusal) => void,
): ((cells: readonly string[]) => string[]) => {
  const columns = sources.map((source) => ({ ...source, rule: remembering((text) => tagRule(source, text)) }));
  return (cells) => {
    const tags: string[] = [];
    for (const { index, column, rule } of columns) {
      const text = cleanCell(cells[index] ?? '');
      if (text === '') continue;
      const outcome = rule(text);
      if ('value' in outcome) for (const tag of outcome.value) if (!tags.includes(tag)) tags.push(tag);
      if ('reason' in outcome) refuse(column, text, outcome);
    }
    return tags;
  };
};

const tagRule = (source: TagSource, text: string): Outcome<readonly string[]> => {
  if ('words' in source && !Object.hasOwn(source.words, text)) {
    return { reason: 'is not one of the known words', remedy: `write ${Object.keys(source.words).join(' or ')}` };
  }
  const tags = tagsOf(source, text);
  const long = tags.find((tag) => tag.length > longestTag);
  if (long !== undefined) {
    return { reason: `has a tag of ${long.length} characters`, remedy: `use at most ${longestTag}` };
  }
  if (tags.length > mostTags) return { reason: `has ${tags.length} tags`, remedy: `use at most ${mostTags}` };
  return { value: tags };
};

const tagsOf = (source: TagSource, text: string): string[] => {
  if ('format' in source) return [source.format.replace('{}', () => text)];
  if ('words' in source) return [source.words[text] ?? []].flat();
  const parts = text.split(source.separator).map((part) => part.trim());
  return [...new Set(parts.filter((part) => part !== ''))];
};
