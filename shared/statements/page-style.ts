// How a printed page looks: paper, type and rules.
import type { CustomTableLayout, TDocumentDefinitions } from 'pdfmake/interfaces.js';

export const colours = { quiet: '#5a6270', line: '#c9ced6', strong: '#1d2733', band: '#f1f3f6' } as const;

export const pageStyle = {
  pageSize: 'A4',
  pageMargins: [40, 44, 40, 50],
  defaultStyle: { font: 'Roboto', fontSize: 9, lineHeight: 1.15, color: colours.strong },
  styles: {
    creditor: { fontSize: 11, color: colours.quiet },
    title: { fontSize: 20, bold: true, margin: [0, 2, 0, 8] },
    heading: { fontSize: 12, bold: true },
    columnName: { fontSize: 8, color: colours.quiet },
    small: { fontSize: 7.5, color: colours.quiet },
  },
} satisfies Partial<TDocumentDefinitions>;

/** A rule under the heading rows and under each row; none at the sides. */
export const ruled: CustomTableLayout = {
  hLineWidth: (line, { table }) => (line === 0 || (line === 1 && (table.headerRows ?? 0) > 1) ? 0 : 0.5),
  vLineWidth: () => 0,
  hLineColor: () => colours.line,
  paddingLeft: (column) => (column === 0 ? 0 : 4),
  paddingRight: (column, { table }) => (column === (table.widths?.length ?? 0) - 1 ? 0 : 4),
  paddingTop: () => 2.5,
  paddingBottom: () => 2.5,
};
