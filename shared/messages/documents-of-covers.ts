// The documents that go along with a message, by the names that it calls them.
import type { Facts, Invoice } from '#domain/facts.ts';
import { documentTypes, type FiledDocument } from '#domain/invoice-document.ts';
import type { Taking } from '#store/claim-contact.ts';
import type { MessageItem } from '#templates/message.ts';
import { textsOf } from '#templates/texts.ts';

type Shown = NonNullable<MessageItem['document']>;
type Carried = Shown & { readonly filed?: FiledDocument };
export type DocumentsByInvoice = ReadonlyMap<string, Carried>;

export const documentsOfCovers = ({ invoice, open, debtor }: Facts, { covers }: Taking): DocumentsByInvoice => {
  const known = new Map<string, Invoice>([...open, invoice].map((each) => [each.invoice, each]));
  const names = new Set<string>();
  return new Map(
    covers.flatMap(({ invoice: number, document: carriage }): readonly (readonly [string, Carried])[] => {
      const document = known.get(number)?.document;
      if (carriage === undefined || document === undefined) return [];
      if ('link' in document) return [[number, { kind: 'linked', link: document.link }]];
      const name = `${textsOf(debtor.language).labels.invoice}-${number.replace(/[^A-Za-z0-9._-]+/g, '-')}`;
      const end = documentTypes[document.type];
      // Two numbers may differ in nothing that a file's name may hold.
      let file = `${name}.${end}`;
      for (let serial = 2; names.has(file); serial += 1) file = `${name}-${serial}.${end}`;
      names.add(file);
      return [[number, { kind: 'attached', file, filed: document }]];
    }),
  );
};
