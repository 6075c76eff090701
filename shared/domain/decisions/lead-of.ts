// One voice per debtor: which of its invoices have a turn now, which of them speaks, and all that the message speaks for.
import type { IsoDate } from '../calendar.ts';
import type { Cover } from '../decision.ts';
import type { Facts, Invoice } from '../facts.ts';
import { carriageOf, isCarrying, mostDocumentBytes } from '../invoice-document.ts';
import type { PolicyContent, Stage } from '../policy.ts';
import type { Channel } from '../vocabulary.ts';
import type { Asked } from './adapted-moment.ts';
import { dueStep, type Turn } from './due-step.ts';
import { claimable, isChased } from './pause-of.ts';
import { reachableChannel } from './reachable-channel.ts';
import { type Scene, sceneOf } from './scene.ts';
import { stageOf } from './stage-of.ts';

export type DueInvoice = {
  readonly invoice: Invoice;
  readonly stage: Stage;
  readonly turn: Turn;
  /** Its own channel may be used now; one that may not can be spoken for, and takes its step by the lead's message. */
  readonly maySpeak: boolean;
};

/**
 * The debtor's invoices whose turn it is now, the one that asks included: in collection or about to be enrolled, chased, with a step
 * due by a channel that reaches the debtor.
 */
export const turnsNow = (scene: Scene, own: DueInvoice, isUsable: IsUsable): readonly DueInvoice[] => {
  const turns: DueInvoice[] = [];
  for (const invoice of scene.facts.open) {
    const due = invoice.invoice === own.invoice.invoice ? own : turnOf(scene, invoice, isUsable);
    if (due) turns.push(due);
  }
  return turns;
};

export type IsUsable = (asked: Omit<Asked, 'from'>) => boolean;

const turnOf = (scene: Scene, invoice: Invoice, isUsable: IsUsable): DueInvoice | undefined => {
  const { facts, policies, now } = scene;
  if (!isInCollection(invoice)) return undefined;
  // Others of the debtor may follow another version of the policy.
  const theirs = policies.before ? sceneOf({ ...facts, invoice }, policies, now) : scene;
  const { policy, date, today, applies } = theirs;
  if (!isChased(invoice, facts.debtor, policy, date)) return undefined;
  const dated = { invoice, zone: theirs.dated.zone, law: theirs.dated.law };
  const { index } = stageOf(policy, dated, today, now);
  const stage = policy.stages[index];
  if (!stage) return undefined;
  const { turn } = dueStep(policy, stage, dated, today, applies);
  const channel = turn && reachableChannel(facts, turn, policy, date);
  return turn && channel
    ? { invoice, stage, turn, maySpeak: isUsable({ channel, turn, stage: index, dated }) }
    : undefined;
};

const isInCollection = ({ stage }: Invoice): boolean =>
  stage === 'scheduled' || stage === 'preventive' || stage === 'administrative' || stage === 'extrajudicial';

/** The most serious, then the oldest. One that is not enrolled yet is spoken for, but cannot speak. */
export const leadOf = (turns: readonly DueInvoice[]): DueInvoice | undefined => {
  let lead: DueInvoice | undefined;
  for (const each of turns) if (each.maySpeak && each.invoice.run > 0 && (!lead || isBefore(each, lead))) lead = each;
  return lead;
};

/** Those that would lead instead of the one that speaks, could they speak now. */
export const wouldLead = (turns: readonly DueInvoice[], own: DueInvoice): readonly DueInvoice[] =>
  turns.filter((each) => !each.maySpeak && each.invoice.run > 0 && isBefore(each, own));

const isBefore = (one: DueInvoice, other: DueInvoice): boolean => {
  if (one.stage.name !== other.stage.name) return seriousness[one.stage.name] > seriousness[other.stage.name];
  if (one.invoice.due !== other.invoice.due) return one.invoice.due < other.invoice.due;
  return one.invoice.invoice < other.invoice.invoice;
};
const seriousness = { preventive: 0, administrative: 1, extrajudicial: 2, handoff: 3 } as const;

/**
 * The lead, then every chased item, oldest first; those whose turn it is take their step. One whose step carries a document that this
 * message cannot, by its channel or for the room that is left, is told of and keeps its step for a message that can.
 */
export const coversOf = (
  { open, debtor }: Facts,
  turns: readonly DueInvoice[],
  lead: DueInvoice,
  policy: PolicyContent,
  today: IsoDate,
  channel: Channel,
): readonly Cover[] => {
  const covers = [coverOf(lead.invoice, lead, policy, today, channel, mostDocumentBytes)];
  let left = mostDocumentBytes - bytesOf(lead.invoice);
  for (const each of besides(lead.invoice, { open, debtor }, policy, today)) {
    const due = turns.find(({ invoice }) => invoice === each);
    // A text message shows one link.
    const cover = coverOf(each, due, policy, today, channel, channel === 'sms' ? -1 : left);
    if (cover.document === 'attached') left -= bytesOf(each);
    covers.push(cover);
  }
  return covers;
};

/** The same of a conversation, which takes no step: what is asked for today, the invoice that it is about first. */
export const chasedCovers = (facts: Facts, policy: PolicyContent, today: IsoDate): readonly Cover[] =>
  [facts.invoice, ...besides(facts.invoice, facts, policy, today)].map((each) => plainCover(each, policy, today));

const besides = (
  lead: Invoice,
  { open, debtor }: Pick<Facts, 'open' | 'debtor'>,
  policy: PolicyContent,
  today: IsoDate,
): readonly Invoice[] =>
  open.filter((each) => each.invoice !== lead.invoice && isInCollection(each) && isChased(each, debtor, policy, today));

const bytesOf = ({ document }: Invoice): number => (document && 'key' in document ? document.bytes : 0);

const coverOf = (
  item: Invoice,
  due: DueInvoice | undefined,
  policy: PolicyContent,
  today: IsoDate,
  channel: Channel,
  left: number,
): Cover => {
  const plain = plainCover(item, policy, today);
  const document = due && carriageOf(due.turn.step, item.document, channel, policy.creditor.documentHosts ?? []);
  const isLeftOut = due && isCarrying(due.turn.step) && (document === undefined || bytesOf(item) > left);
  if (!due || isLeftOut) return plain;
  const { stage, turn } = due;
  return {
    ...plain,
    step: turn.step.id,
    stage: stage.name,
    notice: turn.isNotice,
    repetition: turn.repetition,
    attempt: turn.attempt,
    ...(document === undefined ? {} : { document }),
  };
};

const plainCover = (item: Invoice, policy: PolicyContent, today: IsoDate): Cover => ({
  invoice: item.invoice,
  balance: claimable(item, policy, today),
  currency: item.currency,
  due: item.due,
});
