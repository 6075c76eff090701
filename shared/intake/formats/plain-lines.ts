// Text without quotes needs no parser: each line is a row, and its cells lie between the separators.

/**
 * The lines that have ended before the first quote, while none is longer than `longest` bytes, without their ends: \n, \r\n or
 * \r. `bytes` are UTF-8; returns how many of them the lines were. Only \n surely ends one: after an \r it may still come.
 */
export function* plainLines(bytes: Buffer, longest: number): Generator<string, number> {
  const quoteAt = bytes.indexOf(quote);
  const to = bytes.lastIndexOf(newLine, quoteAt === -1 ? bytes.length : quoteAt) + 1;
  let from = 0;
  while (from < to) {
    const end = bytes.indexOf(newLine, from);
    if (end - from > longest) break;
    // One by one: a cell that is kept keeps its line in memory, and would keep all of a longer text.
    const text = bytes.toString('utf8', from, bytes[end - 1] === carriageReturn && end > from ? end - 1 : end);
    from = end + 1;
    if (text.includes('\r')) yield* text.split('\r');
    else yield text;
  }
  return from;
}

const quote = 0x22;
const newLine = 0x0a;
const carriageReturn = 0x0d;
