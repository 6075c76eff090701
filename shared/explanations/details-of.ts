// The facts that a reason speaks of, as sentences: the hold, the amounts, the invoice that leads, the notice, the channels.
import { dateIn } from '#domain/calendar.ts';
import { decide } from '#domain/decide.ts';
import { whyPassedOver } from '#domain/decisions/passed-over.ts';
import { claimable, longestHold } from '#domain/decisions/pause-of.ts';
import { maximumAttempts, whyOutOfReach } from '#domain/decisions/reachable-channel.ts';
import { channelsOf, findStep, lastTaking, stepsOf } from '#domain/decisions/steps-of.ts';
import { takingsOf } from '#domain/decisions/takings-of.ts';
import { isInWriting } from '#domain/decisions/written-first.ts';
import { type Channel, isMeeting } from '#domain/vocabulary.ts';
import { longDate } from '#templates/format.ts';
import { renderText } from '#templates/liquid.ts';
import { becauseInWords } from './because-in-words.ts';
import { sourceInWords } from './source-in-words.ts';
import type { View } from './view.ts';
import { writtenMoment } from './written-moment.ts';

export const detailsOf = (view: View): readonly string[] => [
  ...detailsOfReason(view),
  ...unsaidOf(view),
  ...passedOver(view),
  ...notPreferred(view),
  ...writtenBefore(view),
];

/** What happened and is still to be told, or not any more. */
const unsaidOf = ({ scene, decision, words, language }: View): readonly string[] => {
  const { unsaid } = decision;
  if (unsaid === undefined) return [];
  const { facts, policy } = scene;
  const when = unsaid.at === null ? '' : writtenMoment(unsaid.at, facts.debtor.timeZone, language).words;
  const told = {
    when,
    occasion: words.occasions[unsaid.name],
    because: becauseInWords(unsaid.because, policy, language),
  };
  const sentence = renderText(words.details[unsaid.at === null ? 'unsaid' : 'unsaid-yet'], told);
  return [sentence.charAt(0).toUpperCase() + sentence.slice(1)];
};

/** The channel that the debtor likes best, where the step goes by another one, and what keeps it out of reach. */
const notPreferred = (view: View): readonly string[] => {
  const { scene, decision, words } = view;
  const { preferredChannel: wished } = scene.facts.debtor;
  if (wished === undefined || !('channel' in decision) || decision.channel === wished) return [];
  const step = findStep(scene.policy, decision.step);
  if (!step) return [];
  const absent = !channelsOf(step).includes(wished);
  const told = sourceInWords('preferredChannel', view);
  const why = absent ? undefined : whyOutOfReach(scene.facts, wished, scene.policy, scene.date);
  return [
    renderText(words.details.prefers, { channel: words.channels[wished], told, absent }),
    ...(why === undefined ? [] : [renderText(words.reach[why], { medium: words.media[wished] })]),
  ];
};

/** Steps of this stage that carry a document and are passed over for want of it, or of a way. */
const passedOver = ({ scene, standing, decision, words }: View): readonly string[] => {
  const stage = scene.policy.stages[standing.index];
  if (!stage || decision.kind === 'close') return [];
  const { facts, policy, date } = scene;
  return stepsOf(policy, stage).flatMap((step) => {
    const why = whyPassedOver(step, facts.invoice, facts, policy, date);
    if (why === undefined || lastTaking(facts.invoice, step.id) !== undefined) return [];
    return [renderText(words.passedOver[why], { step: step.id })];
  });
};

const detailsOfReason = (view: View): readonly string[] => {
  const { scene, decision, words, money } = view;
  const { facts, policy, date } = scene;
  const { invoice, debtor } = facts;
  const { details } = words;
  switch (decision.because) {
    case 'paid':
      return [renderText(details.settled, { amount: money(invoice.amount) })];
    case 'dispute':
    case 'promise':
    case 'plan':
    case 'payment-in-flight':
    case 'bankruptcy':
    case 'offer':
    case 'reply':
    case 'manual':
      return holdDetail(view);
    case 'spacing': {
      const last = debtor.contacts.at(-1);
      return last ? [renderText(details['last-contact'], { last: dayInWords(last.at, view) })] : [];
    }
    case 'small-balance':
      return [
        renderText(details.small, { asked: money(claimable(invoice, policy, date)), amount: money(invoice.amount) }),
      ];
    case 'credit-covers': {
      const same = facts.open.filter(({ currency }) => currency === invoice.currency);
      const owed = same.reduce((sum, { balance }) => sum + balance, 0);
      return [renderText(details.credit, { credit: money(debtor.credit[invoice.currency] ?? 0), owed: money(owed) })];
    }
    case 'lead-speaks': {
      const lead = leadOf(view);
      return lead === undefined ? [] : [renderText(details.lead, { lead })];
    }
    case 'notice-pending':
      return noticeDetail(view);
    case 'stage-minimum':
      return [renderText(details['too-small'], { open: money(invoice.balance) })];
    case 'unreachable':
      return reachDetails(view);
    case 'no-attempts-left':
      return [renderText(details.attempts, { attempts: maximumAttempts })];
    default:
      return [];
  }
};

const dayInWords = (at: string, { scene, language }: View): string =>
  longDate(dateIn(scene.facts.debtor.timeZone, at), language);

const holdDetail = ({ scene, words: { details }, language }: View): readonly string[] => {
  const { facts, policy, date } = scene;
  const hold = longestHold(facts.invoice, facts.debtor, policy, date);
  if (!hold) return [];
  const { id, until } = hold;
  return [
    until === undefined
      ? renderText(details['hold-open'], { hold: id })
      : renderText(details['hold-until'], { hold: id, until: longDate(until, language) }),
  ];
};

/** The invoice whose contact lists this one. */
const leadOf = ({ scene: { facts, policies, now } }: View): string | undefined =>
  facts.open.find((other) => {
    const decision = decide({ ...facts, invoice: other }, policies, now);
    return (
      (decision.kind === 'contact' || decision.kind === 'task') &&
      decision.covers.some(({ invoice }) => invoice === facts.invoice.invoice)
    );
  })?.invoice;

const noticeDetail = (view: View): readonly string[] => {
  const { scene, standing, words } = view;
  const here = scene.policy.stages[standing.index];
  const notice = here && takingsOf(here.name, scene.policy, scene.dated).notice;
  if (!notice) return [words.details['notice-missing']];
  return [
    renderText(words.details['notice-given'], {
      given: dayInWords(notice.at, view),
      medium: words.media[notice.channel],
    }),
  ];
};

const reachDetails = ({ scene, decision, words }: View): readonly string[] => {
  const step = 'step' in decision ? findStep(scene.policy, decision.step) : undefined;
  if (!step) return [];
  return channelsOf(step).flatMap((channel) => {
    const why = whyOutOfReach(scene.facts, channel, scene.policy, scene.date) ?? notSpoken(channel, scene);
    return why === undefined ? [] : [renderText(words.reach[why], { medium: words.media[channel] })];
  });
};

const notSpoken = (channel: Channel, { facts }: View['scene']): 'unwritten' | undefined =>
  isMeeting(channel) && !isInWriting(facts.invoice) ? 'unwritten' : undefined;

/** Where a call or a visit is due and something in writing goes first. */
const writtenBefore = ({ scene, decision, words }: View): readonly string[] => {
  if (!('channel' in decision) || isMeeting(decision.channel)) return [];
  const step = findStep(scene.policy, decision.step);
  const [first] = step ? channelsOf(step) : [];
  const why = first && notSpoken(first, scene);
  return first && why ? [renderText(words.reach[why], { medium: words.media[first] })] : [];
};
