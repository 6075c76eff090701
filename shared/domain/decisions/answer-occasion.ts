// Something happened that the debtor is written to about: may it be said now, when, or not any more; and what the contact then is.
import { dateOfEpochDay, epochDayIn, type IsoInstant, startOfDay, startOfEpochDay } from '../calendar.ts';
import type { Cover, Decision, Unsaid } from '../decision.ts';
import { type Invoice, occasionKey, type StepTaken } from '../facts.ts';
import type { Policy, PolicyContent } from '../policy.ts';
import type { Channel, StageName } from '../vocabulary.ts';
import { afterRetry } from './answer-turn.ts';
import { channelBound } from './channel-order.ts';
import { contactMoment, type Moment } from './contact-moment.ts';
import { mayTell, occasionsOf, restraintOf, type Telling } from './occasions-of.ts';
import { claimable, isSilenced, nextEndOfHold } from './pause-of.ts';
import { reachableChannel } from './reachable-channel.ts';
import { earliest, nextPackAt, type Scene } from './scene.ts';
import { hasFailed, lastTaking } from './steps-of.ts';

/** `looksAt` is when another answer may be due by time alone. */
export type Word =
  | { readonly kind: 'say'; readonly decision: Decision }
  | {
      readonly kind: 'wait';
      readonly unsaid: Unsaid | undefined;
      readonly looksAt: IsoInstant | null;
      /** A payment is being put to invoices: a fact tells when that is done. */
      readonly isAllocating: boolean;
    };

/** Whether a policy, or one before it, ever says anything of this kind. */
export const hasOccasions = ({ content, before }: Policy): boolean => {
  const known = spoken.get(content);
  const has =
    known ?? [content, ...Object.values(content.strategies)].some(({ occasions = [] }) => occasions.length > 0);
  if (known === undefined) spoken.set(content, has);
  return has || (before !== undefined && hasOccasions(before.policy));
};
const spoken = new WeakMap<PolicyContent, boolean>();

/** Undefined where there is nothing to say, now or later. */
export const wordOf = (scene: Scene): Word | undefined => {
  const { facts, policy } = scene;
  if (policy.occasions.length === 0 || !mayTell(facts.invoice)) return undefined;
  // Of more open invoices than a decision reads, the oldest speak.
  if (facts.invoice.balance > 0 && !isListed(scene)) return undefined;
  const looks: (IsoInstant | null | undefined)[] = [];
  let unsaid: Unsaid | undefined;
  let isAllocating = false;
  for (const telling of occasionsOf(scene)) {
    const turn = turnOf(scene, telling);
    if (turn === 'taken') continue;
    const standing = standingOf(scene, telling, turn);
    if (standing.kind === 'now') return { kind: 'say', decision: decisionOf(scene, telling, turn, standing) };
    looks.push(standing.looksAt);
    if (standing.kind === 'allocating') isAllocating = true;
    if (standing.kind === 'later') unsaid = sooner(unsaid, standing.unsaid);
  }
  const looksAt = earliest(...looks);
  return looksAt === null && unsaid === undefined ? undefined : { kind: 'wait', unsaid, looksAt, isAllocating };
};

const isListed = ({ facts: { open, invoice } }: Scene): boolean =>
  open.some((each) => each.invoice === invoice.invoice);

/** What will be said stands before what will not. */
const sooner = (one: Unsaid | undefined, other: Unsaid): Unsaid => {
  if (one === undefined || one.at === null) return one !== undefined && other.at === null ? one : other;
  return other.at !== null && other.at < one.at ? other : one;
};

type Turn = { readonly attempt: number; readonly failed?: StepTaken };

/** Each fact is spoken of once, whichever invoice of the debtor did; only after a known failure again. */
const turnOf = ({ facts: { invoice, open } }: Scene, { rule, fact }: Telling): Turn | 'taken' => {
  const key = occasionKey(rule.occasion, fact);
  const wasSaid = open.some((each) => {
    const taken = lastTaking(each, key);
    return taken !== undefined && !hasFailed(taken);
  });
  const failed = lastTaking(invoice, key);
  if (wasSaid || (failed && !hasFailed(failed))) return 'taken';
  return failed ? { attempt: failed.attempt + 1, failed } : { attempt: 1 };
};

type Now = { readonly kind: 'now'; readonly channel: Channel; readonly moment: Moment };
type Standing =
  | Now
  | { readonly kind: 'later'; readonly unsaid: Unsaid; readonly looksAt: IsoInstant | null }
  | { readonly kind: 'quiet' | 'allocating'; readonly looksAt: IsoInstant | null };

const standingOf = (scene: Scene, telling: Telling, turn: Turn): Standing => {
  const { facts, policy, date, today, now } = scene;
  const zone = facts.debtor.timeZone;
  const { rule, fact, from, through, channels } = telling;
  if (from > today) return { kind: 'quiet', looksAt: startOfEpochDay(zone, from) };
  if (telling.isAllocating) return { kind: 'allocating', looksAt: startOfEpochDay(zone, through + 1) };
  if (isSilenced(facts, policy, date, restraintOf(telling))) {
    const until = nextEndOfHold(facts.invoice, facts.debtor, policy, date);
    return { kind: 'quiet', looksAt: until === undefined ? null : startOfDay(zone, until) };
  }
  const plain = plainBy(policy, rule.minDaysBetween);
  const ordered = { step: rule, ...(channels === undefined ? {} : { channels }) };
  const channel = reachableChannel(facts, { ...turn, ...ordered }, plain, date);
  const before = dateOfEpochDay(through + 1);
  const usual = channel && afterRetry(now, turn, channel, (at) => contactMoment(facts, plain, channel, at, before));
  const wished = channel === undefined ? [] : channelBound(facts.debtor, ordered, channel);
  const moment = usual && { ...usual, bound: [...usual.bound, ...wished] };
  if (channel && moment && moment.at <= now) return { kind: 'now', channel, moment };
  const isInTime = moment !== undefined && epochDayIn(zone, moment.at) <= through;
  const unsaid: Unsaid = {
    ...{ name: rule.occasion, fact },
    at: isInTime ? moment.at : null,
    because: moment?.because ?? 'unreachable',
    bound: moment?.bound ?? [],
  };
  return { kind: 'later', unsaid, looksAt: isInTime ? moment.at : nextPackAt(scene) };
};

/**
 * With the spacing of the occasion, and whatever the debtor's response so far: what it waits for goes as the policy says. The same object for the
 * same policy, so that what is derived from it is remembered.
 */
const plainBy = (policy: PolicyContent, minDaysBetween: number): PolicyContent => {
  if (policy.minDaysBetween === minDaysBetween && policy.adaptation === undefined) return policy;
  const byDays = spacings.get(policy) ?? new Map<number, PolicyContent>();
  spacings.set(policy, byDays);
  const made = byDays.get(minDaysBetween) ?? plainOf(policy, minDaysBetween);
  byDays.set(minDaysBetween, made);
  return made;
};
const plainOf = ({ adaptation: _, ...policy }: PolicyContent, minDaysBetween: number): PolicyContent => ({
  ...policy,
  minDaysBetween,
});
const spacings = new WeakMap<PolicyContent, Map<number, PolicyContent>>();

const decisionOf = (
  scene: Scene,
  telling: Telling,
  { attempt }: Turn,
  { channel, moment }: Now,
): Extract<Decision, { kind: 'contact' }> => {
  const { facts, standing, policyVersion } = scene;
  const { rule, fact, amounts, date, off } = telling;
  const { arm, segment } = standing;
  return {
    kind: 'contact',
    stage: stageOf(facts.invoice),
    because: 'occasion-due',
    wakeAt: moment.until,
    bound: moment.bound,
    step: occasionKey(rule.occasion, fact),
    channel,
    tone: rule.tone,
    policyVersion,
    notice: false,
    repetition: 1,
    attempt,
    occasion: { name: rule.occasion, fact, amounts, date, ...(off === undefined ? {} : { off }) },
    segment,
    ...(arm === undefined ? {} : { arm }),
    covers: coversOf(scene, telling, attempt),
    counter: facts.debtor.counter,
    personVersion: facts.person.version,
    validUntil: moment.until,
  };
};

/** The one that speaks, then all that it is about, each with the same turn; of what is paid, nothing is open. */
const coversOf = (scene: Scene, telling: Telling, attempt: number): readonly Cover[] => {
  const { facts, policy, date } = scene;
  const { invoice, debtor, open } = facts;
  const { about } = telling;
  const turn = { step: occasionKey(telling.rule.occasion, telling.fact), repetition: 1, attempt };
  const coverOf = (each: Pick<Invoice, 'invoice' | 'currency' | 'due'>, balance: number, stage: StageName): Cover => ({
    ...{ invoice: each.invoice, balance, currency: each.currency, due: each.due },
    ...{ ...turn, stage, notice: false },
  });
  const others = open.filter((each) => each.invoice !== invoice.invoice && about.includes(each.invoice));
  const listed = [invoice, ...others];
  const paid = about.filter((number) => !listed.some((each) => each.invoice === number));
  return [
    ...listed.map((each) => coverOf(each, Math.max(0, claimable(each, policy, date)), stageOf(each))),
    ...paid.map((number) => {
      const due = debtor.history.settled.find((each) => each.invoice === number)?.due ?? invoice.due;
      return coverOf({ invoice: number, currency: invoice.currency, due }, 0, stageOf(invoice));
    }),
  ];
};

/** As the contact register keeps it: before its first stage begins, and after collection, there is none. */
const stageOf = ({ stage }: Pick<Invoice, 'stage'>): StageName =>
  stage === 'administrative' || stage === 'extrajudicial' ? stage : 'preventive';
