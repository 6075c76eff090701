// Reads all that proves what happened to an invoice, and puts it together.
import type { Invoice } from '#domain/facts.ts';
import type { KeptRegister } from '#domain/register/verify-register.ts';
import type { Language } from '#domain/vocabulary.ts';
import { answersTold } from '#evidence/answers-told.ts';
import { type Evidence, evidenceOf, type PolicyTold } from '#evidence/evidence.ts';

/** In the debtor's language where none is given. */
export const evidenceFor = async (invoice: Invoice, language: Language | undefined): Promise<Evidence> => {
  const { auditRegister } = await import('#store/load-register.ts');
  const { readContacts } = await import('#store/contacts.ts');
  const { loadDebtor } = await import('#store/load-facts.ts');
  const { loadEntries } = await import('#store/load-entries.ts');
  const { loadPolicy } = await import('#store/policies.ts');
  const { findBytes } = await import('#store/objects.ts');
  const { inParallel } = await import('#store/in-parallel.ts');
  const { everyDebtorOf } = await import('#store/items.ts');
  const { creditor, debtor: id } = invoice;
  const [audited, { debtor }, entries, inForce] = await Promise.all([
    Promise.all(everyDebtorOf(invoice).map(auditRegister)),
    loadDebtor({ creditor, debtor: id }),
    loadEntries(invoice),
    loadPolicy(creditor),
  ]);
  const contacts = readContacts(audited.flatMap(({ kept }) => kept.contacts))
    .filter(({ covers }) => covers.some((cover) => cover.invoice === invoice.invoice))
    .toSorted((one, other) => one.claimedAt.localeCompare(other.claimedAt) || one.attempt - other.attempt);
  const answers = answersTold(
    audited.flatMap(({ records }) => records),
    invoice.invoice,
  );
  const keys = [
    ...contacts.flatMap(({ content }) => (content === undefined ? [] : [content])),
    ...answers.flatMap(({ message }) => (message === undefined ? [] : [message.key])),
  ];
  const texts = await inParallel(keys, async (key) => [key, await findBytes(key)] as const, 8);
  const followed = new Set(contacts.map(({ policyVersion }) => policyVersion));
  return evidenceOf(
    {
      creditor: { id: creditor, name: inForce.content.creditor.name },
      ...{ debtor, invoice, entries, contacts },
      registers: audited.map(({ kept, records, findings }) => ({
        ...{ debtor: kept.debtor, records, findings, end: kept.end },
      })),
      reporters: reportersIn(audited.flatMap(({ kept }) => kept.events)),
      texts: new Map(texts.flatMap(([key, bytes]) => (bytes ? [[key, bytes] as const] : []))),
      policies: await Promise.all(
        [...followed].toSorted((one, other) => one - other).map((each) => policyTold(creditor, each)),
      ),
    },
    language ?? debtor.language,
  );
};

/** Who said what became of a contact, where it was an event and not the provider's own report. */
const reportersIn = (events: KeptRegister['events']): ReadonlyMap<string, string> =>
  new Map(
    events.flatMap(({ type, contact, event, detail }) => {
      const status = type === 'Contact Delivered' ? 'delivered' : type === 'Contact Failed' ? 'failed' : undefined;
      const by = typeof detail === 'object' && detail !== null && 'by' in detail ? `${String(detail.by)}, ` : '';
      return status === undefined ? [] : [[`${String(contact)} ${status}`, `${by}${String(event)}`] as const];
    }),
  );

const policyTold = async (creditor: string, version: number): Promise<PolicyTold> => {
  const { loadPolicyVersion, policyAt } = await import('#store/policies.ts');
  const { hashOf } = await import('#store/register.ts');
  if (version === 0) {
    const { content } = await policyAt(creditor, 0);
    return { version, content, contentHash: hashOf(JSON.stringify(content)) };
  }
  const { content, contentHash, appliedAt, by } = await loadPolicyVersion(creditor, version);
  return { version, content, contentHash, appliedAt, by };
};
