// Plain text that reads well on its own: wrapped lines and aligned columns.

const lineWidth = 72;

/** Breaks at spaces only; a word longer than the line keeps its own line. `indent` goes before every line but the first. */
export const wrap = (text: string, indent = ''): string => {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && width(longer) > lineWidth) {
      lines.push(line);
      line = `${indent}${word}`;
    } else {
      line = longer;
    }
  }
  return [...lines, line].join('\n');
};

export const bullets = (items: readonly string[]): string => items.map((item) => wrap(`- ${item}`, '  ')).join('\n');

export type Column = { readonly head: string; readonly align: 'left' | 'right' };

/** Columns two spaces apart, the heads underlined. */
export const alignedTable = (columns: readonly Column[], rows: readonly (readonly string[])[]): string => {
  const widths = columns.map(({ head }, index) => Math.max(width(head), ...rows.map((row) => width(row[index] ?? ''))));
  const lineOf = (cells: readonly string[]): string =>
    columns
      .map(({ align }, index) => pad(cells[index] ?? '', widths[index] ?? 0, align))
      .join('  ')
      .trimEnd();
  return [
    lineOf(columns.map(({ head }) => head)),
    widths.map((each) => '-'.repeat(each)).join('  '),
    ...rows.map(lineOf),
  ].join('\n');
};

/** Labels and values, the values lined up at their right end. */
export const alignedPairs = (pairs: readonly { readonly label: string; readonly value: string }[]): string => {
  const labels = Math.max(...pairs.map(({ label }) => width(label)));
  const values = Math.max(...pairs.map(({ value }) => width(value)));
  return pairs.map(({ label, value }) => `${pad(label, labels, 'left')}  ${pad(value, values, 'right')}`).join('\n');
};

const width = (text: string): number => [...text].length;

const pad = (text: string, to: number, align: 'left' | 'right'): string => {
  const gap = ' '.repeat(Math.max(0, to - width(text)));
  return align === 'left' ? text + gap : gap + text;
};
