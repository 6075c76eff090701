// Random but plausible lives under one set of policies: the same seed draws the same ones.
import fc from 'fast-check';
import { addDays, plusDays24h, startOfDay } from '#domain/calendar.ts';
import { anInvoice } from '#test/fixtures.ts';
import { dates, debtors, instants, laws, zones } from '../domain/worlds.ts';
import type { AppliedVersion } from './policy-sets.ts';
import { invoiceNumbers, randomFacts, randomInvoices } from './random-facts.ts';
import type { PlannedLife } from './record-life.ts';

const from = '2026-02-10T00:00:00.000Z';
const to = '2026-07-10T00:00:00.000Z';

export const randomLife = (versions: readonly AppliedVersion[]): fc.Arbitrary<PlannedLife> =>
  fc
    .record({
      debtor: debtors,
      cause: fc.constantFrom(undefined, undefined, 'forgot', 'illness'),
      name: fc.constantFrom('D-1', 'D-2', 'D-3', 'D-4'),
      timeZone: fc.constantFrom(...zones, 'America/New_York', 'Australia/Lord_Howe'),
      law: laws,
      delivers: fc.constantFrom('at-once' as const, 'by-days' as const),
      invoices: randomInvoices,
      facts: randomFacts,
      others: fc.array(
        fc.record({
          at: instants(-10, 70),
          channel: fc.constantFrom('email' as const, 'call' as const),
          direct: fc.boolean(),
        }),
        { maxLength: 3 },
      ),
      hasOthers: fc.integer({ min: 0, max: 3 }),
      outage: fc.option(fc.tuple(dates(-10, 60), fc.integer({ min: 1, max: 12 })), { nil: undefined, freq: 3 }),
    })
    .map(({ debtor, cause, name, timeZone, law, delivers, invoices, facts, others, hasOthers, outage }) => ({
      debtor: {
        ...debtor,
        debtor: name,
        timeZone,
        circumstances: { tags: [], ...(cause === undefined ? {} : { cause }) },
      },
      law,
      versions,
      from,
      to,
      delivers,
      invoices: invoices.map(({ due, amount, comes }, index) => ({
        at: [startOfDay(timeZone, addDays(comes, -20)), from].toSorted().at(-1) ?? from,
        invoice: anInvoice({ invoice: invoiceNumbers[index] ?? 'F-9', due, amount, issued: '2026-01-20' }),
      })),
      facts,
      others: hasOthers > 0 ? [] : others.toSorted(byTime).map((each, index) => ({ ...each, contact: `o-${index}` })),
      outages: outage
        ? [{ from: startOfDay('UTC', outage[0]), to: plusDays24h(startOfDay('UTC', outage[0]), outage[1]) }]
        : [],
    }));

const byTime = (one: { readonly at: string }, other: { readonly at: string }): number => (one.at < other.at ? -1 : 1);
