// A step is due: by which channel, may we now, who speaks for the debtor, and what the contact then is.
import { dateOfEpochDay, epochDayIn, type IsoInstant, plusMs, startOfDay } from '../calendar.ts';
import type { Decision } from '../decision.ts';
import type { Invoice } from '../facts.ts';
import type { Stage } from '../policy.ts';
import { type Channel, isMeeting } from '../vocabulary.ts';
import { type Asked, adaptedMoment } from './adapted-moment.ts';
import type { Moment } from './contact-moment.ts';
import type { Falling, Turn } from './due-step.ts';
import { coversOf, type IsUsable, leadOf, turnsNow, wouldLead } from './lead-of.ts';
import { maximumAttempts, reachableChannel } from './reachable-channel.ts';
import { earliest, nextPackAt, type Reply, reply, restIn, type Scene } from './scene.ts';
import type { StageStanding } from './stage-of.ts';

export const answerTurn = (
  scene: Scene,
  standing: StageStanding,
  stage: Stage,
  turn: Turn,
  next: Falling | undefined,
): Reply => {
  const { facts, policy, now, date } = scene;
  const zone = facts.debtor.timeZone;
  const nextDate = next && dateOfEpochDay(next.day);
  const nextDayAt = nextDate && startOfDay(zone, nextDate);
  const channel = reachableChannel(facts, turn, policy, date);
  const own = { turn, stage: standing.index, dated: scene.dated };
  const moment = channel && momentOf(scene, { ...own, channel, before: nextDate });
  if (!channel || !moment) {
    const looksAt = earliest(nextDayAt, standing.opensAt, nextPackAt(scene), scene.segmentsLookAt);
    return { decision: needsPerson(stage, turn), looksAt };
  }
  if (moment.at <= now) return speak(scene, stage, turn, channel, moment);
  if (isEntryOfToday(scene, standing, turn, moment)) {
    const before = policy.stages[standing.index - 1]?.name;
    return reply(
      scene,
      restIn(scene, before ?? 'scheduled', before ? moment.because : 'scheduled', moment.at, moment.bound),
    );
  }
  return reply(
    scene,
    restIn(scene, stage.name, moment.because, moment.at, moment.bound),
    nextDayAt,
    standing.opensAt,
    nextPackAt(scene),
  );
};

const needsPerson = (stage: Stage, { step, attempt }: Turn): Decision => ({
  kind: 'needs-person',
  stage: stage.name,
  step: step.id,
  because: attempt > maximumAttempts ? 'no-attempts-left' : 'unreachable',
  wakeAt: null,
  bound: [],
});

/** A refused or throttled message is tried again by the same channel after this. */
const retryAfterMs = 15 * 60_000;

const momentOf = (scene: Scene, asked: Omit<Asked, 'from'>): Moment | undefined =>
  afterRetry(scene.now, asked.turn, asked.channel, (from) => adaptedMoment(scene, { ...asked, from }));

/** The moment that is found from now on, or from when a failed try may be made again. */
export const afterRetry = (
  now: IsoInstant,
  { failed }: Pick<Turn, 'failed'>,
  channel: Channel,
  find: (from: IsoInstant) => Moment | undefined,
): Moment | undefined => {
  const retryAt = failed?.channel === channel ? plusMs(failed.at, retryAfterMs) : now;
  const moment = find(retryAt > now ? retryAt : now);
  return moment && retryAt > now && moment.at === retryAt ? { ...moment, because: 'retry-later' } : moment;
};

// A stage is entered with its first act, where that falls on its first day: until then the stage before goes on.
const isEntryOfToday = (
  { facts: { debtor }, today }: Scene,
  { since }: StageStanding,
  { isNotice }: Turn,
  { at }: Moment,
): boolean => isNotice && epochDayIn(debtor.timeZone, since) === today && epochDayIn(debtor.timeZone, at) === today;

const speak = (scene: Scene, stage: Stage, turn: Turn, channel: Channel, moment: Moment): Reply => {
  const { facts, policy, standing, date, now } = scene;
  const { invoice, debtor, person, open } = facts;
  // A debtor with more open invoices than a decision reads is chased about the oldest; the others wait for their place.
  if (!open.some((each) => each.invoice === invoice.invoice))
    return { decision: restIn(scene, stage.name, 'lead-speaks', plusMs(now, outsideListMs)) };
  const own = { invoice, stage, turn, maySpeak: true };
  const later = new Map<Turn, IsoInstant>();
  const turns = turnsNow(scene, own, usableNow(scene, later));
  const lead = leadOf(turns);
  if (lead && lead.invoice.invoice !== invoice.invoice) {
    const again = earliest(plusMs(now, pastLeadMs(invoice)), moment.until);
    return { decision: restIn(scene, stage.name, 'lead-speaks', again) };
  }
  // What is tried again later, or what adaptation moved to another part of the day, leads from then on.
  const until = earliest(moment.until, ...wouldLead(turns, own).map((each) => later.get(each.turn))) ?? moment.until;
  const { step, isNotice, repetition, attempt } = turn;
  const decision: Decision = {
    kind: isMeeting(channel) ? 'task' : 'contact',
    stage: stage.name,
    because: isNotice ? 'notice-due' : 'step-due',
    wakeAt: until,
    bound: moment.bound,
    step: step.id,
    channel,
    tone: step.tone,
    policyVersion: scene.policyVersion,
    notice: isNotice,
    repetition,
    attempt,
    segment: standing.segment,
    covers: coversOf(facts, turns, own, policy, date, channel),
    counter: debtor.counter,
    personVersion: person.version,
    validUntil: until,
  };
  const { template } = step;
  const { arm } = standing;
  const registered = channel === 'letter' ? step.registered : undefined;
  if (template === undefined && arm === undefined && registered === undefined) return { decision };
  const chosen = {
    ...(template === undefined ? {} : { template }),
    ...(registered === undefined ? {} : { registered }),
    ...(arm === undefined ? {} : { arm }),
  };
  return { decision: { ...decision, ...chosen } };
};

/** Only those who could speak now lead. `later` gets when the others could, where they are not all alike by their channel. */
const usableNow = (scene: Scene, later: Map<Turn, IsoInstant>): IsUsable => {
  const known: { [Used in Channel]?: boolean } = {};
  const isAdapted = scene.policy.adaptation !== undefined;
  const ask = (asked: Omit<Asked, 'from'>): boolean => {
    const moment = momentOf(scene, asked);
    const isUsable = isNow(moment, scene.now);
    if (moment !== undefined && !isUsable) later.set(asked.turn, moment.at);
    return isUsable;
  };
  return (asked) => {
    // The same for all by a channel, but where another try or the stage counts.
    if (asked.turn.failed || isAdapted) return ask(asked);
    known[asked.channel] ??= ask(asked);
    return known[asked.channel] === true;
  };
};
const isNow = (moment: Moment | undefined, now: IsoInstant): boolean => moment !== undefined && moment.at <= now;

const outsideListMs = 7 * 86_400_000;

/** Those who do not lead look again after the lead has had its turn, each at its own minute. */
const pastLeadMs = ({ invoice }: Invoice): number => {
  let hash = 0;
  for (const character of invoice) hash = (hash * 31 + character.charCodeAt(0)) >>> 0;
  return (15 + (hash % 30)) * 60_000;
};
