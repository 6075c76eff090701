// State Write Dossier: what the agency needs to know and to prove, as one JSON document in S3, with hashes of what was sent.
import { now as readClock } from '#clock';
import { contactsAbout } from '#store/contacts.ts';
import { debtorOf } from '#store/items.ts';
import { loadEntries } from '#store/load-entries.ts';
import { loadDebtor, loadInvoice } from '#store/load-facts.ts';
import { putObject } from '#store/objects.ts';
import { loadPolicy } from '#store/policies.ts';
import { hashOf } from '#store/register.ts';
import { type Dossier, executionInput } from './contracts.ts';
import { handle } from './handle.ts';

export const handler = handle(executionInput, async (input): Promise<Dossier> => {
  const { invoice } = await loadInvoice(input);
  const [{ debtor }, ledger, contacts, policy, writtenAt] = await Promise.all([
    loadDebtor(debtorOf(invoice)),
    loadEntries(invoice),
    contactsAbout(invoice),
    loadPolicy(input.creditor),
    readClock(),
  ]);
  const { creditor, invoice: number, currency, issued, due, amount, balance, run } = invoice;
  const { name, type, email, phone, postalAddress, language, timeZone } = debtor;
  const document = JSON.stringify(
    {
      writtenAt,
      policyVersion: policy.version,
      creditor: policy.content.creditor.name,
      invoice: { creditor, number, currency, issued, due, amount, balance },
      debtor: { id: debtor.debtor, name, type, email, phone, postalAddress, language, timeZone },
      ledger,
      contacts,
    },
    null,
    2,
  );
  const hash = hashOf(document);
  const key = `dossiers/${creditor}/${encodeURIComponent(number)}/${run}-${hash.slice(0, 12)}.json`;
  await putObject(key, document, 'application/json');
  return { key, hash, version: invoice.version };
});
