// What the rows of a list of debtors would do, against the table as it stands, and what is odd about them. Nothing is written.
import { applyToDebtor } from '#domain/apply-fact/to-debtor.ts';
import type { IsoInstant } from '#domain/calendar.ts';
import { type DebtorNews, newsOfDebtor } from '#domain/news-of-debtor.ts';
import { addedContacts } from '#domain/planning/added-contacts.ts';
import { type StandingAccount, underPolicy } from '#domain/planning/standing-account.ts';
import type { Policy } from '#domain/policy.ts';
import type { DebtorEntry } from '#intake/batch/batch-entry.ts';
import { oddDebtor } from '#intake/batch/odd-debtor.ts';
import type { Oddity } from '#intake/batch/oddities.ts';
import type { Rehearsal, RehearsedRow } from '#intake/batch/rehearsal.ts';
import { saidOf } from './apply-debtor.ts';
import { accountsOf } from './billed-entries.ts';
import { sourceOfRow } from './entry-source.ts';
import type { StoredDebtor } from './items.ts';
import { lawFor } from './law-for.ts';
import { loadAccountsOf } from './load-accounts.ts';

/** Of one creditor; `recorded` are lines of which the same content was applied before. */
export const rehearseDebtors = async (
  creditor: string,
  entries: readonly DebtorEntry[],
  source: string,
  policy: Policy,
  recorded: ReadonlySet<number>,
  now: IsoInstant,
): Promise<Rehearsal> => {
  const stored = await accountsOf(
    creditor,
    entries.map(({ debtor }) => debtor.id),
  );
  const rows: RehearsedRow[] = [];
  const odd: Oddity[] = [];
  const changed = new Map<string, { readonly known: StoredDebtor; readonly news: readonly DebtorNews[] }>();
  for (const entry of entries) {
    const { line, debtor } = entry;
    const known = stored.get(debtor.id);
    const news = known ? newsOfDebtor(known, saidOf(entry, known.debtor), sourceOfRow(source, line), now) : [];
    rows.push(rehearseRow(line, known, news, recorded));
    odd.push(...oddDebtor(entry, known, now));
    if (known && news.length > 0 && !recorded.has(line)) changed.set(known.debtor.debtor, { known, news });
  }
  const accounts = await loadAccountsOf([...changed.keys()].map((debtor) => ({ creditor, debtor })));
  const contacts = accounts.flatMap((account) => {
    const change = changed.get(account.debtor.debtor);
    return change ? contactsBy(account, change.known, change.news, policy, now) : [];
  });
  return { rows, odd, contacts };
};

const rehearseRow = (
  line: number,
  known: StoredDebtor | undefined,
  news: readonly DebtorNews[],
  recorded: ReadonlySet<number>,
): RehearsedRow => {
  if (recorded.has(line)) return { line, outcome: 'repeated' };
  if (!known) return { line, outcome: 'new' };
  return news.length === 0
    ? { line, outcome: 'unchanged' }
    : { line, outcome: 'changed', changes: news.flatMap(fieldsOf) };
};

const fieldsOf = ({ type, detail }: DebtorNews): readonly string[] => {
  if (type === 'Consent Changed') return [`consent to ${detail.channel}`];
  const { id: _, creditor: __, debtor: ___, at: ____, by: _____, saidBy: ______, ...fields } = detail;
  return Object.keys(fields);
};

const contactsBy = (
  account: StandingAccount,
  { changedAt }: StoredDebtor,
  news: readonly DebtorNews[],
  policy: Policy,
  now: IsoInstant,
): Rehearsal['contacts'] => {
  let { debtor } = account;
  for (const event of news) ({ debtor } = applyToDebtor(event, debtor, [], changedAt, now));
  const standing = (each: StandingAccount) => underPolicy(each, policy, lawFor(each.debtor, policy), now);
  return addedContacts(standing(account), standing({ ...account, debtor }), policy, now).map(
    ({ at, invoice, step, stage, channel }) => ({
      ...{ at, creditor: debtor.creditor, debtor: debtor.debtor, invoice, step, stage, channel },
    }),
  );
};
