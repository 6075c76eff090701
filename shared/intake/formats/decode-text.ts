// Turns bytes into text: by the mark at the beginning, by what XML declares, else UTF-8, else the encoding of old Windows programs.
import { BadInput } from '#domain/errors.ts';

/** That a profile may state. */
export const encodings = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'] as const;
export type Encoding = (typeof encodings)[number];
/** `encoding` as the file or the profile names it. */
export type Decoded = { readonly text: string; readonly encoding: string };

/** Without the mark. Throws BadInput `not-text` when the bytes are no text of the encoding. */
export const decodeText = (bytes: Uint8Array, stated?: Encoding): Decoded => {
  const encoding = markedEncoding(bytes) ?? stated ?? declaredIn(bytes) ?? (isUtf8(bytes) ? 'utf-8' : 'windows-1252');
  const text = decode(bytes, encoding);
  const strange = strangeIn(text);
  if (strange === undefined) return { text, encoding };
  const place = `line ${text.slice(0, strange).split('\n').length}`;
  throw new BadInput('not-text', `the file is binary, not text (${place} as ${encoding}); ${saveAs}`);
};

/** As the mark at the beginning says. */
export const markedEncoding = (bytes: Uint8Array): Encoding | undefined =>
  marks.find(({ mark }) => mark.every((byte, index) => bytes[index] === byte))?.encoding;

const marks: readonly { readonly mark: readonly number[]; readonly encoding: Encoding }[] = [
  { mark: [0xef, 0xbb, 0xbf], encoding: 'utf-8' },
  { mark: [0xff, 0xfe], encoding: 'utf-16le' },
  { mark: [0xfe, 0xff], encoding: 'utf-16be' },
];
const saveAs = 'export it again as UTF-8, and check that the file is whole';

/** XML is UTF-8 where it says nothing; what says in plain letters that it has two bytes a letter has one. */
const declaredIn = (bytes: Uint8Array): string | undefined => {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 200));
  if (!/^\s*</.test(head)) return undefined;
  const [, declared] = /^\s*<\?xml\s[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']/.exec(head) ?? [];
  return declared === undefined || /^utf-?16/i.test(declared) ? 'utf-8' : declared;
};

const decode = (bytes: Uint8Array, encoding: string): string => {
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
export const strangeIn = (text: string): number | undefined => {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it looks for.
  const at = text.replace(/\u001a\s*$/, '').search(/[\u0000-\u0008\u000e-\u001f\u0080-\u009f\ufffe\uffff]/);
  return at === -1 ? undefined : at;
};
