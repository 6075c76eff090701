// Lives a debtor with the pure engine and keeps the record of it, as the register would.
import type { IsoInstant } from '#domain/calendar.ts';
import type { PastContact } from '#domain/cap.ts';
import type { DomainEvent } from '#domain/events.ts';
import type { Debtor, Invoice } from '#domain/facts.ts';
import type { Law } from '#domain/law.ts';
import { type Account, addInvoice, anAccount, type Taking } from '#domain/lives/account.ts';
import type { Happening } from '#domain/lives/happen.ts';
import { type Entry, type Life, live } from '#domain/lives/live.ts';
import type { DebtorRecord, RecordEntry } from '#domain/lives/record.ts';
import { type AppliedVersion, chainOf } from './policy-sets.ts';

export type PlannedLife = {
  readonly debtor: Debtor;
  readonly law: Law;
  readonly versions: readonly AppliedVersion[];
  readonly from: IsoInstant;
  readonly to: IsoInstant;
  readonly delivers: 'at-once' | 'by-days';
  readonly invoices: readonly { readonly at: IsoInstant; readonly invoice: Invoice }[];
  readonly facts: readonly { readonly at: IsoInstant; readonly event: DomainEvent }[];
  /** Contacts of the same person by other debtors. */
  readonly others: readonly OtherContact[];
  readonly outages: readonly { readonly from: IsoInstant; readonly to: IsoInstant }[];
};
type OtherContact = PastContact & { readonly contact: string };

export const recordLife = (planned: PlannedLife): DebtorRecord => {
  const { debtor, law, versions, from, to } = planned;
  const known = planned.invoices.filter(({ at }) => at <= from).map(({ invoice }) => invoice);
  const life = live(anAccount(debtor, known, law), chainOf(versions, 1), {
    from,
    to,
    happenings: happeningsOf(planned),
    outages: planned.outages,
    delivers: planned.delivers,
  });
  return { debtor, entries: entriesOf(planned, life) };
};

const happeningsOf = ({ from, versions, invoices, facts, others }: PlannedLife): readonly Happening[] => [
  ...versions.slice(1).map(({ version, appliedAt }) => ({ at: appliedAt, policy: chainOf(versions, version) })),
  ...invoices
    .filter(({ at }) => at > from)
    .map(({ at, invoice }) => ({ at, change: (account: Account) => addInvoice(account, invoice) })),
  ...others.map((other) => ({ at: other.at, change: (account: Account) => meet(account, other) })),
  ...facts,
];

const meet = ({ person, ...account }: Account, other: OtherContact): Account => ({
  ...account,
  person: { ...person, contacts: [...person.contacts, other], version: person.version + 1 },
});

/** What was decided at an instant comes after all that was heard at it. */
const entriesOf = (planned: PlannedLife, { diary, account }: Life): readonly RecordEntry[] =>
  [
    ...planned.versions.map(({ version, appliedAt }): RecordEntry => ({ at: appliedAt, is: 'in-force', version })),
    ...planned.invoices.map(({ at, invoice }): RecordEntry => ({ at, is: 'issued', invoice })),
    ...planned.facts
      .filter(({ at }) => at < planned.to)
      .map(({ at, event }): RecordEntry => {
        const { order, allocate } = paymentsAt(planned, at);
        return { at, is: 'heard', event, order, allocation: { order, allocate } };
      }),
    ...account.invoices.flatMap(({ invoice, enrolledAt }): RecordEntry[] =>
      enrolledAt === undefined ? [] : [{ at: enrolledAt, is: 'enrolled', invoice }],
    ),
    ...diaryEntries(planned, diary),
  ].toSorted((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0));

const paymentsAt = ({ versions }: PlannedLife, at: IsoInstant) =>
  chainOf(versions, versions.findLast(({ appliedAt }) => appliedAt <= at)?.version ?? 1).content.payments;

const diaryEntries = ({ others, delivers }: PlannedLife, diary: readonly Entry[]): readonly RecordEntry[] => {
  let made = 0;
  return diary.map((entry): RecordEntry => {
    const { at, invoice, stage, because } = entry;
    if (entry.taking) {
      made += 1;
      const outcome = entry.kind === 'task' ? 'task' : delivers === 'by-days' ? 'accepted' : 'delivered';
      const met = others.filter((other) => other.at <= at);
      return { at, is: 'made', taking: takingOf(`c${made}`, entry.taking, met), outcome };
    }
    if (entry.kind === 'close') return { at, is: 'ended', invoice, stage: 'closed', because };
    if (entry.kind === 'hand-off') return { at, is: 'ended', invoice, stage: 'handoff', because };
    return { at, is: 'asked', invoice, stage, step: entry.step ?? '', because };
  });
};

const takingOf = (contact: string, taking: Taking, others: readonly OtherContact[]) => ({
  kind: taking.kind,
  contact,
  stage: taking.stage,
  step: taking.step,
  channel: taking.channel,
  repetition: taking.repetition,
  attempt: taking.attempt,
  because: taking.because,
  policyVersion: taking.policyVersion,
  segment: taking.segment,
  ...(taking.arm === undefined ? {} : { arm: taking.arm }),
  covers: taking.covers,
  ...(others.length === 0 ? {} : { others }),
});
