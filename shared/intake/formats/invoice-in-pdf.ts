// Takes the XML invoice out of a Factur-X or ZUGFeRD PDF, under the names that these give to it.
import { inflateSync } from 'node:zlib';
import { BadInput } from '#domain/errors.ts';
import type { PdfAttachment } from './pdf-attachments.ts';
import { checkPdf } from './pdf-bounds.ts';
import { mostXmlCharacters } from './xml-tree.ts';

export const isPdf = (bytes: Uint8Array): boolean => Buffer.from(bytes.subarray(0, 5)).toString('latin1') === '%PDF-';

/** The surest first, without regard to capitals: Factur-X and ZUGFeRD 2.1, XRechnung, ZUGFeRD 1 and 2.0. */
const names = ['factur-x.xml', 'xrechnung.xml', 'zugferd-invoice.xml'];

/** Any other file stays as it is. Throws BadInput `bad-pdf` for a PDF that cannot be read, `no-invoice-in-pdf` for one without an invoice. */
export const invoiceInPdf = async (bytes: Uint8Array): Promise<Uint8Array> => {
  if (!isPdf(bytes)) return bytes;
  await checkPdf(bytes);
  const { isLocked, attachments } = await opened(bytes);
  if (isLocked) throw new BadInput('bad-pdf', 'the PDF is encrypted; send it without a password, or its XML by itself');
  const [invoice] = names.flatMap((name) => attachments.filter((each) => each.name.toLowerCase() === name));
  if (invoice !== undefined) return unpacked(invoice);
  const others = attachments.map(({ name }) => JSON.stringify(name.slice(0, 60))).slice(0, 10);
  const found = others.length === 0 ? 'nothing is attached to it' : `attached to it are ${others.join(', ')}`;
  throw new BadInput(
    'no-invoice-in-pdf',
    `the PDF holds no invoice as Factur-X and ZUGFeRD attach it (${names.join(', ')}): ${found}; send the list or the e-invoice as XLSX, CSV or XML`,
  );
};

const opened = async (bytes: Uint8Array) => {
  // Most files are no PDF, and the parser is large: infra/bundle.ts leaves it in a file of its own.
  const { openPdf } = await import('#intake/formats/pdf-attachments.ts');
  try {
    return await openPdf(bytes);
  } catch (cause) {
    throw damaged('it cannot be read as a PDF', cause);
  }
};

const unpacked = ({ packed, filters }: PdfAttachment): Uint8Array => {
  if (filters.length === 0) return packed;
  if (filters.join() !== 'FlateDecode') throw damaged(`its invoice is packed as ${filters.join(', ').slice(0, 60)}`);
  try {
    // Four bytes are the most that a character takes.
    return inflateSync(packed, { maxOutputLength: 4 * mostXmlCharacters });
  } catch (cause) {
    throw damaged('its invoice cannot be unpacked, or is too large', cause);
  }
};

const damaged = (reason: string, cause?: unknown): BadInput =>
  new BadInput('bad-pdf', `the PDF is damaged: ${reason}; export it again, or send its XML by itself`, { cause });
