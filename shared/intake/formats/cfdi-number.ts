// How a CFDI is called by whoever issued it: series, hyphen, folio, as it is printed.

/** Empty without a folio. */
export const cfdiNumber = (series: string, folio: string): string =>
  folio === '' || series === '' ? folio : `${series}-${folio}`;
