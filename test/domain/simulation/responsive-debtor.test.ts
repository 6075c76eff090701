// Debtors that answer by the response model: luck is fixed by the seed, and contacts never make anybody pay later.
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { noLaw } from '#domain/law.ts';
import { anAccount } from '#domain/lives/account.ts';
import { drawsOf, exponential } from '#domain/simulation/draw.ts';
import { type ResponseModel, responseModelSchema } from '#domain/simulation/response-model.ts';
import { responsiveDebtor } from '#domain/simulation/responsive-debtor.ts';
import { simulateDebtor } from '#domain/simulation/simulate-debtor.ts';
import { emptyTally } from '#domain/simulation/tally.ts';
import { dayOfHazard, hazardThrough } from '#domain/simulation/unprompted.ts';
import { aDebtor, anInvoice, aPolicy } from '#test/fixtures.ts';

const always = { reach: 1, pay: 1, promise: 0 };
const never = { reach: 1, pay: 0, promise: 0 };
const aModel = (given: object): ResponseModel =>
  responseModelSchema.parse({
    unprompted: [{ fromDay: -365, perDay: 0 }],
    willingnessSpread: 0,
    deadAddress: { email: 0, sms: 0, call: 0 },
    mostLikely: 1,
    ...given,
  });

const invoice = anInvoice({ issued: '2026-02-01', due: '2026-03-02', amount: 10_000 });

const simulated = (model: ResponseModel, seed = 1, policy = aPolicy(), to = '2026-06-30') => {
  const debtor = aDebtor();
  const tally = emptyTally();
  simulateDebtor({
    account: anAccount(debtor, [], noLaw),
    invoices: [invoice],
    policy,
    debtor: responsiveDebtor(model, seed, debtor),
    span: { from: '2026-02-20', to },
    prices: { email: 1, sms: 1, whatsapp: 1, voice: 1, call: 1, visit: 1, letter: 1 },
    tally,
  });
  return tally;
};

describe('a debtor', () => {
  it('pays within days of the first message when it always answers', () => {
    const tally = simulated(aModel({ channels: { email: always }, paysWithin: 1 }));
    expect(tally.outcomes).toEqual({ pays: 1 });
    // The first message goes out on 23 February; the money comes the day after.
    expect(tally.money.EUR).toMatchObject({ collected: 10_000, daysLate: -6 });
  });

  it('is handed off when nothing moves it', () => {
    const tally = simulated(aModel({ channels: { email: never, sms: never, call: never } }));
    expect(tally.money.EUR).toMatchObject({ collected: 0, handedOff: 10_000 });
    expect(tally.outcomes.pays).toBeUndefined();
  });

  it('hears nothing that does not reach it', () => {
    const deaf = { reach: 0, pay: 1, promise: 1 };
    const { outcomes } = simulated(aModel({ channels: { email: deaf, sms: deaf, call: deaf } }));
    expect(Object.keys(outcomes)).toEqual(['unheard']);
  });

  it('is reached another way once its mail has come back', () => {
    const tally = simulated(
      aModel({ channels: { sms: never, call: never }, deadAddress: { email: 1, sms: 0, call: 0 } }),
    );
    expect(tally.outcomes.bounced).toBe(1);
    expect(tally.contacts.preventive).toEqual({ email: 1, sms: 2 });
  });

  it('is left alone while a promise stands, and pays on its day when it keeps it', () => {
    const promises = { reach: 1, pay: 0, promise: 1 };
    const promise = { fromDays: 5, toDays: 5, kept: 1 };
    const tally = simulated(aModel({ channels: { email: promises }, promise }));
    // What is not yet due is not promised: 5 March is the first message after the due date.
    expect(tally.promises).toBe(1);
    expect(tally.contacts.administrative).toEqual({ email: 1 });
    expect(tally.money.EUR).toMatchObject({ collected: 10_000, daysLate: 8 });
  });

  it('is chased again after a promise that it does not keep', () => {
    const promises = { reach: 1, pay: 0, promise: 1 };
    const promise = { fromDays: 5, toDays: 5, kept: 0 };
    const tally = simulated(aModel({ channels: { email: promises, sms: never, call: never }, promise }));
    expect(tally.promises).toBeGreaterThan(1);
    expect(tally.money.EUR).toMatchObject({ collected: 0, handedOff: 10_000 });
  });

  it('has the same life by the same seed, and another by another', () => {
    const model = responseModelSchema.parse({});
    expect(simulated(model, 7)).toEqual(simulated(model, 7));
    const lives = Array.from({ length: 10 }, (_, seed) => JSON.stringify(simulated(model, seed)));
    expect(new Set(lives).size).toBeGreaterThan(1);
  });

  it('never pays later for being contacted, where nobody promises anything', () => {
    const channels = { email: { promise: 0 }, sms: { promise: 0 }, call: { promise: 0 } };
    const model = responseModelSchema.parse({ channels });
    const silent = responseModelSchema.parse({ channels: { email: never, sms: never, call: never } });
    fc.assert(
      fc.property(fc.nat(1_000_000), (seed) => {
        const [asked, left] = [simulated(model, seed).money.EUR, simulated(silent, seed).money.EUR];
        expect(asked?.lateDays).toBeLessThanOrEqual((left?.lateDays ?? 0) + 7 * 10_000);
        expect(asked?.collected).toBeGreaterThanOrEqual(left?.collected ?? 0);
      }),
      { numRuns: 60 },
    );
  });
});

describe('a model', () => {
  it.each([
    ['a chance above 1', { channels: { email: { pay: 1.1 } } }],
    ['an unknown channel', { channels: { fax: { pay: 0.1 } } }],
    ['an unknown field', { luck: 1 }],
    ['promises that end before they begin', { promise: { fromDays: 5, toDays: 4 } }],
    ['no chance of paying on any day', { unprompted: [] }],
  ])('is refused with %s', (_, given) => {
    expect(responseModelSchema.safeParse(given).success).toBe(false);
  });

  it('is explained, field by field, in the guide', () => {
    const guide = readFileSync('docs/simulate.md', 'utf8');
    for (const field of Object.keys(responseModelSchema.shape))
      expect(guide).toMatch(new RegExp(`^\\|.*\`${field}\``, 'm'));
  });

  it('keeps the other defaults of a channel that names one', () => {
    expect(responseModelSchema.parse({ channels: { email: { pay: 0.5 } } }).channels).toMatchObject({
      email: { pay: 0.5, reach: 0.55 },
      sms: { pay: 0.1 },
    });
  });

  it('finds the day of a hazard: the first through which it is reached', () => {
    const model = responseModelSchema.parse({ unprompted: [{ fromDay: 0, perDay: 0.5 }] });
    const half = hazardThrough(model, 0);
    expect(half).toBeCloseTo(Math.log(2));
    expect(hazardThrough(model, -1)).toBe(0);
    expect(dayOfHazard(model, half)).toBe(0);
    expect(dayOfHazard(model, half + 0.001)).toBe(1);
    expect(dayOfHazard(model, 1e9)).toBeUndefined();
  });
});

describe('draws', () => {
  it('are even, and do not depend on each other', () => {
    const numbers = Array.from({ length: 20_000 }, (_, index) => drawsOf(1, `D-${index}`)(2, 20_000));
    const mean = numbers.reduce((sum, each) => sum + each, 0) / numbers.length;
    expect(mean).toBeCloseTo(0.5, 1);
    for (let tenth = 0; tenth < 10; tenth += 1) {
      const share = numbers.filter((each) => Math.floor(each * 10) === tenth).length / numbers.length;
      expect(share).toBeGreaterThan(0.09);
      expect(share).toBeLessThan(0.11);
    }
    expect(Math.min(...numbers.map(exponential))).toBeGreaterThanOrEqual(0);
  });
});
