// Decodes the bytes of an e-invoice or bank file: XML says how it is encoded, old bank files are often Windows text.
import { BadInput } from '#domain/errors.ts';

/** Throws BadInput `not-text` for bytes that are not what they say. Without a word on it, XML is UTF-8. */
export const decodeText = (bytes: Uint8Array): string => {
  const [first = 0, second = 0] = bytes;
  if (first === 0xff && second === 0xfe) return decode(bytes, 'utf-16le');
  if (first === 0xfe && second === 0xff) return decode(bytes, 'utf-16be');
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 200));
  const [, declared] =
    /^(?:\xEF\xBB\xBF)?\s*<\?xml\s[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']/.exec(head) ?? [];
  // A mark of UTF-8 is stronger than the declaration, as is plain text that says it has two bytes a letter.
  const isMarked = head.startsWith('\xEF\xBB\xBF');
  if (declared !== undefined && !isMarked && !/^utf-?16/i.test(declared)) return decode(bytes, declared);
  if (isMarked || /^\s*</.test(head)) return decode(bytes, 'utf-8');
  try {
    return decode(bytes, 'utf-8');
  } catch {
    return decode(bytes, 'windows-1252');
  }
};

const decode = (bytes: Uint8Array, encoding: string): string => {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (cause) {
    const message = `the file is not ${encoding} text, as it says or as such files are; export it again as UTF-8`;
    throw new BadInput('not-text', message, { cause });
  }
};
