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
import { debtorKeyOf } from './apply-debtor.ts';
import { sourceOfRow } from './entry-source.ts';
import { readDebtor, type StoredDebtor } from './items.ts';
import { debtorItem } from './keys.ts';
import { lawFor } from './law-for.ts';
import { loadAccountsOf } from './load-accounts.ts';
import { getItems } from './table.ts';

/** Of one creditor; `recorded` are lines of which the same content was applied before. */
export const rehearseDebtors = async (
  creditor: string,
  entries: readonly DebtorEntry[],
  source: string,
  policy: Policy,
  recorded: ReadonlySet<number>,
  now: IsoInstant,
): Promise<Rehearsal> => {
  const stored = new Map(
    (await getItems(entries.map((entry) => debtorItem(debtorKeyOf(entry))))).map((item) => {
      const each = readDebtor(item);
      return [each.debtor.debtor, each] as const;
    }),
  );
  const rows: RehearsedRow[] = [];
  const odd: Oddity[] = [];
  const changed = new Map<string, readonly DebtorNews[]>();
  for (const entry of entries) {
    const { line, debtor } = entry;
    const known = stored.get(debtor.id);
    const news = known ? newsOfDebtor(known, entry, sourceOfRow(source, line), now) : [];
    rows.push(rehearseRow(line, known, news, recorded));
    odd.push(...oddDebtor(entry, known, now));
    if (news.length > 0 && !recorded.has(line)) changed.set(debtor.id, news);
  }
  const accounts = await loadAccountsOf([...changed.keys()].map((debtor) => ({ creditor, debtor })));
  const contacts = accounts.flatMap((account) => {
    const known = stored.get(account.debtor.debtor);
    return known ? contactsBy(account, known, changed.get(account.debtor.debtor) ?? [], policy, now) : [];
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
  const { id: _, creditor: __, debtor: ___, at: ____, by: _____, ...fields } = detail;
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
