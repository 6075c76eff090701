// Reads whatever file finance has row by row: lists in separated columns as a stream, every other format held in memory.
import { BadInput, BrokenInvariant } from '#domain/errors.ts';
import { type Begun, beginSource } from './begin-source.ts';
import { type FileProfile, withoutSettled } from './file-profile.ts';
import { invoiceInPdf } from './invoice-in-pdf.ts';
import { controlIn, type FileTold } from './opened-file.ts';
import type { ReadRow } from './parsed-row.ts';
import { asReturned, isDelimited, openFile, type ReadOptions } from './read-file.ts';
import { type Open, streamTable } from './stream-table.ts';
import { isKnownBinary } from './unpack.ts';
import { mostBytes } from './zip-entries.ts';

/** `told` says what the file was, once its last row has come. */
export type RowsRead = AsyncGenerator<ReadRow, void, undefined> & { readonly told: () => FileTold };

/**
 * Each row comes once, accepted or rejected with all that is wrong with it. `open` opens the source from its beginning, and
 * is called again where the profile leaves open what only the whole file can show. Throws BadInput when the file as a whole
 * cannot be read: that may happen after rows have come, so nothing may count before the last one.
 */
export const readRows = (open: Open, options: ReadOptions = {}): RowsRead => {
  let told: FileTold | undefined;
  const rows = oneByOne(
    blocksOf(open, options, (each) => {
      told = each;
    }),
  );
  return Object.assign(rows, {
    told: () => {
      if (told === undefined) throw new BrokenInvariant('what a file was is asked before its last row');
      return told;
    },
  });
};

type Blocks = AsyncGenerator<Iterable<ReadRow>>;

async function* oneByOne(blocks: Blocks): AsyncGenerator<ReadRow, void, undefined> {
  for await (const block of blocks) for (const row of block) yield row;
}

async function* blocksOf(open: Open, given: ReadOptions, tell: (told: FileTold) => void): Blocks {
  const begun = await beginSource(await open());
  const options = asReturned(given, begun.head);
  const returned = options === given ? {} : { isReturned: true };
  const { profile, readsSettled } = options;
  if (profile !== undefined && mayStream(begun.head, profile)) {
    yield* streamTable(open, begun, readsSettled === true ? profile : withoutSettled(profile), (told) =>
      tell({ ...told, ...returned }),
    );
    return;
  }
  const {
    format,
    profile: name,
    rows,
    warnings,
    control,
  } = openFile(await invoiceInPdf(await bytesOf(begun)), options);
  yield rows;
  tell({ format, profile: name, warnings: warnings(), ...controlIn(control), ...returned });
}

/** By its first bytes: a list in separated columns. Without a profile all of it is needed to propose one. */
const mayStream = (head: Uint8Array, { encoding = 'utf-8' }: FileProfile): boolean =>
  head.length > 0 && !isKnownBinary(head) && isDelimited(new TextDecoder(encoding).decode(head.subarray(0, 4096)));

const bytesOf = async ({ whole }: Begun): Promise<Uint8Array> => {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of whole) {
    pieces.push(piece);
    length += piece.length;
    if (length > mostBytes) throw new BadInput('too-large', 'the file has more than 128 MiB; split it');
  }
  return Buffer.concat(pieces);
};
