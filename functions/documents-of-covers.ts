// The documents that go along with a message: what it says of each, and the files themselves as they were registered.
import type { Attachment } from '#channels/email.ts';
import type { Facts, Invoice } from '#domain/facts.ts';
import { documentTypes, type FiledDocument } from '#domain/invoice-document.ts';
import type { Taking } from '#store/claim-contact.ts';
import { inParallel } from '#store/in-parallel.ts';
import { readVersion } from '#store/objects.ts';
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
      const file = names.has(`${name}.${end}`) ? `${name}-${names.size + 1}.${end}` : `${name}.${end}`;
      names.add(file);
      return [[number, { kind: 'attached', file, filed: document }]];
    }),
  );
};

export type Lost = { readonly invoice: string; readonly document: FiledDocument };

/** In the order of the message. `lost` are those that the bucket has no more. */
export const loadFiles = async (
  documents: DocumentsByInvoice,
): Promise<{ readonly files: readonly Attachment[]; readonly lost: readonly Lost[] }> => {
  const loaded = await inParallel([...documents], async ([invoice, shown]) => {
    if (shown.kind !== 'attached' || shown.filed === undefined) return undefined;
    const { key, version, type } = shown.filed;
    const content = await readVersion(key, version);
    return content ? { file: { name: shown.file, type, content } } : { lost: { invoice, document: shown.filed } };
  });
  return {
    files: loaded.flatMap((each) => (each && 'file' in each ? [each.file] : [])),
    lost: loaded.flatMap((each) => (each && 'lost' in each ? [each.lost] : [])),
  };
};
