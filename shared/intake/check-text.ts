// Refuses what is not UTF-8 text before it reaches the CSV parser: workbooks, UTF-16, old Windows encodings, binary files.
import { isAscii } from 'node:buffer';
import { BadInput } from '#domain/errors.ts';

const workbook = [0x50, 0x4b, 0x03, 0x04];
const utf16Marks = [
  [0xff, 0xfe],
  [0xfe, 0xff],
];
const saveAs = 'save it as "CSV UTF-8 (comma delimited)" and upload that';

/** Passes the bytes on unchanged. Throws BadInput `not-text` with the line that `lineSoFar` tells. */
export async function* checkText(
  source: AsyncIterable<Uint8Array | string>,
  lineSoFar: () => number,
): AsyncGenerator<Uint8Array> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let isFirst = true;
  let endsAscii = true;
  for await (const piece of source) {
    const bytes = typeof piece === 'string' ? Buffer.from(piece) : piece;
    if (bytes.length === 0) continue;
    if (isFirst) refuseKnownFormats(bytes);
    isFirst = false;
    if (bytes.includes(0)) {
      throw new BadInput('not-text', `the file is binary, not text (line ${lineSoFar()} or later); ${saveAs}`);
    }
    // A letter of several bytes may lie across two pieces; plain ASCII after plain ASCII needs no decoding.
    const isPlain = isAscii(bytes);
    if (!isPlain || !endsAscii) attempt(() => decoder.decode(bytes, { stream: true }), lineSoFar);
    endsAscii = isPlain;
    yield bytes;
  }
  attempt(() => decoder.decode(), lineSoFar);
}

const refuseKnownFormats = (bytes: Uint8Array): void => {
  const startsWith = (mark: readonly number[]) => mark.every((byte, index) => bytes[index] === byte);
  if (startsWith(workbook)) {
    throw new BadInput('not-text', `the file is a workbook or another ZIP archive, not CSV; ${saveAs}`);
  }
  if (utf16Marks.some(startsWith)) throw new BadInput('not-text', `the file is UTF-16 text, not UTF-8; ${saveAs}`);
};

const attempt = (decode: () => string, lineSoFar: () => number): void => {
  try {
    decode();
  } catch (cause) {
    const message = `the file is not UTF-8 text (a letter on line ${lineSoFar()} or later cannot be read); ${saveAs}`;
    throw new BadInput('not-text', message, { cause });
  }
};
