// Text without quotes needs no parser: each line is a row, and its cells lie between the separators.

/** `end`: up to where the bytes are read with it. */
export type PlainLine = { readonly text: string; readonly end: number };

/**
 * The lines that have ended before the first quote, while none is longer than `longest` bytes, without their ends: \n, \r\n or
 * \r. `bytes` are UTF-8. Only \n surely ends a line: after an \r it may still come.
 */
export function* plainLines(bytes: Buffer, longest: number): Generator<PlainLine> {
  const quoteAt = bytes.indexOf(quote);
  const to = bytes.lastIndexOf(newLine, quoteAt === -1 ? bytes.length : quoteAt) + 1;
  let from = 0;
  while (from < to) {
    const end = bytes.indexOf(newLine, from);
    if (end - from > longest) return;
    // One by one: a cell that is kept keeps its line in memory, and would keep all of a longer text.
    const line = bytes.toString('utf8', from, bytes[end - 1] === carriageReturn && end > from ? end - 1 : end);
    from = end + 1;
    if (line.includes('\r')) for (const text of line.split('\r')) yield { text, end: from };
    else yield { text: line, end: from };
  }
}

export const quote = 0x22;
const newLine = 0x0a;
const carriageReturn = 0x0d;
