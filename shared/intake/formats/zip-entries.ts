// The files inside a ZIP archive, unpacked one by one within bounds, so that a small file cannot fill the memory.
import { crc32, inflateRawSync } from 'node:zlib';
import { BadInput } from '#domain/errors.ts';

export type ZipEntry = { readonly name: string; readonly size: number; readonly read: () => Buffer };

/** Of an archive, and of each file in it. */
export const mostBytes = 128 * 1024 * 1024;
const mostEntries = 2000;
/** Text and sheets shrink to a tenth, repetitive ones to a hundredth; only what is made to burst shrinks further. */
export const mostRatio = 400;
/** Small files may be as empty as they like. */
export const ratioFrom = 1024 * 1024;

export const isZip = (bytes: Uint8Array): boolean =>
  bytes[0] === 0x50 && bytes[1] === 0x4b && ((bytes[2] === 3 && bytes[3] === 4) || (bytes[2] === 5 && bytes[3] === 6));

/** In the order of the archive's own list, folders left out. Throws BadInput `bad-archive`. */
export const zipEntries = (archive: Uint8Array): readonly ZipEntry[] => {
  const bytes = Buffer.from(archive.buffer, archive.byteOffset, archive.byteLength);
  const end = endOf(bytes);
  const count = bytes.readUInt16LE(end + 10);
  if (count > mostEntries) throw tooMuch(`it lists ${count} files, more than ${mostEntries}`);
  let at = bytes.readUInt32LE(end + 16);
  let total = 0;
  const entries: ZipEntry[] = [];
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== listed) throw damaged('its list of files is cut');
    const [flags, method] = [bytes.readUInt16LE(at + 8), bytes.readUInt16LE(at + 10)];
    const [crc, packed, size] = [bytes.readUInt32LE(at + 16), bytes.readUInt32LE(at + 20), bytes.readUInt32LE(at + 24)];
    const [nameLength, extra, comment] = [at + 28, at + 30, at + 32].map((place) => bytes.readUInt16LE(place));
    const name = bytes.toString('utf8', at + 46, at + 46 + (nameLength ?? 0));
    const begin = bytes.readUInt32LE(at + 42);
    total += size;
    checkSize(total, bytes.length);
    if (!name.endsWith('/')) {
      entries.push({ name, size, read: () => unpack(bytes, { name, begin, flags, method, packed, size, crc }) });
    }
    at += 46 + (nameLength ?? 0) + (extra ?? 0) + (comment ?? 0);
  }
  return entries;
};

/** Throws BadInput `bad-archive` when so many bytes out of so many are beyond the bounds. */
export const checkSize = (size: number, packed: number): void => {
  if (size > mostBytes) throw tooMuch(`it holds more than ${mostBytes / 1024 / 1024} MiB`);
  if (size > ratioFrom && size > packed * mostRatio) throw tooMuch(`it grows more than ${mostRatio} times`);
};

const tooMuch = (reason: string): BadInput =>
  new BadInput('bad-archive', `the archive is refused: ${reason}; send the file without packing it, or split it`);
export const damaged = (reason: string, cause?: unknown): BadInput =>
  new BadInput('bad-archive', `the archive is damaged: ${reason}; pack or export the file again`, { cause });

const listed = 0x02014b50;
const ended = 0x06054b50;
const local = 0x04034b50;

/** The end stands last, before a comment of at most 64 KiB. */
const endOf = (bytes: Buffer): number => {
  for (let at = bytes.length - 22; at >= Math.max(0, bytes.length - 65_557); at -= 1) {
    if (bytes.readUInt32LE(at) === ended) return at;
  }
  throw damaged('its end is missing');
};

type Packed = {
  readonly name: string;
  readonly begin: number;
  readonly flags: number;
  readonly method: number;
  readonly packed: number;
  readonly size: number;
  readonly crc: number;
};

const unpack = (bytes: Buffer, { name, begin, flags, method, packed, size, crc }: Packed): Buffer => {
  const called = JSON.stringify(name.slice(0, 80));
  if ((flags & 1) === 1) {
    throw new BadInput('bad-archive', `${called} in the archive is encrypted; send it without a password`);
  }
  if (begin + 30 > bytes.length || bytes.readUInt32LE(begin) !== local) throw damaged(`${called} is not where it says`);
  const from = begin + 30 + bytes.readUInt16LE(begin + 26) + bytes.readUInt16LE(begin + 28);
  const content = bytes.subarray(from, from + packed);
  if (content.length !== packed) throw damaged(`${called} is cut`);
  const whole = method === 0 ? content : inflated(content, method, size, called);
  if (whole.length !== size || crc32(whole) !== crc) throw damaged(`${called} is not what was packed`);
  return whole;
};

const inflated = (content: Buffer, method: number, size: number, called: string): Buffer => {
  if (method !== 8) throw damaged(`${called} is packed in a way that is not known`);
  try {
    return inflateRawSync(content, { maxOutputLength: Math.max(size, 1) });
  } catch (cause) {
    throw damaged(`${called} cannot be unpacked`, cause);
  }
};
