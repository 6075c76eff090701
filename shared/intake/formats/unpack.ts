// Takes a file out of gzip or ZIP: one file inside, within bounds. A workbook is a ZIP archive too, and stays one.
import { gunzipSync } from 'node:zlib';
import { BadInput } from '#domain/errors.ts';
import { checkSize, damaged, isZip, mostBytes, type ZipEntry, zipEntries } from './zip-entries.ts';

export type Unpacked =
  | { readonly kind: 'workbook'; readonly entries: readonly ZipEntry[] }
  | { readonly kind: 'text'; readonly bytes: Uint8Array };

/** Throws BadInput: a damaged or bursting archive, one with several files, and formats that are known but not read. */
export const unpack = (bytes: Uint8Array, depth = 0): Unpacked => {
  if (bytes.length > mostBytes) throw new BadInput('too-large', 'the file has more than 128 MiB; split it');
  refuseKnown(bytes);
  if (isGzip(bytes)) return unpack(gunzipped(bytes), deeper(depth));
  if (!isZip(bytes)) return { kind: 'text', bytes };
  const entries = zipEntries(bytes);
  if (entries.some(({ name }) => name === '[Content_Types].xml' || name === 'xl/workbook.xml')) {
    return { kind: 'workbook', entries };
  }
  return unpack(onlyFile(entries).read(), deeper(depth));
};

const deeper = (depth: number): number => {
  if (depth === 0) return 1;
  throw new BadInput('bad-archive', 'the archive holds an archive; pack the file once');
};

const gunzipped = (bytes: Uint8Array): Uint8Array => {
  try {
    const whole = gunzipSync(bytes, { maxOutputLength: mostBytes });
    checkSize(whole.length, bytes.length);
    return whole;
  } catch (cause) {
    if (cause instanceof BadInput) throw cause;
    if (cause instanceof RangeError) checkSize(mostBytes + 1, bytes.length);
    throw damaged('it cannot be unpacked', cause);
  }
};

/** What a Mac adds beside the file does not count. */
const onlyFile = (entries: readonly ZipEntry[]): ZipEntry => {
  const files = entries.filter(({ name }) => !/(^|\/)(__MACOSX\/|\._|\.DS_Store$|Thumbs\.db$)/.test(name));
  const [file, ...others] = files;
  if (files.some(({ name }) => name === 'content.xml'))
    throw new BadInput('not-read', otherFormat('an OpenDocument file'));
  if (file !== undefined && others.length === 0) return file;
  const names = files.slice(0, 10).map(({ name }) => name.slice(0, 60));
  throw new BadInput(
    'bad-archive',
    `the archive holds ${files.length} files${names.length === 0 ? '' : ` (${names.join(', ')})`}; pack one file`,
  );
};

/** Archives, workbooks and formats that are known but not read, by their first bytes. */
export const isKnownBinary = (bytes: Uint8Array): boolean =>
  isGzip(bytes) || isZip(bytes) || knownBeginning(bytes) !== undefined;

const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

const knownBeginning = (bytes: Uint8Array) =>
  knownBeginnings.find(({ begin }) => begin.every((byte, index) => bytes[index] === byte));

const refuseKnown = (bytes: Uint8Array): void => {
  const known = knownBeginning(bytes);
  if (known) throw new BadInput('not-read', otherFormat(known.what));
};

const otherFormat = (what: string): string => `the file is ${what}; save or export it as XLSX or CSV`;

const knownBeginnings = [
  { begin: [0xd0, 0xcf, 0x11, 0xe0], what: 'an old workbook (.xls), or one with a password' },
  { begin: [0x25, 0x50, 0x44, 0x46], what: 'a PDF' },
  { begin: [0x89, 0x50, 0x4e, 0x47], what: 'a picture' },
  { begin: [0xff, 0xd8, 0xff], what: 'a picture' },
] as const;
