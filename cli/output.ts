// What a command prints: with --json exactly one JSON object on one line of standard output, everything else on standard error.
export type Output = {
  /** A line for people; on standard output, or on standard error when standard output is for the JSON object. */
  readonly line: (text?: string) => void;
  /** Progress and warnings. */
  readonly note: (text: string) => void;
  /** The answer: the object with --json, the lines otherwise. */
  readonly answer: (value: object, lines: () => readonly string[]) => void;
};

export const outputTo = (json: boolean): Output => {
  const line = (text = ''): void => {
    (json ? process.stderr : process.stdout).write(`${text}\n`);
  };
  return {
    line,
    note: (text) => process.stderr.write(`${text}\n`),
    answer: (value, lines) => {
      if (json) process.stdout.write(`${JSON.stringify(value)}\n`);
      else for (const each of lines()) line(each);
    },
  };
};

/** A cell whose text stands to the right, as numbers do. */
export type Right = { readonly right: string };
type Cell = string | number | Right;

/** Columns of plain text, indented by two; numbers and amounts stand to the right. */
export const table = (rows: readonly (readonly Cell[])[]): readonly string[] => {
  const columns = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(...rows.map((row) => textOf(row[column] ?? '').length)),
  );
  return rows.map((row) =>
    `  ${row
      .map((cell, column) =>
        typeof cell === 'string' ? cell.padEnd(widths[column] ?? 0) : textOf(cell).padStart(widths[column] ?? 0),
      )
      .join('  ')}`.trimEnd(),
  );
};

const textOf = (cell: Cell): string => (typeof cell === 'object' ? cell.right : String(cell));

/** A heading with its count, then the rows, or a word where there is none. */
export const section = (heading: string, count: number, rows: readonly string[]): readonly string[] => [
  '',
  count === 0 ? `${heading}: none` : `${heading} (${count})`,
  ...rows,
];
