// Which sign separates the columns of a text: the one under which most lines fall into equally many cells.
import { parse } from 'csv-parse/sync';

export const delimiters = [',', ';', '\t', '|'] as const;
export type Delimiter = (typeof delimiters)[number];

/** A comma where no sign occurs. Spreadsheets write "sep=;" as the first line: that is taken at its word by the caller. */
export const findDelimiter = (text: string): Delimiter => {
  const beginning = wholeLines(text);
  let best: { readonly delimiter: Delimiter; readonly score: number } = { delimiter: ',', score: 0 };
  for (const delimiter of delimiters) {
    const score = scoreOf(beginning, delimiter);
    if (score > best.score) best = { delimiter, score };
  }
  return best.delimiter;
};

const looked = 65_536;
const wholeLines = (text: string): string => {
  if (text.length <= looked) return text;
  const beginning = text.slice(0, looked);
  return beginning.slice(0, Math.max(beginning.lastIndexOf('\n'), beginning.lastIndexOf('\r')) + 1) || beginning;
};

/** Lines of one width count fully; among equals the sign that gives more columns wins. */
const scoreOf = (text: string, delimiter: Delimiter): number => {
  const rows = rowsUnder(text, delimiter).filter((row) => row.some((cell) => cell.trim() !== ''));
  const byWidth = new Map<number, number>();
  for (const { length } of rows) if (length > 1) byWidth.set(length, (byWidth.get(length) ?? 0) + 1);
  let best = 0;
  for (const [width, count] of byWidth) {
    best = Math.max(best, count / rows.length + Math.min(width, 100) / 1000);
  }
  return best;
};

const rowsUnder = (text: string, delimiter: Delimiter): string[][] => {
  try {
    return parse(text, { delimiter, relax_column_count: true, relax_quotes: true, record_delimiter: [...lineEnds] });
  } catch {
    // A quote that only closes later: whether it closes at all is for the reading of the whole text to say.
    return text
      .split(/\r\n|\n|\r/)
      .slice(0, 200)
      .map((line) => line.split(delimiter));
  }
};

export const lineEnds = ['\r\n', '\n', '\r'] as const;
