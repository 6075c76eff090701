// Reads a list in separated columns by a profile as a stream, in memory that does not grow with it.
import type { Readable } from 'node:stream';
import { BadInput } from '#domain/errors.ts';
import type { Begun } from './begin-source.ts';
import { findHeader, type Headed, lookedAt } from './bind-columns.ts';
import { isOpen, seeConventions } from './conventions.ts';
import { type Encoding, markedEncoding } from './decode-text.ts';
import type { FileProfile } from './file-profile.ts';
import { controlIn, type FileTold } from './opened-file.ts';
import type { ReadRow } from './parsed-row.ts';
import type { RawRow } from './raw-table.ts';
import { delimitedTable, noLines, separatorLine } from './read-delimited.ts';
import { oldText } from './read-file.ts';
import { noRows } from './read-table.ts';
import type { Conventions } from './row-reader.ts';
import { streamRecords, type Written } from './stream-records.ts';
import { noEntries, tableReader } from './table-reader.ts';
import { utf8Pieces } from './text-pieces.ts';

export type Open = () => Promise<Readable> | Readable;

/**
 * Where the profile leaves open how dates, amounts or letters are written, all of the source is looked through first, and
 * opened anew. `tell` is called once the last row came.
 */
export async function* streamTable(
  open: Open,
  begun: Begun,
  profile: FileProfile,
  tell: (told: FileTold) => void,
): AsyncGenerator<readonly ReadRow[]> {
  const { source, written, conventions, isOld } = await settle(open, begun, profile);
  let reader: ReturnType<typeof tableReader> | undefined;
  let count = 0;
  for await (const { columns, rows } of headedBlocks(source, written, profile)) {
    reader ??= tableReader(
      { isCounted: true },
      profile,
      columns,
      conventions ?? seeConventions(profile, columns).found(),
    );
    const block: ReadRow[] = [];
    for (const row of rows) {
      const read = reader.read(row);
      if (read !== undefined) block.push(read);
    }
    count += block.length;
    yield block;
  }
  if (count === 0) throw noRows();
  const { format, name } = { ...delimitedTable([], written.delimiter), ...profile };
  tell({
    ...{ format, profile: name, warnings: [...(isOld ? [oldText] : []), ...(reader?.warnings() ?? [])] },
    ...controlIn(reader?.control),
  });
}

type Settled = {
  readonly source: Readable;
  readonly written: Written;
  readonly conventions?: Conventions;
  readonly isOld: boolean;
};

const settle = async (open: Open, { head, whole }: Begun, profile: FileProfile): Promise<Settled> => {
  const known = markedEncoding(head) ?? profile.encoding;
  const written = (encoding: Encoding) => writtenIn(head, encoding, profile);
  if (known !== undefined && !isOpen(profile)) {
    return { source: whole, written: written(known), isOld: false };
  }
  const look = async (source: Readable, encoding: Encoding): Promise<Pick<Settled, 'conventions'>> => {
    if (isOpen(profile)) return { conventions: await lookThrough(source, written(encoding), profile) };
    for await (const _ of utf8Pieces(source, encoding, () => 1));
    return {};
  };
  try {
    const found = await look(whole, known ?? 'utf-8');
    return { ...found, source: await open(), written: written(known ?? 'utf-8'), isOld: false };
  } catch (error) {
    if (known !== undefined || !(error instanceof BadInput) || error.code !== 'not-utf-8') throw error;
    const found = await look(await open(), 'windows-1252');
    return { ...found, source: await open(), written: written('windows-1252'), isOld: true };
  }
};

const writtenIn = (head: Uint8Array, encoding: Encoding, profile: FileProfile): Written => {
  const text = new TextDecoder(encoding).decode(head, { stream: true });
  const { delimiter, skipped } = separatorLine(text, profile.delimiter);
  return { encoding, delimiter, skipped };
};

const lookThrough = async (source: Readable, written: Written, profile: FileProfile): Promise<Conventions> => {
  let seen: ReturnType<typeof seeConventions> | undefined;
  let isNone: ((row: RawRow) => boolean) | undefined;
  for await (const { columns, rows } of headedBlocks(source, written, profile)) {
    seen ??= seeConventions(profile, columns);
    isNone ??= noEntries(profile, columns);
    for (const row of rows) if (!isNone(row)) seen.add(row);
  }
  if (seen === undefined) throw noRows();
  return seen.found();
};

/** The rows below the header, which may stand some way down. Throws BadInput as `findHeader` does. */
async function* headedBlocks(source: Readable, written: Written, profile: FileProfile): AsyncGenerator<Headed> {
  const { header = 0 } = profile;
  const headed = (rows: readonly RawRow[]) => findHeader(delimitedTable(rows, written.delimiter), profile);
  let above: RawRow[] = [];
  let columns: readonly string[] | undefined;
  for await (const rows of streamRecords(source, written)) {
    if (columns !== undefined) {
      yield { columns, rows };
      continue;
    }
    above = [...above, ...rows].filter(({ line }) => line >= header);
    if (above.length < lookedAt) continue;
    const found = headed(above);
    columns = found.columns;
    yield found;
  }
  if (columns === undefined && above.length === 0 && header === 0) throw noLines();
  if (columns === undefined) yield headed(above);
}
