// decide() on one core: the IBM portfolio, with the contacts that its invoices would have had by then.
import { createReadStream } from 'node:fs';
import { addDays, instantAt } from '#domain/calendar.ts';
import { decide } from '#domain/decide.ts';
import type { Facts } from '#domain/facts.ts';
import { findProfile } from '#intake/profiles.ts';
import { readCsv } from '#intake/read-csv.ts';
import { aDebtor, anInvoice, aPerson, aPolicy, aTaking } from '#test/fixtures.ts';
import type { Measure } from './measure.ts';

const days = [-10, -7, 0, 1, 9, 15, 31, 47, 75, 95];

export const benchDecide = async (): Promise<readonly Measure[]> => {
  const questions = await portfolio();
  const policy = aPolicy();
  const ask = (): number => {
    let contacts = 0;
    for (const { facts, now } of questions) if (decide(facts, policy, now).kind === 'contact') contacts += 1;
    return contacts;
  };
  for (let warm = 0; warm < 5; warm += 1) ask();
  const begun = performance.now();
  let rounds = 0;
  while (performance.now() - begun < 3000) {
    ask();
    rounds += 1;
  }
  const perSecond = Math.round((rounds * questions.length) / ((performance.now() - begun) / 1000));
  return [
    { name: 'decide(), decisions per second on one core', value: perSecond, unit: '1/s', bound: { atLeast: 200_000 } },
  ];
};

/** Each invoice of the set on ten days of its life, with the steps taken whose day had come before. */
const portfolio = async (): Promise<readonly { readonly facts: Facts; readonly now: string }[]> => {
  const questions: { facts: Facts; now: string }[] = [];
  const { content } = aPolicy();
  for await (const row of readCsv(createReadStream('samples/ibm-late-payments.csv'), findProfile('ibm'))) {
    if (!('accepted' in row)) continue;
    const { invoice: number, debtor, due, issued, amount, currency } = row.accepted;
    for (const day of days) {
      const date = addDays(due, day);
      const taken = content.steps.filter((step) => step.day < day - 1);
      const steps = Object.fromEntries(
        taken.map((step) => [
          step.id,
          aTaking(instantAt('UTC', addDays(due, step.day), '10:00'), { outcome: 'delivered' }),
        ]),
      );
      const invoice = anInvoice({
        invoice: number,
        debtor: debtor.id,
        due,
        issued,
        amount,
        currency,
        steps,
        stage: 'administrative',
      });
      const last = Object.values(steps).at(-1);
      const contacts = last ? [{ at: last.at, contact: last.contact }] : [];
      const account = aDebtor({ debtor: debtor.id, contacts });
      const person = aPerson({ contacts: contacts.map((each) => ({ ...each, channel: 'email' as const })) });
      questions.push({
        facts: { invoice, debtor: account, person, open: [invoice] },
        now: instantAt('UTC', date, '10:00'),
      });
    }
  }
  return questions;
};
