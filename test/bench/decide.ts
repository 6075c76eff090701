// decide() on one core: the IBM portfolio on ten days of each invoice's life, with all that its debtor would have behind it by
// then: the steps taken, 40 days of contacts, settled invoices, and a law with hours and caps.
import { createReadStream } from 'node:fs';
import { addDays, type IsoDate, instantAt } from '#domain/calendar.ts';
import { decide } from '#domain/decide.ts';
import type { Facts, Invoice, Person } from '#domain/facts.ts';
import { type Authority, type Law, noLaw, type Pack } from '#domain/law.ts';
import type { Policy, PolicyContent } from '#domain/policy.ts';
import { readRows } from '#intake/formats/read-rows.ts';
import { findImportProfile } from '#intake/profiles/built-in-profiles.ts';
import { takeInvoice } from '#intake/row-of-invoice.ts';
import { aDebtor, anInvoice, aPerson, aPolicy, aTaking } from '#test/fixtures.ts';
import { type Measure, perSecond } from './measure.ts';

const days = [-10, -7, 0, 1, 9, 15, 31, 47, 75, 95];
const zone = 'America/Bogota';

export const benchDecide = async (): Promise<readonly Measure[]> => {
  const policy = aPolicy();
  const questions = await portfolio(policy);
  const ask = (): number => {
    let contacts = 0;
    for (const { facts, now } of questions) if (decide(facts, policy, now).kind === 'contact') contacts += 1;
    return contacts;
  };
  return [
    {
      name: 'decide(), decisions per second on one core',
      value: perSecond(questions.length, ask),
      unit: '1/s',
      bound: { atLeast: 200_000 },
    },
  ];
};

type Question = { readonly facts: Facts; readonly now: string };

const portfolio = async ({ content }: Policy): Promise<readonly Question[]> => {
  const questions: Question[] = [];
  const open = () => createReadStream('samples/ibm-late-payments.csv');
  for await (const read of readRows(open, { profile: findImportProfile('ibm') })) {
    const row = takeInvoice(read);
    if (!('accepted' in row)) continue;
    const { invoice, debtor, due, issued, amount, currency } = row.accepted;
    for (const day of days)
      questions.push(
        question(
          content.steps,
          anInvoice({ invoice, debtor: debtor.id, due, issued, amount, currency, stage: 'administrative' }),
          day,
        ),
      );
  }
  return questions;
};

/** The steps are taken whose day had come before. */
const question = (planned: PolicyContent['steps'], bare: Invoice, day: number): Question => {
  const { debtor, due } = bare;
  const taken = planned.filter((step) => step.day < day - 1);
  const steps = Object.fromEntries(
    taken.map((step) => [
      step.id,
      aTaking(instantAt(zone, addDays(due, step.day), '10:00'), { outcome: 'delivered', channel: step.channel }),
    ]),
  );
  const invoice = anInvoice({ ...bare, steps });
  const date = addDays(due, day);
  const contacts = fortyDays(date);
  return {
    facts: {
      invoice,
      debtor: aDebtor({
        debtor,
        timeZone: zone,
        contacts: contacts.slice(-5).map(({ at, contact }) => ({ at, contact })),
        history: {
          settled: [-90, -60, -30].map((ago) => ({
            invoice: `S${ago}`,
            due: addDays(date, ago),
            on: addDays(date, ago + 4),
          })),
          promises: [{ promise: 'p-1', invoice: 'S-30', date: addDays(date, -28), outcome: 'kept' }],
          conversations: contacts.filter(({ direct }) => direct).map(({ at, channel }) => ({ at, channel })),
        },
      }),
      person: aPerson({ contacts }),
      open: [invoice],
      law,
    },
    now: instantAt(zone, date, '10:00'),
  };
};

/** A contact every fourth day, the last one four days ago; every third one is a conversation. */
const fortyDays = (date: IsoDate): Person['contacts'] => {
  const known = contactsBefore.get(date);
  if (known) return known;
  const contacts = Array.from({ length: 10 }, (_, index) => ({
    at: instantAt(zone, addDays(date, -40 + index * 4), '11:00'),
    channel: index % 3 === 0 ? ('call' as const) : ('email' as const),
    contact: `contact-${date}-${index}`,
    ...(index % 3 === 0 ? { direct: true } : {}),
  }));
  contactsBefore.set(date, contacts);
  return contacts;
};
const contactsBefore = new Map<IsoDate, Person['contacts']>();

const authority = (rule: string): Authority => ({ pack: 'bench', rule, source: 'made up', confidence: 'U' });
const weekday = { from: '07:00', to: '19:00' };
const pack: Pack = {
  id: 'bench',
  jurisdiction: 'CO',
  debtorType: 'business',
  binds: ['creditor', 'agency'],
  scope: authority('scope'),
  hours: [
    {
      ...authority('hours'),
      channels: 'any',
      week: [weekday, weekday, weekday, weekday, weekday, { from: '08:00', to: '15:00' }, null],
      onHolidays: false,
    },
  ],
  caps: [
    {
      ...authority('frequency'),
      cap: { kind: 'count', channels: 'any', max: 1, window: 'day', fromDirectContact: true },
    },
    {
      ...authority('channelLock'),
      cap: { kind: 'single-channel', channels: 'any', window: 'week', fromDirectContact: true },
    },
  ],
  bars: [],
};
const law: Law = { ...noLaw, packs: [pack], holidays: { place: 'CO', dates: new Set(['2013-01-01', '2013-05-01']) } };
