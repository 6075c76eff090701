// A text as a stream of UTF-8, whatever it was written in; refuses what is no text, with the line up to which it was.
import { isAscii } from 'node:buffer';
import { BadInput } from '#domain/errors.ts';
import { type Encoding, strangeIn } from './decode-text.ts';

type Pieces = AsyncIterable<Uint8Array>;

/** Throws BadInput `not-utf-8` or `not-text`, with the line that `lineSoFar` tells. */
export const utf8Pieces = (source: Pieces, encoding: Encoding, lineSoFar: () => number): AsyncGenerator<Uint8Array> =>
  encoding === 'utf-8' ? checked(source, lineSoFar) : recoded(source, encoding, lineSoFar);

/** Control characters are for the fields that hold them to refuse, but for the one that no text has. */
async function* checked(source: Pieces, lineSoFar: () => number): AsyncGenerator<Uint8Array> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const check = (decode: () => string) => attempt('not-utf-8', 'UTF-8', decode, lineSoFar);
  let endsAscii = true;
  for await (const bytes of source) {
    if (bytes.length === 0) continue;
    if (bytes.includes(0)) throw binary(lineSoFar);
    // A letter of several bytes may lie across two pieces; plain ASCII after plain ASCII needs no decoding.
    const isPlain = isAscii(bytes);
    if (!isPlain || !endsAscii) check(() => decoder.decode(bytes, { stream: true }));
    endsAscii = isPlain;
    yield bytes;
  }
  check(() => decoder.decode());
}

async function* recoded(source: Pieces, encoding: Encoding, lineSoFar: () => number): AsyncGenerator<Uint8Array> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  const decode = (take: () => string): Uint8Array => {
    const text = attempt('not-text', encoding, take, lineSoFar);
    if (strangeIn(text) !== undefined) throw binary(lineSoFar);
    return Buffer.from(text);
  };
  for await (const bytes of source) yield decode(() => decoder.decode(bytes, { stream: true }));
  yield decode(() => decoder.decode());
}

const attempt = (code: string, encoding: string, decode: () => string, lineSoFar: () => number): string => {
  try {
    return decode();
  } catch (cause) {
    const place = `a letter on line ${lineSoFar()} or later cannot be read`;
    throw new BadInput(code, `the file is not ${encoding} text (${place}); ${saveAs}`, { cause });
  }
};

const binary = (lineSoFar: () => number): BadInput =>
  new BadInput('not-text', `the file is binary, not text (line ${lineSoFar()} or later); ${saveAs}`);

const saveAs = 'save it as "CSV UTF-8 (comma delimited)" and upload that';
