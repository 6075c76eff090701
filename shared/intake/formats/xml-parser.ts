// A strict XML parser that tells elements by their local names: for e-invoices and bank files, and for the parts of a workbook.
import { SaxesParser } from 'saxes';

export type XmlHandlers = {
  readonly open?: (name: string, attributes: Readonly<Record<string, string>>) => void;
  /** CDATA included. */
  readonly text?: (text: string) => void;
  readonly close?: (name: string) => void;
};

/** `fail` is told what is not well-formed and on which line, and throws. Entities that a file declares itself are not known here. */
export const xmlParser = (
  { open, text, close }: XmlHandlers,
  fail: (cause: Error, line: number) => never,
): SaxesParser<{ xmlns: false }> => {
  const parser = new SaxesParser({ xmlns: false });
  parser.on('error', (cause) => fail(cause, parser.line));
  parser.on('opentag', ({ name, attributes }) => open?.(localName(name), attributes));
  parser.on('text', (value) => text?.(value));
  parser.on('cdata', (value) => text?.(value));
  parser.on('closetag', ({ name }) => close?.(localName(name)));
  return parser;
};

/** Without its prefix. */
export const localName = (name: string): string => name.slice(name.indexOf(':') + 1);
