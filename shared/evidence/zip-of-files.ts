// Files in one ZIP archive, stored as they are and dated alike, so that the same files make the same bytes
// (APPNOTE.TXT of PKWARE, 4.3: local headers with the content, the central directory, its end).
import { crc32 } from 'node:zlib';
import { BadInput } from '#domain/errors.ts';
import type { Files } from './files-of-evidence.ts';

/** Throws BadInput for more than the format holds without its 64-bit extension. */
export const zipOfFiles = (files: Files): Uint8Array => {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of files) {
    const path = Buffer.from(name, 'utf8');
    const common = commonOf(path, content);
    const local = Buffer.concat([fields([4, 0x04034b50]), common, path]);
    directory.push(
      // Made by a Unix, so that the mode of the file counts: comment, disk and inner attributes are none.
      Buffer.concat([
        fields([4, 0x02014b50], [2, 0x031e]),
        common,
        fields([2, 0], [2, 0], [2, 0], [4, mode], [4, offset]),
        path,
      ]),
    );
    parts.push(local, Buffer.from(content));
    offset += local.length + content.length;
  }
  const size = directory.reduce((sum, each) => sum + each.length, 0);
  if (files.size > 0xffff || offset + size > 0xffffffff)
    throw new BadInput(
      'too-large',
      `${files.size} files of ${offset} bytes are more than one archive holds; write a folder instead`,
    );
  const end = fields([4, 0x06054b50], [2, 0], [2, 0], [2, files.size], [2, files.size], [4, size], [4, offset], [2, 0]);
  return Buffer.concat([...parts, ...directory, end]);
};

/** A plain file that its owner may write and all may read. */
const mode = 0o100644 * 0x10000;

/** Version 2.0, names in UTF-8, stored, 1980-01-01 00:00, checksum, sizes, lengths of name and extra field. */
const commonOf = (path: Buffer, content: Uint8Array): Buffer =>
  fields(
    [2, 20],
    [2, 0x0800],
    [2, 0],
    [2, 0],
    [2, 0x21],
    [4, crc32(content)],
    [4, content.length],
    [4, content.length],
    [2, path.length],
    [2, 0],
  );

/** Little-endian numbers of so many bytes each. */
const fields = (...numbers: readonly (readonly [bytes: 2 | 4, value: number])[]): Buffer => {
  const buffer = Buffer.alloc(numbers.reduce((sum, [bytes]) => sum + bytes, 0));
  let at = 0;
  for (const [bytes, value] of numbers) at = buffer.writeUIntLE(value, at, bytes);
  return buffer;
};
