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

/** Columns of plain text, numbers to the right. */
export const table = (rows: readonly (readonly (string | number)[])[]): readonly string[] => {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => String(row[column] ?? '').length)));
  return rows.map((row) =>
    row
      .map((cell, column) =>
        typeof cell === 'number' ? String(cell).padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  );
};
