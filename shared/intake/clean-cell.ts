// Cells are read without surrounding space, and without the apostrophe that guards against formulas.

/** Undoes guardCell, so that a corrected file of rejected rows can be uploaded as it is. */
export const cleanCell = (cell: string): string => {
  const text = cell.trim();
  return text.startsWith("'") && /^'[=+\-@]/.test(text) ? text.slice(1) : text;
};

/** Spreadsheets run cells that begin like this as formulas: an apostrophe in front makes them text. */
export const guardCell = (cell: string): string => (/^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell);
