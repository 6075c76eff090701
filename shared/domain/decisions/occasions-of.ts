// What has happened that a debtor is written to about, for one invoice: each fact with the days on which it may be told.
import { dateOfEpochDay, epochDay, epochDayIn, type IsoInstant } from '../calendar.ts';
import type { Occasion } from '../decision.ts';
import {
  type Conversation,
  type HoldReason,
  type Invoice,
  isOfOccasion,
  type PromiseToPay,
  type Recap,
  type ReceivedPayment,
} from '../facts.ts';
import { daysOf, type OccasionRule } from '../policy-occasions.ts';
import { isBroken } from '../segments/payment-record.ts';
import { type Channel, type OccasionName, occasionNames, unaskingOccasions } from '../vocabulary.ts';
import { claimable, type Restraint } from './pause-of.ts';
import { whyOutOfReach } from './reachable-channel.ts';
import type { Scene } from './scene.ts';
import { channelsOf, hasFailed } from './steps-of.ts';

/** Days are counted since 1970-01-01, both inclusive. */
export type Telling = Omit<Occasion, 'name'> & {
  readonly rule: OccasionRule;
  readonly from: number;
  readonly through: number;
  /** Numbers of all invoices that it is about; those of the debtor that are paid too. */
  readonly about: readonly string[];
  /** Of a payment that is being put to invoices: nobody can say yet what it was for. */
  readonly isAllocating?: boolean;
  /** Where not every channel of the rule can carry it. */
  readonly channels?: readonly Channel[];
};

/** Those of the day and of days to come, whether or not they were told; the most telling first. */
export const occasionsOf = (scene: Scene): readonly Telling[] =>
  occasionNames.flatMap((name) => {
    const rule = scene.policy.occasions.find(({ occasion }) => occasion === name);
    return rule ? factsOf[name](scene, rule).filter(({ through }) => through >= scene.today) : [];
  });

/** What asks for nothing is said whatever else pauses; not where a person wants quiet. */
const tolerated: Readonly<Record<OccasionName, readonly HoldReason[]>> = {
  recap: ['dispute', 'promise', 'plan', 'payment-in-flight', 'offer', 'reply'],
  paymentReceived: ['dispute', 'promise', 'plan', 'payment-in-flight', 'offer', 'reply'],
  promiseConfirmed: ['promise', 'payment-in-flight', 'offer', 'reply'],
  settlementOffer: ['offer', 'promise'],
  promiseBroken: [],
  promiseReminder: ['promise'],
};

export const restraintOf = ({ rule: { occasion } }: Telling): Restraint => ({
  asks: !unaskingOccasions.some((each) => each === occasion),
  tolerates: tolerated[occasion],
});

/** An execution is there to speak for it; `since`: it was in collection when something happened to all of the debtor. */
export const mayTell = ({ run, stage, enrolledAt }: Invoice, since?: IsoInstant): boolean =>
  run > 0 &&
  (stage === 'preventive' || stage === 'administrative' || stage === 'extrajudicial') &&
  (since === undefined || enrolledAt === undefined || enrolledAt <= since);

type FactsOf = (scene: Scene, rule: OccasionRule) => readonly Telling[];

const paymentsOf: FactsOf = ({ facts: { debtor, invoice }, dated: { zone } }, rule) =>
  (debtor.history.payments ?? noPayments).flatMap(({ payment, at, on, amount, currency, invoices }) => {
    if (!invoices.includes(invoice.invoice)) return [];
    const from = epochDayIn(zone, at);
    const amounts = [{ amount, currency }];
    const isAllocating = debtor.allocating?.includes(currency) ?? false;
    const told = { rule, fact: payment, amounts, date: on, from, through: from + daysOf(rule), about: invoices };
    return [{ ...told, isAllocating }];
  });
const noPayments: readonly ReceivedPayment[] = [];

const recapsOf: FactsOf = ({ facts, dated: { zone } }, rule) =>
  facts.debtor.history.conversations.flatMap(({ at, recap }: Conversation) => {
    const about = recap?.invoices ?? openSince(facts, at);
    if (recap === undefined || !about.includes(facts.invoice.invoice)) return [];
    const from = epochDayIn(zone, at);
    const channels = carriersOfRecap(rule, recap);
    const said = { rule, fact: recap.conversation, amounts: [], date: dateOfEpochDay(from) };
    return [{ ...said, from, through: from + daysOf(rule), about, channels }];
  });

/** WhatsApp takes approved texts alone, and a text message holds few words. */
const carriersOfRecap = (rule: OccasionRule, { isShort = false }: Recap): readonly Channel[] =>
  channelsOf(rule).filter((channel) => channel !== 'whatsapp' && (channel !== 'sms' || isShort));

const openSince = ({ open }: Scene['facts'], since: IsoInstant | undefined): readonly string[] =>
  open.filter((each) => mayTell(each, since)).map(({ invoice }) => invoice);

/** Open promises that the invoice is among; of one that is paid nothing is left to remind of. */
const promisesOf = ({ facts }: Scene): readonly PromiseToPay[] =>
  facts.debtor.history.promises.filter(
    ({ outcome, invoice, leaves = 0, at }) =>
      outcome === undefined &&
      facts.invoice.balance > leaves &&
      (invoice === undefined ? mayTell(facts.invoice, at) : invoice === facts.invoice.invoice),
  );

const aboutOf = ({ facts }: Scene, { invoice, at }: PromiseToPay): readonly string[] =>
  invoice === undefined ? openSince(facts, at) : [invoice];

/** What was promised, or what is left of it; of a promise that names no amount, all that is asked for. */
const leftOf = ({ facts, policy, date }: Scene, promise: PromiseToPay): Occasion['amounts'] => {
  const { invoice, leaves = 0, amount, currency } = promise;
  if (invoice !== undefined) {
    const left = facts.invoice.balance - leaves;
    return [{ amount: Math.min(amount ?? left, left), currency: facts.invoice.currency }];
  }
  if (amount !== undefined && currency !== undefined) return [{ amount, currency }];
  const sums = new Map<string, number>();
  for (const each of facts.open)
    if (mayTell(each, promise.at))
      sums.set(each.currency, (sums.get(each.currency) ?? 0) + claimable(each, policy, date));
  return [...sums].map(([of, sum]) => ({ amount: sum, currency: of }));
};

const confirmationsOf: FactsOf = (scene, rule) =>
  promisesOf(scene).flatMap((promise) => {
    const { at, date } = promise;
    if (at === undefined || isInRecap(scene, promise)) return [];
    const from = epochDayIn(scene.dated.zone, at);
    const through = Math.min(from + daysOf(rule), epochDay(date));
    return [
      {
        rule,
        fact: promise.promise,
        amounts: leftOf(scene, promise),
        date,
        from,
        through,
        about: aboutOf(scene, promise),
      },
    ];
  });

/** The recap of a conversation confirms what was promised in it, where it reaches anybody; it may be recorded after the promise. */
const isInRecap = ({ facts, policy, date }: Scene, { conversation }: PromiseToPay): boolean => {
  const rule = policy.occasions.find(({ occasion }) => occasion === 'recap');
  if (rule === undefined || conversation === undefined) return false;
  const held = facts.debtor.history.conversations.find(({ recap }) => recap?.conversation === conversation);
  const channels = held?.recap ? carriersOfRecap(rule, held.recap) : channelsOf(rule);
  return channels.some((channel) => whyOutOfReach(facts, channel, policy, date) === undefined);
};

/** Of several, the last one stands. */
const lastPromise = (scene: Scene): PromiseToPay | undefined => {
  const last = promisesOf(scene).at(-1);
  return last && last.invoice === undefined && hasPaidSince(scene, last) ? undefined : last;
};

/** Of a promise of all that is owed nobody knows by which payment it is kept: whoever has paid since is not told that it is not. */
const hasPaidSince = ({ facts: { debtor } }: Scene, { at = '' }: PromiseToPay): boolean =>
  (debtor.history.payments ?? noPayments).some((payment) => payment.at >= at);

const remindersOf: FactsOf = (scene, rule) => {
  const promise = lastPromise(scene);
  if (!promise) return [];
  const through = epochDay(promise.date);
  const from = through - (rule.daysBefore ?? 1);
  // One for tomorrow needs no reminder.
  if (promise.at !== undefined && epochDayIn(scene.dated.zone, promise.at) >= from) return [];
  const about = aboutOf(scene, promise);
  return [{ rule, fact: promise.promise, amounts: leftOf(scene, promise), date: promise.date, from, through, about }];
};

const brokenOf: FactsOf = (scene, rule) => {
  const promise = lastPromise(scene);
  const { facts, policy, today } = scene;
  if (!promise) return [];
  const from = epochDay(promise.date) + 1 + policy.promise.toleranceDays;
  // Before, it is only known when it would be.
  if (from <= today && !isBroken(promise, [...facts.open, facts.invoice], scene.date)) return [];
  if (wasContactedSince(scene, from)) return [];
  const through = from + daysOf(rule);
  const about = aboutOf(scene, promise);
  return [{ rule, fact: promise.promise, amounts: leftOf(scene, promise), date: promise.date, from, through, about }];
};

/** Each message after a broken promise speaks of it. */
const wasContactedSince = ({ facts: { invoice }, dated: { zone } }: Scene, day: number): boolean =>
  Object.entries(invoice.steps).some(
    ([key, taken]) => !isOfOccasion(key) && !hasFailed(taken) && epochDayIn(zone, taken.at) >= day,
  );

const offersOf: FactsOf = ({ facts: { debtor, invoice, open } }, rule) => {
  const { offer } = debtor;
  if (!offer?.invoices.includes(invoice.invoice)) return [];
  const standing = open.flatMap(({ offers = [], currency }) => {
    const most = offers.filter((each) => each.offer === offer.offer).at(-1);
    return most ? [{ ...most, currency }] : [];
  });
  const [first] = standing;
  if (!first || standing.length < offer.invoices.length) return [];
  const sum = (of: 'left' | 'off') => standing.reduce((total, each) => total + each[of], 0);
  const { currency, until: date } = offer;
  const from = epochDay(first.from);
  return [
    {
      ...{ rule, fact: offer.offer, date, from, through: Math.min(from + daysOf(rule), epochDay(date)) },
      amounts: [{ amount: sum('left'), currency }],
      off: { amount: sum('off'), currency },
      about: offer.invoices,
    },
  ];
};

const factsOf: Readonly<Record<OccasionName, FactsOf>> = {
  recap: recapsOf,
  paymentReceived: paymentsOf,
  promiseConfirmed: confirmationsOf,
  settlementOffer: offersOf,
  promiseBroken: brokenOf,
  promiseReminder: remindersOf,
};
