// Facts on both sides of every bound that rules name: what a search tries, to see whether a rule can come true.
import { isCurrency, parseAmount } from '../money/money.ts';
import { channels, debtorTypes, languages } from '../vocabulary.ts';
import type { Question } from './inspect-rule.ts';
import type { PaymentRecord } from './payment-record.ts';
import { nothingOpenAge, trends } from './segment-fact-catalogue.ts';
import type { SegmentFacts } from './segment-facts.ts';

export type Change = (facts: SegmentFacts) => SegmentFacts;
/** What can differ by itself: one fact, one tag, one channel, or what is owed in one currency. */
export type Axis = { readonly key: string; readonly changes: readonly Change[] };

export const keyOf = ({ fact, of }: Question): string => (of === undefined ? fact : `${fact} ${of}`);

/** One axis for each thing that the questions ask for. */
export const axesOf = (questions: readonly Question[]): readonly Axis[] =>
  [...Map.groupBy(questions, keyOf)].map(([key, same]) => ({
    key,
    changes: same.slice(0, 1).flatMap((question) =>
      changesOf(
        question,
        same.flatMap(({ against }) => against),
      ),
    ),
  }));

/** A debtor of whom nothing is known. */
export const nobody: SegmentFacts = {
  type: 'consumer',
  jurisdiction: '',
  language: 'es',
  owed: {},
  invoices: 0,
  age: nothingOpenAge,
  history: { paid: 0, onTimePercent: 100, averageDaysLate: 0, trend: 'unknown', promises: 0, brokenPromises: 0 },
  situation: 'unknown',
  capacity: 'unknown',
  cause: 'unknown',
  tags: [],
  answered: [],
};

const changesOf = ({ fact, of = '' }: Question, against: readonly (string | number)[]): readonly Change[] => {
  switch (fact) {
    case 'type':
      return debtorTypes.map((type) => setting({ type }));
    case 'language':
      return languages.map((language) => setting({ language }));
    case 'jurisdiction':
      return ['', ...textsNear(against)].map((jurisdiction) => setting({ jurisdiction }));
    case 'situation':
      return textsNear(against).map((situation) => setting({ situation }));
    case 'capacity':
      return textsNear(against).map((capacity) => setting({ capacity }));
    case 'cause':
      return textsNear(against).map((cause) => setting({ cause }));
    case 'invoices':
      return numbersNear(against, 0).map((invoices) => setting({ invoices }));
    case 'age':
      return [nothingOpenAge, ...numbersNear(against, -100_000)].map((age) => setting({ age }));
    case 'history.paid':
      return numbersNear(against, 0).map((paid) => recording({ paid }));
    case 'history.onTimePercent':
      return numbersNear(against, 0, 100).map((onTimePercent) => recording({ onTimePercent }));
    case 'history.averageDaysLate':
      return numbersNear(against, 0).map((averageDaysLate) => recording({ averageDaysLate }));
    case 'history.promises':
      return numbersNear(against, 0).map((promises) => recording({ promises }));
    case 'history.brokenPromises':
      return numbersNear(against, 0).map((brokenPromises) => recording({ brokenPromises }));
    case 'history.trend':
      return trends.map((trend) => recording({ trend }));
    case 'tags':
      return [[], [of]].map((tags) => (facts) => ({ ...facts, tags: [...facts.tags, ...tags] }));
    case 'answersBy':
      return [[], channels.filter((each) => each === of)].map((answered) => (facts) => ({
        ...facts,
        answered: [...facts.answered, ...answered],
      }));
    case 'owes':
      return amountsNear(against, of).map((amount) => (facts) => ({ ...facts, owed: { ...facts.owed, [of]: amount } }));
  }
};

const setting =
  (change: Partial<SegmentFacts>): Change =>
  (facts) => ({ ...facts, ...change });
const recording =
  (change: Partial<PaymentRecord>): Change =>
  (facts) => ({ ...facts, history: { ...facts.history, ...change } });

const numbersNear = (
  against: readonly (string | number)[],
  least: number,
  most = Number.MAX_SAFE_INTEGER,
): readonly number[] => {
  const named = against.filter((each) => typeof each === 'number').slice(0, mostLiterals);
  const combined = named.flatMap((one) =>
    named.flatMap((other) => [one + other, one - other, one * other, one / other]),
  );
  return distinct(
    [...named, ...combined].flatMap((each) => [Math.floor(each), Math.floor(each) + 1, Math.ceil(each) - 1]),
  )
    .concat(0, 1, 1000)
    .filter((each) => each >= least && each <= most)
    .filter((each, index, all) => all.indexOf(each) === index);
};

const textsNear = (against: readonly (string | number)[]): readonly string[] => {
  const named = against.filter((each) => typeof each === 'string').slice(0, mostLiterals);
  return distinct([
    'unknown',
    'something else',
    ...named,
    ...named.flatMap((one) => named.map((other) => one + other)),
  ]);
};

const amountsNear = (against: readonly (string | number)[], currency: string): readonly number[] => {
  const named = against.flatMap((each) =>
    typeof each === 'string' && isCurrency(currency) ? [parseAmount(each, currency).amount] : [],
  );
  return distinct([0, ...named.flatMap((each) => [each - 1, each, each + 1])]);
};

const distinct = <T>(some: readonly T[]): T[] => [...new Set(some)];
/** Of one fact; more would multiply beyond reason. */
const mostLiterals = 12;
