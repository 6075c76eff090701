// The files that go along with a message, as they were registered, read from the bucket.
import type { Attachment } from '#channels/channel.ts';
import type { FiledDocument } from '#domain/invoice-document.ts';
import type { DocumentsByInvoice } from '#messages/documents-of-covers.ts';
import { inParallel } from '#store/in-parallel.ts';
import { readVersion } from '#store/objects.ts';

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
