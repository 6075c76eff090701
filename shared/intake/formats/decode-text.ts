// Turns bytes into text: by the mark at the beginning, else UTF-8, else the encoding that old Windows programs write.
import { BadInput } from '#domain/errors.ts';

export const encodings = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'] as const;
export type Encoding = (typeof encodings)[number];
export type Decoded = { readonly text: string; readonly encoding: Encoding };

/** Without the mark. Throws BadInput `not-text` when the bytes are no text of the encoding. */
export const decodeText = (bytes: Uint8Array, stated?: Encoding): Decoded => {
  const marked = marks.find(({ mark }) => mark.every((byte, index) => bytes[index] === byte))?.encoding;
  const encoding = marked ?? stated ?? (isUtf8(bytes) ? 'utf-8' : 'windows-1252');
  const text = decode(bytes, encoding);
  const strange = strangeIn(text);
  if (strange === undefined) return { text, encoding };
  const place = `line ${text.slice(0, strange).split('\n').length}`;
  throw new BadInput('not-text', `the file is binary, not text (${place} as ${encoding}); ${saveAs}`);
};

const marks: readonly { readonly mark: readonly number[]; readonly encoding: Encoding }[] = [
  { mark: [0xef, 0xbb, 0xbf], encoding: 'utf-8' },
  { mark: [0xff, 0xfe], encoding: 'utf-16le' },
  { mark: [0xfe, 0xff], encoding: 'utf-16be' },
];
const saveAs = 'export it again as CSV, XLSX or JSON, and check that the file is whole';

const decode = (bytes: Uint8Array, encoding: Encoding): string => {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new BadInput('not-text', `the file is not ${encoding} text; ${saveAs}`, { cause });
  }
};

const isUtf8 = (bytes: Uint8Array): boolean => {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
};

/** Where a character stands that no text has; a last line that ends in the mark of old DOS programs is text. */
const strangeIn = (text: string): number | undefined => {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it looks for.
  const at = text.replace(/\u001a\s*$/, '').search(/[\u0000-\u0008\u000e-\u001f\u0080-\u009f\ufffe\uffff]/);
  return at === -1 ? undefined : at;
};
