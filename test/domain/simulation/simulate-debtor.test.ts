// Debtors simulated by hand: what is counted, on which day, in which stage.
import { describe, expect, it } from 'vitest';
import type { Invoice } from '#domain/facts.ts';
import { noLaw } from '#domain/law.ts';
import { anAccount } from '#domain/lives/account.ts';
import { recordedDebtor } from '#domain/simulation/recorded-debtor.ts';
import { type Figures, simulateDebtor } from '#domain/simulation/simulate-debtor.ts';
import { emptyTally, type Tally } from '#domain/simulation/tally.ts';
import { aDebtor, anInvoice, aPolicy } from '#test/fixtures.ts';

const prices = { email: 100, sms: 40_000, whatsapp: 0, voice: 0, call: 2_000_000, visit: 0, letter: 0 };

/** Under the default policy, reachable by mail alone. */
const recorded = (
  invoices: readonly Invoice[],
  settled: Readonly<Record<string, string>>,
  span = { from: '2026-02-20', to: '2026-04-10' },
): { readonly tally: Tally; readonly figures: Figures } => {
  const { phone: _, ...debtor } = aDebtor();
  const tally = emptyTally();
  const figures = simulateDebtor({
    account: anAccount(debtor, [], noLaw),
    invoices,
    policy: aPolicy(),
    debtor: recordedDebtor(debtor.timeZone, new Map(Object.entries(settled))),
    span,
    prices,
    tally,
  });
  return { tally, figures };
};

// Due on Monday 2 March 2026.
const invoice = anInvoice({ issued: '2026-02-01', due: '2026-03-02', amount: 10_000, currency: 'EUR' });

describe('an invoice that is paid ten days late', () => {
  const { tally, figures } = recorded([invoice], { 'F-1': '2026-03-12' });

  it('is contacted on 23 February and on 2, 5 and 10 March', () => {
    expect(tally.contacts).toEqual({ preventive: { email: 2 }, administrative: { email: 2 } });
    expect(figures).toMatchObject({ contacts: 4, cost: 400, handoffs: 0, 'collected EUR': 10_000 });
  });

  it('has weeks with one, two and one contacts', () => {
    expect(tally.weeks).toEqual({ 1: 2, 2: 1 });
    expect(tally.busiest).toEqual({ 2: 1 });
  });

  it('waits 3 days, and is 8 days in the preventive and 9 in the administrative stage', () => {
    expect(tally.stageDays).toEqual({ scheduled: 3, preventive: 8, administrative: 9 });
    expect(tally.stageInvoices).toEqual({ scheduled: 1, preventive: 1, administrative: 1 });
  });

  it('is open at the end of two weeks, collected in the third', () => {
    const { openByStage, collectedByWeek, ...money } = tally.money.EUR ?? {};
    expect(openByStage).toMatchObject({
      preventive: [10_000, 0, 0, 0, 0, 0, 0, 0],
      administrative: [0, 10_000, 0, 0, 0, 0, 0, 0],
    });
    expect(collectedByWeek).toEqual([0, 0, 10_000, 0, 0, 0, 0, 0]);
    expect(money).toEqual({
      invoices: 1,
      owed: 10_000,
      collected: 10_000,
      collectedInvoices: 1,
      daysFromIssue: 39,
      daysLate: 10,
      handedOff: 0,
      handedOffInvoices: 0,
      open: 0,
      lateDays: 100_000,
    });
  });
});

describe('an invoice that is never paid', () => {
  it('is open at the end, as late as it then is', () => {
    const { tally } = recorded([invoice], {});
    expect(tally.money.EUR).toMatchObject({ open: 10_000, collected: 0, collectedInvoices: 0, lateDays: 10_000 * 39 });
  });

  it('is handed off on day 91, and is no debtor of ours from then on', () => {
    const { tally, figures } = recorded([invoice], {}, { from: '2026-02-20', to: '2026-06-30' });
    expect(tally.money.EUR).toMatchObject({ handedOff: 10_000, handedOffInvoices: 1, open: 10_000 });
    expect(figures.handoffs).toBe(1);
    // 1 June to 30 June.
    expect(tally.stageDays.handoff).toBe(30);
  });
});

describe('an invoice of another time', () => {
  it('comes on the day of its issue, and not before', () => {
    const later = anInvoice({ invoice: 'F-2', issued: '2026-03-20', due: '2026-04-20', amount: 500, currency: 'EUR' });
    const { tally } = recorded([invoice, later], { 'F-1': '2026-02-25' });
    expect(tally.invoices).toBe(2);
    expect(tally.stageDays.scheduled).toBe(3 + 22);
  });

  it('counts for nothing when it is issued after the last day', () => {
    const later = anInvoice({ invoice: 'F-2', issued: '2026-04-11', due: '2026-05-20' });
    expect(recorded([invoice, later], {}).tally.invoices).toBe(1);
  });

  it('counts when it is issued on the last day', () => {
    const last = anInvoice({ invoice: 'F-2', issued: '2026-04-10', due: '2026-05-20' });
    expect(recorded([invoice, last], {}).tally.invoices).toBe(2);
  });
});
