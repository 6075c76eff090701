// decide(): the only place where "what next, and when" is answered, for one invoice, from facts, policy and the time.
import { addDays, dateIn, type IsoInstant, plusMs, startOfDay } from './calendar.ts';
import type { Because, Cover, Decision } from './decision.ts';
import { contactMoment, contactMomentFrom } from './decisions/contact-moment.ts';
import { dueStep, type Turn } from './decisions/due-step.ts';
import { isChased, pauseOf } from './decisions/pause-of.ts';
import { maximumAttempts, reachableChannel } from './decisions/reachable-channel.ts';
import { type StageStanding, stageOf } from './decisions/stage-of.ts';
import type { Debtor, Facts, Invoice } from './facts.ts';
import type { Policy, PolicyContent, Stage } from './policy.ts';

/**
 * Pure and total: the same facts, policy and instant give the same decision. `until` in a wait is the next instant (UTC)
 * at which the answer can change by time alone, null when only a fact can change it.
 */
export const decide = (facts: Facts, { content: policy }: Policy, now: IsoInstant): Decision => {
  const { invoice, debtor, person } = facts;
  if (invoice.balance <= 0) return { kind: 'close', because: invoice.amount > 0 ? 'paid' : 'not-owed' };

  const today = dateIn(debtor.timeZone, now);
  const standing = stageOf(invoice, policy, debtor.timeZone, today, now);
  const stage = policy.stages[Math.max(standing.index, 0)];
  if (!stage) return { kind: 'needs-person', stage: 'preventive', until: null, because: 'past-last-stage' };
  // Collection rests in its last stage when only the handoff lies beyond it.
  const resting = stage.name === 'handoff' ? (policy.stages[standing.index - 1] ?? stage) : stage;
  const rest = (until: IsoInstant | null, because: Because): Decision => ({
    kind: invoice.stage === resting.name ? 'wait' : 'enter',
    stage: resting.name,
    until,
    because,
  });

  const pause = pauseOf(facts, policy, today);
  if (pause) return rest(pause.until, pause.because);
  if (stage.name === 'handoff') return { kind: 'hand-off', because: 'past-last-stage' };

  const { turn, nextDay } =
    standing.index < 0
      ? { turn: undefined, nextDay: undefined }
      : dueStep(invoice, policy, stage, debtor.timeZone, today);
  if (!turn) return rest(...nextLook(facts, policy, standing, nextDay, now));

  const channel = reachableChannel(debtor, turn);
  if (!channel) {
    const because = turn.attempt > maximumAttempts ? 'no-attempts-left' : 'unreachable';
    return {
      kind: 'needs-person',
      stage: stage.name,
      until: nextLook(facts, policy, standing, nextDay, now)[0],
      because,
    };
  }
  const retryAt = turn.failed?.channel === channel ? plusMs(turn.failed.at, retryAfterMs) : undefined;
  if (retryAt && retryAt > now) return rest(retryAt, 'retry-later');
  const moment = contactMoment(debtor, person, policy, now);
  if (moment.at > now) return rest(moment.at, moment.because);

  // A debtor with more open invoices than a decision reads is chased about the oldest; the others wait for their place.
  if (!facts.open.some((each) => each.invoice === invoice.invoice))
    return rest(plusMs(now, outsideListMs), 'lead-speaks');
  const turns = turnsToday(facts, policy, now);
  // One that is not enrolled yet is spoken for, but cannot speak.
  const lead = leadOf(turns.filter((each) => each.invoice.run > 0));
  if (lead && lead.invoice.invoice !== invoice.invoice) return rest(plusMs(now, pastLeadMs(invoice)), 'lead-speaks');
  return {
    kind: channel === 'email' || channel === 'sms' ? 'contact' : 'task',
    stage: stage.name,
    because: turn.isNotice ? 'notice-due' : 'step-due',
    step: turn.step.id,
    channel,
    tone: turn.step.tone,
    repetition: turn.repetition,
    attempt: turn.attempt,
    covers: coversOf(facts, turns, { invoice, stage, turn }, policy, today),
    counter: debtor.counter,
    personVersion: person.version,
    validUntil: moment.until,
  };
};

type DueInvoice = { readonly invoice: Invoice; readonly stage: Stage; readonly turn: Turn };

/** The debtor's invoices whose turn it is now: in collection or about to be enrolled, chased, with a step due and a channel. */
const turnsToday = ({ open, debtor }: Facts, policy: PolicyContent, now: IsoInstant): readonly DueInvoice[] => {
  const today = dateIn(debtor.timeZone, now);
  return open.flatMap((invoice) => {
    if (!isInCollection(invoice) || !isChased(invoice, debtor, policy, today)) return [];
    const { index } = stageOf(invoice, policy, debtor.timeZone, today, now);
    const stage = policy.stages[index];
    if (!stage || stage.name === 'handoff') return [];
    const { turn } = dueStep(invoice, policy, stage, debtor.timeZone, today);
    return turn && reachableChannel(debtor, turn) ? [{ invoice, stage, turn }] : [];
  });
};

const isInCollection = ({ stage }: Invoice): boolean =>
  stage === 'scheduled' || stage === 'preventive' || stage === 'administrative' || stage === 'extrajudicial';

/** The most serious, then the oldest. */
const leadOf = (turns: readonly DueInvoice[]): DueInvoice | undefined =>
  turns.reduce<DueInvoice | undefined>((lead, each) => (lead && !isBefore(each, lead) ? lead : each), undefined);

const isBefore = (one: DueInvoice, other: DueInvoice): boolean => {
  if (one.stage.fromDay !== other.stage.fromDay) return one.stage.fromDay > other.stage.fromDay;
  if (one.invoice.due !== other.invoice.due) return one.invoice.due < other.invoice.due;
  return one.invoice.invoice < other.invoice.invoice;
};

/** All that the message speaks for: the lead, then every chased item oldest first; those whose turn it is take their step. */
const coversOf = (
  facts: Facts,
  turns: readonly DueInvoice[],
  lead: DueInvoice,
  policy: PolicyContent,
  today: string,
): readonly Cover[] => {
  const turnBy = new Map(turns.map((each) => [each.invoice.invoice, each.turn]));
  turnBy.set(lead.invoice.invoice, lead.turn);
  const others = facts.open.filter(
    (each) =>
      each.invoice !== lead.invoice.invoice && isInCollection(each) && isChased(each, facts.debtor, policy, today),
  );
  return [lead.invoice, ...others].map((each) => {
    const turn = turnBy.get(each.invoice);
    const item = { invoice: each.invoice, balance: each.balance, currency: each.currency, due: each.due };
    return turn ? { ...item, step: turn.step.id, repetition: turn.repetition, attempt: turn.attempt } : item;
  });
};

/**
 * When to look again if nothing is due: the next step of this stage, or the next stage. A stage is entered with its first
 * act where that falls on the stage's first day, else at the beginning of that day.
 */
const nextLook = (
  facts: Facts,
  policy: PolicyContent,
  standing: StageStanding,
  nextDay: number | undefined,
  now: IsoInstant,
): [IsoInstant | null, Because] => {
  const { invoice, debtor, person } = facts;
  const stepAt =
    nextDay === undefined ? null : contactMomentFrom(debtor, person, policy, addDays(invoice.due, nextDay)).at;
  const next = policy.stages[standing.index + 1];
  if (!next) return [stepAt, stepAt ? 'next-step' : 'last-step-taken'];
  if (standing.awaitsNotice && standing.noticeCountsAt === null)
    return [stepAt, stepAt ? 'next-step' : 'notice-pending'];
  const entry =
    standing.awaitsNotice && standing.noticeCountsAt
      ? standing.noticeCountsAt
      : startOfDay(debtor.timeZone, addDays(invoice.due, next.fromDay));
  const stageAt = entryMoment(debtor, facts, policy, next, entry, now);
  if (stepAt && stepAt <= stageAt) return [stepAt, 'next-step'];
  return [stageAt, standing.index < 0 ? 'scheduled' : standing.awaitsNotice ? 'notice-pending' : 'next-stage'];
};

const entryMoment = (
  debtor: Debtor,
  { invoice, person }: Facts,
  policy: PolicyContent,
  next: Stage,
  entry: IsoInstant,
  now: IsoInstant,
): IsoInstant => {
  const beginning = entry > now ? entry : plusMs(now, 1);
  const entryDate = dateIn(debtor.timeZone, beginning);
  const firstStep = policy.steps.find(({ stage }) => stage === next.name);
  if (next.name === 'handoff' || !firstStep || addDays(invoice.due, firstStep.day) > entryDate) return beginning;
  const act = contactMoment(debtor, person, policy, beginning).at;
  return dateIn(debtor.timeZone, act) === entryDate ? act : beginning;
};

const outsideListMs = 7 * 86_400_000;

/** A refused or throttled message is tried again by the same channel after this. */
const retryAfterMs = 15 * 60_000;

/** Those who do not lead look again after the lead has had its turn, each at its own minute. */
const pastLeadMs = ({ invoice }: Invoice): number => {
  let hash = 0;
  for (const character of invoice) hash = (hash * 31 + character.charCodeAt(0)) >>> 0;
  return (15 + (hash % 30)) * 60_000;
};
