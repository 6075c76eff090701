// The fields of an MT940 file: a tag between colons at the beginning of a line, and the lines that follow it.

export type Mt940Field = { readonly tag: string; readonly lines: readonly string[] };
/** What follows an entry (:61:) and describes it (:86:) is told with it. */
export type Mt940Part = Mt940Field & { readonly details: readonly string[] };

export const mostMt940Characters = 24_000_000;

/** A :86: after anything but an entry, such as a closing balance, describes no entry and is left out. */
export const fieldsOf = (text: string): readonly Mt940Part[] => {
  const parts: (Mt940Part & { readonly lines: string[]; readonly details: string[] })[] = [];
  let lines: string[] | undefined;
  for (const raw of text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/)) {
    const line = withoutBlocks(raw).trimEnd();
    const [, tag, rest = ''] = /^:(\d{2}[A-Z]?):(.*)$/.exec(line) ?? [];
    if (tag === '86') {
      lines = parts.at(-1)?.tag === '61' ? parts.at(-1)?.details : undefined;
      lines?.push(rest);
    } else if (tag !== undefined) {
      lines = [rest];
      parts.push({ tag, lines, details: [] });
    } else if (/^(-|-?\}.*|\{.*)$/.test(line)) {
      lines = undefined;
    } else {
      lines?.push(line);
    }
  }
  return parts;
};

/** SWIFT puts a statement into block 4; blocks on its sender and receiver may stand before it on the same line. */
const withoutBlocks = (line: string): string => {
  const begins = line.startsWith('{') ? line.indexOf('{4:') : -1;
  return begins < 0 ? line : line.slice(begins + 3);
};
