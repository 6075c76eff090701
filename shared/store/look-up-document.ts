// The invoice itself, as it is told, looked up: what is registered is there, of a kind that can be sent, and kept by its version.
import { BadInput, BrokenInvariant } from '#domain/errors.ts';
import type { InvoiceKey } from '#domain/facts.ts';
import {
  type DocumentType,
  documentTypes,
  folderOfDocuments,
  hostOf,
  type InvoiceDocument,
  isLinkTold,
  mostDocumentBytes,
} from '#domain/invoice-document.ts';
import { describeObject } from './objects.ts';
import { loadPolicy } from './policies.ts';

/**
 * Whatever was said of a file's version and size, the bucket says it again: nobody outside can make another file count. Throws BadInput,
 * with the remedy, for a file that is not there, too large, of another type or in another creditor's folder, and for a link to a host
 * that the policy does not allow.
 */
export const lookUpDocument = async (
  { creditor, invoice }: InvoiceKey,
  told: string | InvoiceDocument,
): Promise<InvoiceDocument> => {
  const place = typeof told === 'string' ? told : 'link' in told ? told.link : told.key;
  const refuse = (code: string, reason: string): never => {
    throw new BadInput(code, `the document of invoice ${invoice} ${reason}`);
  };
  if (isLinkTold(place)) {
    const { documentHosts = [] } = (await loadPolicy(creditor)).content.creditor;
    const host = hostOf(place);
    if (!documentHosts.includes(host))
      refuse(
        'document-host',
        `leads to ${host}; add that host to creditor.documentHosts of the policy, or send a file`,
      );
    return { link: place };
  }
  const folder = folderOfDocuments(creditor);
  if (!place.startsWith(folder)) refuse('document-folder', `lies outside ${folder}; upload it there`);
  const found = await describeObject(place);
  if (!found) return refuse('document-missing', `is not in the bucket under ${place}; upload it, then send this again`);
  const { bytes, contentType, version } = found;
  if (bytes === 0 || bytes > mostDocumentBytes)
    refuse('document-size', `has ${bytes} bytes; upload one of 1 to ${mostDocumentBytes} bytes`);
  const type = typeOf(place, contentType);
  if (type === undefined)
    return refuse(
      'document-type',
      `is of type ${contentType}; upload a PDF (application/pdf) or XML (application/xml)`,
    );
  if (version === undefined) throw new BrokenInvariant(`the bucket keeps no versions; ${place} could change unseen`);
  return { key: place, version, type, bytes };
};

/** By what it was uploaded as; where that says nothing, by its name. */
const typeOf = (key: string, contentType: string): DocumentType | undefined => {
  const [said = ''] = contentType.toLowerCase().split(';');
  if (said.trim() === 'text/xml') return 'application/xml';
  const types = Object.keys(documentTypes).filter(isDocumentType);
  if (/^(?:application|binary)\/octet-stream$/.test(said.trim()))
    return types.find((type) => key.toLowerCase().endsWith(`.${documentTypes[type]}`));
  return types.find((type) => type === said.trim());
};
const isDocumentType = (type: string): type is DocumentType => Object.hasOwn(documentTypes, type);
