// A morning's messages, spread over the opened hours: who goes first, and what never moves.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toEpochMs } from '#domain/calendar.ts';
import { decide } from '#domain/decide.ts';
import { spreadOf } from '#domain/decisions/spread-of.ts';
import type { Invoice } from '#domain/facts.ts';
import { aDebtor, anInvoice, aPerson, restOf, someFacts } from '#test/fixtures.ts';
import { dateOf, inThreeStages, office, on } from './builders.ts';

const policyWith = (spreadMinutes: number, hours = office) =>
  inThreeStages(
    [
      { id: 'before', day: -3, stage: 'preventive' },
      { id: 'first', day: 1 },
      { id: 'serious', day: 31, stage: 'extrajudicial' },
    ],
    { hours, sending: { spreadMinutes } },
  );
const { content } = policyWith(180);
const spreadFor = (late: number, given: { readonly debtor?: string; readonly balance?: number } = {}) => {
  const { debtor = 'D-1', balance = 100_000 } = given;
  const open = [anInvoice({ debtor, balance, due: dateOf(-late) })];
  return spreadOf({ debtor: aDebtor({ debtor }), open }, content, 'email', dateOf(0), on(0, '09:00'), on(0, '18:00'));
};
const debtors = Array.from({ length: 300 }, (_, index) => `D-${index}`);
const minute = 60_000;

describe('the order of a morning', () => {
  it('is extrajudicial, administrative, preventive: no band meets the next', () => {
    const bands = [31, 1, -3].map((late) => debtors.map((debtor) => spreadFor(late, { debtor })));
    const bounds = bands.map((band) => [Math.min(...band), Math.max(...band)] as const);
    expect(bounds[0]?.[1]).toBeLessThan(bounds[1]?.[0] ?? 0);
    expect(bounds[1]?.[1]).toBeLessThan(bounds[2]?.[0] ?? 0);
    expect(bounds[2]?.[1]).toBeLessThan(180 * minute);
  });

  it('is by amount within a stage, for one and the same debtor', () => {
    const spreads = [100_000_000, 1_000_000, 10_000, 100].map((balance) => spreadFor(5, { balance }));
    expect(spreads).toEqual(spreads.toSorted((one, other) => one - other));
    expect(new Set(spreads).size).toBe(4);
  });

  it('leaves no minute of a band with more than a fair share', () => {
    const perFive = new Map<number, number>();
    for (const debtor of debtors) {
      const slot = Math.floor(spreadFor(5, { debtor }) / (5 * minute));
      perFive.set(slot, (perFive.get(slot) ?? 0) + 1);
    }
    // Half an hour of the band is theirs by their amount: 50 for each five minutes on average.
    expect(Math.max(...perFive.values())).toBeLessThan(75);
  });
});

describe('what is not spread', () => {
  const open: readonly Invoice[] = [anInvoice({})];
  const window = [dateOf(0), on(0, '09:00'), on(0, '18:00')] as const;
  it('is a call, a visit, a wish of the debtor, what was agreed, and anything by a policy that does not ask for it', () => {
    expect(spreadOf({ debtor: aDebtor(), open }, content, 'call', ...window)).toBe(0);
    expect(spreadOf({ debtor: aDebtor(), open }, content, 'visit', ...window)).toBe(0);
    expect(spreadOf({ debtor: aDebtor({ preferred: { time: '10:00' } }), open }, content, 'email', ...window)).toBe(0);
    expect(spreadOf({ debtor: aDebtor() }, content, 'email', ...window)).toBe(0);
    expect(spreadOf({ debtor: aDebtor(), open }, policyWith(0).content, 'email', ...window)).toBe(0);
  });

  it('leaves half of a short window', () => {
    const short = policyWith(720, { from: '09:00', to: '10:00', days: [1, 2, 3, 4, 5] }).content;
    for (const debtor of debtors) {
      const facts = { debtor: aDebtor({ debtor }), open };
      expect(spreadOf(facts, short, 'email', dateOf(0), on(0, '09:00'), on(0, '10:00'))).toBeLessThan(30 * minute);
    }
  });
});

describe('decide', () => {
  const policy = policyWith(180);
  const about = (debtor: string) => {
    const invoice = anInvoice({ debtor, due: dateOf(0), stage: 'preventive', run: 1 });
    return someFacts({ invoice, debtor: aDebtor({ debtor }), person: aPerson({ person: `default/${debtor}` }) });
  };

  it('names the minute of the morning beforehand, waits until then, and speaks from then to the end of the hours', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 12 }), (debtor) => {
        const facts = about(debtor);
        const { wakeAt } = restOf(decide(facts, policy, on(0, '20:00')));
        expect(wakeAt).not.toBeNull();
        const at = wakeAt ?? '';
        expect(at >= on(1, '09:00') && at < on(1, '12:00')).toBe(true);
        expect(decide(facts, policy, on(1, '09:00')).wakeAt).toBe(at);
        const before = new Date(toEpochMs(at) - 1).toISOString();
        if (before >= on(1, '09:00'))
          expect(decide(facts, policy, before)).toMatchObject({ because: 'spread', wakeAt: at });
        expect(decide(facts, policy, at)).toMatchObject({ kind: 'contact', step: 'first', validUntil: on(1, '18:00') });
        expect(decide(facts, policy, on(1, '17:59')).kind).toBe('contact');
      }),
    );
  });
});
