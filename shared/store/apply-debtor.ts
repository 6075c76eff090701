// Records what a list says of one debtor: registers who is not known yet, changes what is told otherwise, and what it agreed to.
import type { IsoInstant } from '#domain/calendar.ts';
import { defaultCreditor } from '#domain/events.ts';
import type { Debtor, DebtorKey } from '#domain/facts.ts';
import { consentId, type DebtorSaid, newsOfDebtor } from '#domain/news-of-debtor.ts';
import type { NewDebtor } from '#domain/registration.ts';
import { type Channel, channels } from '#domain/vocabulary.ts';
import type { DebtorEntry } from '#intake/batch/batch-entry.ts';
import { debtorEventItem, type Key } from './keys.ts';
import { findDebtor, loadDebtor } from './load-facts.ts';
import { accountOf } from './merged-into.ts';
import { recordFact } from './record-fact.ts';
import { registerDebtor } from './register-invoice.ts';
import { getItems } from './table.ts';

export const debtorKeyOf = ({
  creditor = defaultCreditor,
  debtor,
}: Pick<DebtorEntry, 'creditor'> & { readonly debtor: { readonly id: string } }): DebtorKey => ({
  creditor,
  debtor: debtor.id,
});

/** `at` is when the file came. Interrupted and begun again, it goes on; what its records say is what it did. */
export const applyDebtor = async (
  entry: DebtorEntry,
  source: string,
  at: IsoInstant,
  now: IsoInstant,
): Promise<'new' | 'changed' | 'unchanged'> => {
  const own = debtorKeyOf(entry);
  if (!(await findDebtor(own)))
    await registerDebtor({ creditor: own.creditor, debtor: newDebtorOf(entry) }, source, now, at);
  const key = await accountOf(own);
  const known = await loadDebtor(key);
  for (const fact of newsOfDebtor(known, saidOf(entry, known.debtor), source, at)) await recordFact(fact, now);
  const [registered, ...others] = recordsOfDebtor(key, entry, source);
  const found = new Set((await getItems([registered, ...others])).map(({ sk }) => sk));
  return found.has(registered.sk) ? 'new' : found.size > 0 ? 'changed' : 'unchanged';
};

/** Of one that was merged, its details are not those of the account; what it agreed to is. */
export const saidOf = (entry: DebtorEntry, account: Debtor): DebtorSaid =>
  account.debtor === entry.debtor.id ? entry : { ...entry, debtor: {} };

/** A debtor of whom no type is said is a business, one without a name is called by its id. */
export const newDebtorOf = ({ debtor }: DebtorEntry): NewDebtor => ({
  id: debtor.id,
  saidBy: 'list',
  name: debtor.name ?? debtor.id,
  type: debtor.type ?? 'business',
  ...(debtor.person === undefined ? {} : { person: debtor.person }),
  ...(debtor.email === undefined ? {} : { email: debtor.email }),
  ...(debtor.phone === undefined ? {} : { phone: debtor.phone }),
  ...(debtor.postalAddress === undefined ? {} : { postalAddress: debtor.postalAddress }),
  ...(debtor.language === undefined ? {} : { language: debtor.language }),
  ...(debtor.timeZone === undefined ? {} : { timeZone: debtor.timeZone }),
  ...(debtor.jurisdiction === undefined ? {} : { jurisdiction: debtor.jurisdiction }),
  ...(debtor.region === undefined ? {} : { region: debtor.region }),
});

/** What a row may have recorded, its registration first. */
export const recordsOfDebtor = (key: DebtorKey, entry: DebtorEntry, source: string): readonly [Key, ...Key[]] => [
  debtorEventItem(key, source),
  debtorEventItem(key, `${source}-debtor`),
  ...channelsOf(entry).map((channel) => debtorEventItem(key, consentId(source, channel))),
];

/** Channels that it says something about. */
export const channelsOf = ({ consent }: DebtorEntry): readonly Channel[] =>
  channels.filter((channel) => consent?.[channel] !== undefined);
