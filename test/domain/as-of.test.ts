// A debtor's account as of a moment, read from its record entry by entry.
import { describe, expect, it } from 'vitest';
import { readEvent } from '#domain/events.ts';
import type { Outcome } from '#domain/facts.ts';
import { noLaw } from '#domain/law.ts';
import { beginRecord, fork, readOn } from '#domain/lives/as-of.ts';
import type { RecordEntry, RecordedTaking } from '#domain/lives/record.ts';
import { replay } from '#domain/lives/replay.ts';
import { waysToKnow } from '#domain/lives/ways-to-know.ts';
import type { AllocationOrder } from '#domain/money/ledger.ts';
import { aDebtor, anInvoice, aPolicy } from '#test/fixtures.ts';

const at = '2026-03-03T10:00:00.000Z';
const later = '2026-03-03T10:00:20.000Z';
const taking = (given: Partial<RecordedTaking> = {}): RecordedTaking => ({
  kind: 'contact',
  contact: 'c1',
  stage: 'administrative',
  step: 'first-notice',
  channel: 'email',
  repetition: 1,
  attempt: 1,
  because: 'notice-due',
  policyVersion: 1,
  covers: [
    {
      invoice: 'F-1',
      balance: 100_000,
      currency: 'EUR',
      due: '2026-03-02',
      step: 'first-notice',
      stage: 'administrative',
      notice: true,
      repetition: 1,
      attempt: 1,
    },
  ],
  ...given,
});
const begin: readonly RecordEntry[] = [
  { at: '2026-02-01T00:00:00.000Z', is: 'in-force', version: 1 },
  { at: '2026-02-01T00:00:00.000Z', is: 'issued', invoice: anInvoice({ run: 0 }) },
  { at: '2026-02-20T00:00:00.000Z', is: 'enrolled', invoice: 'F-1' },
];
const made: RecordEntry = { at, is: 'made', taking: taking(), outcome: 'claimed' };
const became = (outcome: Outcome, permanent = false): RecordEntry => ({
  at: later,
  is: 'became',
  contact: 'c1',
  outcome,
  ...(permanent ? { permanent } : {}),
});
const read = (...entries: readonly RecordEntry[]) => {
  const asOf = beginRecord({ debtor: aDebtor(), entries: [] });
  for (const entry of [...begin, ...entries]) readOn(asOf, entry);
  const { debtor, person, invoices } = asOf.account;
  return { ...asOf, debtor, person, invoice: invoices[0] };
};

describe('an account as of a moment', () => {
  it('knows an invoice as it was issued, and from when on it was in collection', () => {
    const { invoice, version } = read();
    expect(version).toBe(1);
    expect(invoice).toMatchObject({ stage: 'scheduled', run: 1, enrolledAt: '2026-02-20T00:00:00.000Z', steps: {} });
  });

  it('counts a contact for the debtor, the person and each invoice whose turn it was', () => {
    const { debtor, person, invoice } = read(made);
    expect(debtor).toMatchObject({ counter: aDebtor().counter + 1, contacts: [{ at, contact: 'c1' }] });
    expect(person.contacts).toEqual([{ at, channel: 'email', contact: 'c1' }]);
    expect(invoice?.steps['first-notice']).toMatchObject({ outcome: 'claimed', contact: 'c1', notice: true });
    expect(invoice?.stage).toBe('administrative');
  });

  it.each(['accepted', 'delivered', 'unknown'] as const)(
    'leaves budget and spacing alone when it became %s',
    (outcome) => {
      const { debtor, person, invoice } = read(made, became(outcome));
      expect(invoice?.steps['first-notice']?.outcome).toBe(outcome);
      expect([debtor.contacts.length, person.contacts.length]).toEqual([1, 1]);
    },
  );

  it.each(['refused', 'failed'] as const)('gives budget and spacing back when it was %s', (outcome) => {
    const { debtor, person, invoice } = read(made, became(outcome));
    expect(invoice?.steps['first-notice']?.outcome).toBe(outcome);
    expect([debtor.contacts.length, person.contacts.length]).toEqual([0, 0]);
    expect(debtor.undeliverable).toEqual([]);
  });

  it('remembers a dead address only when the failure was permanent', () => {
    expect(read(made, became('failed', true)).debtor.undeliverable).toEqual(['email']);
  });

  it('passes over what became of a contact that it does not know', () => {
    expect(read(became('failed')).account).toEqual(read().account);
  });

  it('keeps a payment with its ledger, and hears the same event once', () => {
    const event = readEvent('Payment Received', {
      id: 'p',
      invoice: 'F-1',
      amount: '400.00',
      currency: 'EUR',
      effective: '2026-03-01',
    });
    const paid: RecordEntry = { at, is: 'heard', event };
    expect(read(paid, paid).invoice?.balance).toBe(60_000);
  });

  it('passes over an event that fits nothing', () => {
    const event = readEvent('Dispute Opened', { id: 'd', invoice: 'F-9', dispute: 'd' });
    expect(read({ at, is: 'heard', event }).account).toEqual(read().account);
  });

  it.each(['closed', 'handoff', 'placed', 'internal'] as const)('ends %s and begins again', (stage) => {
    const ended: RecordEntry = { at, is: 'ended', invoice: 'F-1', stage };
    expect(read(ended).invoice?.stage).toBe(stage);
    expect(read(ended, { at: later, is: 'began', invoice: 'F-1' }).invoice?.stage).toBe('scheduled');
    const again: RecordEntry = { at: later, is: 'began', invoice: 'F-1', stage: 'administrative' };
    expect(read(ended, again).invoice?.stage).toBe('administrative');
  });

  it('owes again what a notice in doubt claimed before the payment, once the notice is known to have arrived', () => {
    const payment = { id: 'p', invoice: 'F-1', amount: '1000.00', currency: 'EUR', effective: '2026-03-03' };
    const event = readEvent('Payment Received', payment);
    const claims = { kind: 'interest', amount: 1019, through: '2026-03-02' } as const;
    const [cover] = taking().covers;
    if (!cover) throw new Error('it covers nothing');
    const inDoubt: RecordEntry = {
      at,
      is: 'made',
      taking: taking({ covers: [{ ...cover, charges: [claims] }] }),
      outcome: 'unknown',
    };
    const closed = (order: AllocationOrder): readonly RecordEntry[] => [
      inDoubt,
      { at, is: 'heard', event, order },
      { at, is: 'ended', invoice: 'F-1', stage: 'closed' },
    ];
    const ofInvoice = (...entries: readonly RecordEntry[]) => read(...entries).invoice;
    const first = closed('charges-first');
    expect(ofInvoice(...first)).toMatchObject({ stage: 'closed', run: 1, balance: 0 });
    expect(ofInvoice(...first, became('delivered'))).toMatchObject({ stage: 'scheduled', run: 2, balance: 1019 });
    // Where the principal comes first, it stays paid: the charges are owed, and nobody is chased for them alone.
    const last = ofInvoice(...closed('principal-first'), became('delivered'));
    expect(last).toMatchObject({ stage: 'closed', run: 1, balance: 0, charges: 1019 });
  });

  it('can be read on in two ways', () => {
    const asOf = read();
    const other = fork(asOf);
    readOn(other, made);
    expect(asOf.made).toEqual([]);
    expect(asOf.account.debtor.contacts).toEqual([]);
    expect(other.made).toHaveLength(1);
  });
});

describe('a replay', () => {
  const ground = { policyOf: () => aPolicy(), lawOf: () => noLaw };
  const tuesday = '2026-03-03T09:00:00.000Z';
  const notice = (given: Partial<RecordedTaking> = {}): RecordEntry => ({
    at: tuesday,
    is: 'made',
    taking: taking(given),
    outcome: 'accepted',
  });
  const differences = (...entries: readonly RecordEntry[]) =>
    replay({ debtor: aDebtor(), entries: [...begin, ...entries] }, ground).flatMap((each) => each.differences);

  it('takes the decision of its own instant, not of the claim', () => {
    expect(differences(notice())).toEqual([]);
    expect(differences({ ...notice({ decidedAt: tuesday }), at: '2026-03-03T22:00:00.000Z' })).toEqual([]);
    expect(differences({ ...notice(), at: '2026-03-03T22:00:00.000Z' }).length).toBeGreaterThan(0);
  });

  it('counts what other debtors of the person have used of its budget', () => {
    const others = [{ at: '2026-03-03T08:00:00.000Z', channel: 'sms', contact: 'o' }] as const;
    expect(differences(notice({ others })).map(({ field }) => field)).toContain('kind');
  });

  it('compares arms only where a segment was kept', () => {
    expect(differences(notice())).toEqual([]);
    expect(differences(notice({ segment: 'default' }))).toEqual([]);
    expect(differences(notice({ segment: 'default', arm: 'b' }))).toEqual([
      { field: 'arm', recorded: 'b', derived: 'none' },
    ]);
  });

  it('takes no decision again that decide() had no part in', () => {
    expect(replay({ debtor: aDebtor(), entries: begin }, ground)).toEqual([]);
    const placed: RecordEntry = { at, is: 'ended', invoice: 'F-1', stage: 'placed' };
    expect(replay({ debtor: aDebtor(), entries: [...begin, placed] }, ground)).toEqual([]);
  });

  it('names an invoice that is not in the record', () => {
    const closed: RecordEntry = { at, is: 'ended', invoice: 'F-9', stage: 'closed', because: 'paid' };
    expect(differences(closed)[0]).toEqual({ field: 'kind', recorded: 'close', derived: 'unknown invoice' });
  });
});

describe('what a decision may have known', () => {
  const contact = (id: string, counter: number): RecordEntry => ({
    at,
    is: 'made',
    taking: taking({ contact: id, counter }),
    outcome: 'claimed',
  });
  const ended: RecordEntry = { at: later, is: 'ended', invoice: 'F-1', stage: 'placed' };

  it('is surely each contact with a lower counter, and never itself, what became of it, or a later one', () => {
    const [first, decision, last] = [contact('c0', 3), contact('c1', 4), contact('c2', 5)];
    expect(waysToKnow([first, decision, last, became('accepted')], decision, later)).toEqual([[first], [first]]);
  });

  it('is perhaps what was recorded shortly after it, and nothing beyond', () => {
    const decision = contact('c1', 4);
    expect(waysToKnow([decision, ended], decision, later)).toEqual([[], [ended], [], []]);
    expect(waysToKnow([decision, ended], decision, at)).toEqual([[], []]);
  });
});
