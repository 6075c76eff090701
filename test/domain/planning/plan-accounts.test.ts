// What a policy changes for a debtor's invoices, example by example.
import { describe, expect, it } from 'vitest';
import { noLaw } from '#domain/law.ts';
import { type Account, anAccount } from '#domain/lives/account.ts';
import { chargesAlike } from '#domain/planning/charge-of.ts';
import { endOfTomorrow } from '#domain/planning/outbox-of.ts';
import { planAccounts } from '#domain/planning/plan-accounts.ts';
import { planInWords } from '#domain/planning/plan-in-words.ts';
import { costOf, pricesUnder, readPrices, roughPrices } from '#domain/planning/prices.ts';
import { propose } from '#domain/planning/propose.ts';
import { decidesAlike } from '#domain/planning/same-decision.ts';
import { addPlans, compareOutboxes, emptySummary } from '#domain/planning/summary.ts';
import type { InFlight, Policy, PolicyContent } from '#domain/policy.ts';
import { publishedRates } from '#rules/known-rates.ts';
import { termsUnder } from '#rules/terms-under.ts';
import { aDebtor, anInvoice, aPolicy, aTaking, someFacts } from '#test/fixtures.ts';

const charging = { termsUnder, rates: publishedRates };

const before = aPolicy();
/** A Monday, a week after the due date of most invoices here, before the hours of contact. */
const now = '2026-03-09T07:00:00.000Z';
const noticed = anInvoice({
  due: '2026-03-02',
  stage: 'administrative',
  enrolledAt: '2026-02-23T09:00:00.000Z',
  steps: { 'first-notice': aTaking('2026-03-03T09:00:00.000Z') },
});
const debtor = aDebtor({ contacts: [{ at: '2026-03-03T09:00:00.000Z', contact: 'c' }] });
const account = anAccount(debtor, [noticed], noLaw);

const stepDay = (id: string, day: number): PolicyContent => ({
  ...before.content,
  steps: before.content.steps.map((step) => (step.id === id ? { ...step, day } : step)),
});
const planFor = (content: PolicyContent, accounts: readonly Account[] = [account], mode: InFlight = 'now', at = now) =>
  planAccounts(accounts, { before, after: propose(before, content, mode, at) }, () => noLaw, charging, at);
const sentBy = ({ outbox }: ReturnType<typeof planFor>, side: 'before' | 'after') =>
  outbox[side].map(({ at, step, channel, invoice }) => `${at} ${step} by ${channel} for ${invoice}`);

describe('a plan', () => {
  it('of the same policy changes nothing', () => {
    const plan = planFor(before.content);
    expect(plan.invoices.map(({ changes }) => changes)).toEqual([[]]);
    expect(plan.outbox.after).toEqual(plan.outbox.before);
  });

  it('of a step moved from tomorrow to today: the next contact changes, and the message goes today', () => {
    const plan = planFor(stepDay('second-notice', 7));
    expect(plan.invoices[0]?.changes).toEqual(['next-contact']);
    expect(plan.invoices[0]?.before.next).toMatchObject({ at: '2026-03-10T09:00:00.000Z', step: 'second-notice' });
    expect(plan.invoices[0]?.after.next).toMatchObject({ at: '2026-03-09T09:00:00.000Z', step: 'second-notice' });
    expect(sentBy(plan, 'before')).toEqual(['2026-03-10T09:00:00.000Z second-notice by email for F-1']);
    expect(sentBy(plan, 'after')).toEqual(['2026-03-09T09:00:00.000Z second-notice by email for F-1']);
    expect(compareOutboxes(plan.outbox)).toMatchObject({ added: [], missed: [], moved: [{}] });
  });

  it('of a step moved past tomorrow: its message is missed', () => {
    const plan = planFor(stepDay('second-notice', 9));
    expect(compareOutboxes(plan.outbox)).toMatchObject({ added: [], missed: [{ step: 'second-notice' }], moved: [] });
  });

  it('of another channel: the channel changes, one message is added and one missed', () => {
    const plan = planFor({
      ...before.content,
      steps: before.content.steps.map((step) =>
        step.id === 'second-notice' ? { ...step, channel: 'sms', fallback: 'email' } : step,
      ),
    });
    expect(plan.invoices[0]?.changes).toEqual(['channel']);
    expect(compareOutboxes(plan.outbox)).toMatchObject({ added: [{ channel: 'sms' }], missed: [{ channel: 'email' }] });
  });

  it('of an earlier stage: the stage changes at once, its notice comes first', () => {
    const plan = planFor({
      ...before.content,
      stages: before.content.stages.map((stage) =>
        stage.name === 'administrative'
          ? { ...stage, toDay: 5 }
          : stage.name === 'extrajudicial'
            ? { ...stage, fromDay: 6 }
            : stage,
      ),
      steps: before.content.steps
        .filter(({ stage, id }) => stage !== 'administrative' || id === 'first-notice')
        .map((step) => (step.id === 'formal-notice' ? { ...step, day: 6 } : step)),
    });
    expect(plan.invoices[0]?.changes).toContain('stage');
    expect(plan.invoices[0]?.after.stage).toBe('extrajudicial');
    expect(sentBy(plan, 'after')).toEqual(['2026-03-09T09:00:00.000Z formal-notice by email for F-1']);
  });

  it('of another rate of interest: the charge changes, from the stage on in which it is shown, and nothing else', () => {
    const late = { ...noticed, due: '2026-01-08', stage: 'extrajudicial' as const };
    const steps = {
      'first-notice': aTaking('2026-01-12T09:00:00.000Z', { due: late.due }),
      'formal-notice': aTaking('2026-02-09T09:00:00.000Z', { due: late.due, stage: 'extrajudicial' }),
    };
    const content = { ...before.content, interest: { annualRatePercent: '24' } };
    expect(chargesAlike(before.content, content)).toBe(false);
    const [changed] = planFor(content, [anAccount(debtor, [{ ...late, steps }], noLaw)]).invoices;
    expect(changed?.changes).toEqual(['charge']);
    // 100,000 cents for 60 days at 12 % and at 24 %, in a year of 365.
    expect([changed?.before.charge, changed?.after.charge]).toEqual([1973, 3945]);
    expect(planFor(content).invoices[0]?.changes).toEqual([]);
    const [pinned] = planFor(content, [anAccount(debtor, [{ ...late, steps }], noLaw)], 'pin').invoices;
    expect(pinned?.changes).toEqual([]);
  });

  it('brings back from the handoff what the new policy keeps in collection', () => {
    const past = anInvoice({
      due: '2025-12-01',
      stage: 'handoff',
      enrolledAt: '2025-11-20T09:00:00.000Z',
      steps: {
        'first-notice': aTaking('2025-12-02T09:00:00.000Z', { due: '2025-12-01' }),
        'formal-notice': aTaking('2026-01-05T09:00:00.000Z', { due: '2025-12-01', stage: 'extrajudicial' }),
        'last-notice': aTaking('2026-02-16T09:00:00.000Z', {
          due: '2025-12-01',
          stage: 'extrajudicial',
          notice: false,
        }),
      },
    });
    const longer: PolicyContent = {
      ...before.content,
      stages: before.content.stages.map((stage) =>
        stage.name === 'handoff'
          ? { ...stage, fromDay: 121 }
          : stage.name === 'extrajudicial'
            ? { ...stage, toDay: 120 }
            : stage,
      ),
      steps: [...before.content.steps, { ...stepOf('last-notice'), id: 'very-last-notice', day: 98 }],
    };
    const plan = planFor(longer, [anAccount(aDebtor(), [past], noLaw)]);
    expect(plan.invoices[0]).toMatchObject({
      before: { stage: 'handoff', next: null },
      after: { stage: 'extrajudicial' },
    });
    expect(sentBy(plan, 'before')).toEqual([]);
    expect(sentBy(plan, 'after')).toEqual(['2026-03-09T09:00:00.000Z very-last-notice by email for F-1']);
  });

  it('of debtors who are one person: one of them is contacted, for they share the budget', () => {
    const twin = (name: string): Account => ({
      ...anAccount(
        aDebtor({ debtor: name, person: 'P-1', contacts: debtor.contacts }),
        [{ ...noticed, invoice: `F-${name}`, debtor: name }],
        noLaw,
      ),
      person: { person: 'P-1', contacts: [], version: 0 },
    });
    const plan = planFor(before.content, [twin('A'), twin('B')]);
    expect(sentBy(plan, 'before')).toEqual(['2026-03-10T09:00:00.000Z second-notice by email for F-A']);
    expect(planFor(before.content, [twin('A')]).outbox.before).toHaveLength(1);
    expect(
      planFor(stepDay('second-notice', 7), [twin('A'), twin('B')]).outbox.after.map(({ at, invoice }) => [at, invoice]),
    ).toEqual([
      ['2026-03-09T09:00:00.000Z', 'F-A'],
      ['2026-03-10T09:00:00.000Z', 'F-B'],
    ]);
  });

  it('ends with the next day of each debtor', () => {
    expect(endOfTomorrow('UTC', now)).toBe('2026-03-11T00:00:00.000Z');
    expect(endOfTomorrow('America/Bogota', now)).toBe('2026-03-11T05:00:00.000Z');
    expect(endOfTomorrow('America/Bogota', '2026-03-09T04:59:00.000Z')).toBe('2026-03-10T05:00:00.000Z');
    expect(endOfTomorrow('Asia/Tokyo', '2026-03-09T15:00:00.000Z')).toBe('2026-03-11T15:00:00.000Z');
  });
});

describe('a decision', () => {
  const facts = someFacts({ invoice: noticed, debtor });
  const alike = (content: PolicyContent, mode: InFlight = 'now') =>
    decidesAlike({ facts, policy: before }, { facts, policy: propose(before, content, mode, now) }, now);

  it('is the same where the policy changes something else', () => {
    expect(alike(before.content)).toBe(true);
    expect(alike(stepDay('last-notice', 80))).toBe(true);
    expect(alike({ ...before.content, interest: { annualRatePercent: '1' } })).toBe(true);
  });

  it('is another one where the next step comes earlier or later, unless the invoice is left on the old policy', () => {
    expect(alike(stepDay('second-notice', 7))).toBe(false);
    expect(alike(stepDay('second-notice', 9))).toBe(false);
    expect(alike(stepDay('second-notice', 7), 'pin')).toBe(true);
    expect(alike(stepDay('second-notice', 7), 'next-stage')).toBe(true);
  });
});

describe('figures', () => {
  it('add up page by page, keep a sample, and are told in words', () => {
    const plan = planFor(stepDay('second-notice', 9));
    const summary = addPlans(addPlans(emptySummary, [plan], 1), [planFor(before.content), plan], 1);
    expect(summary).toMatchObject({
      invoices: 3,
      changed: 2,
      byChange: { stage: 0, 'next-contact': 2, channel: 0, charge: 0 },
      sample: [{ invoice: 'F-1' }],
    });
    const words = planInWords(summary, { ...roughPrices, currency: 'EUR' }, 5).join('\n');
    expect(words).toContain('3 open invoices; something changes for 2:');
    expect(words).toContain('The first 1 of them:');
    expect(words).toContain('second-notice by email 2026-03-10 09:00 → second-notice by email 2026-03-11 09:00');
    expect(words).toMatch(/email +3 +1/);
    expect(words).toMatch(/cost +0\.01 EUR +0\.01 EUR/);
  });

  it('of cost are sums of the prices by channel', () => {
    expect(costOf([{ channel: 'email' }, { channel: 'sms' }, { channel: 'sms' }], roughPrices)).toBe(80_100);
    expect(costOf([], roughPrices)).toBe(0);
  });

  it('of cost go by what the policy says, of which what it leaves out costs nothing; rough prices stand where it says nothing', () => {
    expect(pricesUnder({ prices: undefined })).toBe(roughPrices);
    const none = { email: 0, sms: 0, whatsapp: 0, voice: 0, call: 0, visit: 0, letter: 0 };
    expect(pricesUnder({ prices: { currency: 'EUR', sms: '0.08', letter: '1.1' } })).toEqual({
      currency: 'EUR',
      of: { ...none, sms: 80_000, letter: 1_100_000 },
    });
  });

  it.each([
    ['sms=0.07', { sms: 70_000 }],
    [' sms = 0.07 , call=2', { sms: 70_000, call: 2_000_000 }],
    ['email=0.000001', { email: 1 }],
  ])('prices are read: %s', (list, given) => {
    expect(readPrices({ list }, roughPrices)).toEqual({
      prices: { currency: 'USD', of: { ...roughPrices.of, ...given } },
    });
  });

  it('prices in another currency than those of the policy stand beside rough ones', () => {
    const ofPolicy = pricesUnder({ prices: { currency: 'EUR', sms: '0.08' } });
    expect(readPrices({ list: 'call=2', currency: 'EUR' }, ofPolicy)).toEqual({
      prices: { currency: 'EUR', of: { ...ofPolicy.of, call: 2_000_000 } },
    });
    expect(readPrices({ list: 'call=2', currency: 'MXN' }, ofPolicy)).toEqual({
      prices: { currency: 'MXN', of: { ...roughPrices.of, call: 2_000_000 } },
    });
    expect(readPrices({ currency: 'EURO' }, ofPolicy)).toHaveProperty('problem');
  });

  it.each(['', 'sms', 'sms=', 'sms=-1', 'sms=1,0', 'sms=0.0000001', 'fax=1', 'sms=1e3'])(
    'prices are refused: "%s"',
    (text) => {
      expect(readPrices({ list: text }, roughPrices)).toHaveProperty('problem');
    },
  );
});

function stepOf(id: string): Policy['content']['steps'][number] {
  const found = before.content.steps.find((step) => step.id === id);
  if (!found) throw new Error(`the default has no step ${id}`);
  return found;
}
