// The promise of a plan: what it lists until the end of tomorrow is what is then sent if no fact arrives.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { addDays, type IsoInstant, plusDays24h } from '#domain/calendar.ts';
import { noLaw } from '#domain/law.ts';
import { anAccount } from '#domain/lives/account.ts';
import { live } from '#domain/lives/live.ts';
import { endOfTomorrow } from '#domain/planning/outbox-of.ts';
import { planAccounts } from '#domain/planning/plan-accounts.ts';
import { propose } from '#domain/planning/propose.ts';
import { inFlightModes, type Policy } from '#domain/policy.ts';
import { publishedRates } from '#rules/known-rates.ts';
import { termsUnder } from '#rules/terms-under.ts';
import { aDebtor, anInvoice, aPolicy } from '#test/fixtures.ts';

const begin = '2026-01-01T00:00:00.000Z';
const zones = ['UTC', 'America/Bogota', 'Europe/Madrid', 'Asia/Tokyo'];

/** Policies that differ in what admins tune: days of steps, channels, spacing, hours, stages. */
const policies = fc
  .record({
    shift: fc.integer({ min: 0, max: 6 }),
    channel: fc.constantFrom('email', 'visit', 'call'),
    minDaysBetween: fc.integer({ min: 1, max: 9 }),
    opens: fc.constantFrom('08:00', '09:00', '11:30'),
    lastDay: fc.integer({ min: 5, max: 7 }),
    extrajudicialFrom: fc.integer({ min: 20, max: 45 }),
    holdsBack: fc.boolean(),
  })
  .map(({ shift, channel, minDaysBetween, opens, lastDay, extrajudicialFrom, holdsBack }): Policy => {
    const { content } = aPolicy();
    return aPolicy({
      minDaysBetween,
      hours: { from: opens, to: '18:00', days: [1, 2, 3, 4, 5, 6, 7].filter((day) => day <= lastDay) },
      stages: content.stages.map((stage) => {
        if (stage.name === 'administrative') return { ...stage, toDay: extrajudicialFrom - 1 };
        if (stage.name === 'extrajudicial')
          return { ...stage, fromDay: extrajudicialFrom, noticeDays: holdsBack ? 5 : 0 };
        return stage;
      }),
      steps: content.steps.map((step) => ({
        ...step,
        day: step.stage === 'administrative' ? step.day + shift : step.day,
        channel: step.id === 'second-notice' ? channel : step.channel,
      })),
    });
  });

const portfolios = fc.array(
  fc.record({
    due: fc.integer({ min: -40, max: 60 }).map((days) => addDays('2026-02-10', days)),
    amount: fc.integer({ min: 400, max: 500_000 }),
  }),
  { minLength: 1, maxLength: 4 },
);

it('what is planned for tomorrow is what a life then does: at once, from the next stage on, or pinned', () => {
  let planned = 0;
  fc.assert(
    fc.property(
      fc.record({
        zone: fc.constantFrom(...zones),
        portfolio: portfolios,
        before: policies,
        after: policies,
        mode: fc.constantFrom(...inFlightModes),
        quarter: fc.integer({ min: 20 * 96, max: 110 * 96 }),
      }),
      ({ zone, portfolio, before, after, mode, quarter }) => {
        const invoices = portfolio.map((each, index) =>
          anInvoice({ ...each, balance: each.amount, invoice: `F-${index}`, issued: '2025-12-01' }),
        );
        const start = anAccount(aDebtor({ timeZone: zone }), invoices, noLaw);
        const now: IsoInstant = new Date(Date.parse(begin) + quarter * 900_000).toISOString();
        const to = endOfTomorrow(zone, now);
        const { account } = live(start, before, { from: begin, to: now, delivers: 'by-days' });
        const proposed = propose(before, after.content, mode, now);
        const plan = planAccounts(
          [account],
          { before, after: proposed },
          () => noLaw,
          { termsUnder, rates: publishedRates },
          now,
        );

        const sentUnder = (policy: Policy) =>
          live(start, before, {
            from: begin,
            to,
            happenings: [{ at: now, policy }],
            delivers: 'by-days',
          })
            .diary.filter(({ at, taking }) => taking && at >= now)
            .map(({ at, kind, invoice, step, channel, covers }) => ({ at, kind, invoice, step, channel, covers }));
        const listed = (outbox: typeof plan.outbox.after) =>
          outbox.map(({ at, kind, invoice, step, channel, covers }) => ({ at, kind, invoice, step, channel, covers }));
        expect(listed(plan.outbox.after)).toEqual(sentUnder(proposed));
        expect(listed(plan.outbox.before)).toEqual(sentUnder(before));
        planned += plan.outbox.after.length;
      },
    ),
    { numRuns: 400 },
  );
  expect(planned).toBeGreaterThan(50);
});

it('a pinned policy changes nothing for those already in collection, now or tomorrow', () => {
  fc.assert(
    fc.property(portfolios, policies, policies, (portfolio, before, after) => {
      const now = plusDays24h(begin, 45);
      const invoices = portfolio.map((each, index) => ({
        ...anInvoice({ ...each, invoice: `F-${index}`, issued: '2025-12-01' }),
        enrolledAt: begin,
      }));
      const { account } = live(anAccount(aDebtor(), invoices, noLaw), before, {
        from: begin,
        to: now,
        delivers: 'by-days',
      });
      const proposed = propose(before, after.content, 'pin', now);
      const plan = planAccounts(
        [account],
        { before, after: proposed },
        () => noLaw,
        { termsUnder, rates: publishedRates },
        now,
      );
      expect(plan.invoices.filter(({ changes }) => changes.length > 0)).toEqual([]);
      expect(plan.outbox.after).toEqual(plan.outbox.before);
    }),
    { numRuns: 150 },
  );
});
