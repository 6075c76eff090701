// What comes next for an invoice, and why, as sentences for a person who collects.
import type { IsoInstant } from '#domain/calendar.ts';
import type { Facts, Invoice } from '#domain/facts.ts';
import { type Foreseen, foresee } from '#domain/planning/foresee.ts';
import type { Policy } from '#domain/policy.ts';
import { becauseInWords } from '#explanations/because-in-words.ts';
import type { Cursor } from '#store/items.ts';
import type { Placement } from '#store/placements.ts';
import type { Task } from '#store/tasks.ts';
import { moment } from './written.ts';

export type Situation = {
  readonly facts: Facts;
  readonly cursor: Cursor;
  readonly policy: Policy;
  readonly placements: readonly Placement[];
  /** Open tasks about this invoice. */
  readonly tasks: readonly Task[];
  readonly now: IsoInstant;
};
export type Next = { readonly next: string; readonly why: string; readonly foreseen?: Foreseen };

export const nextInWords = (situation: Situation): Next => {
  const { facts, cursor, policy, tasks, now } = situation;
  const stopped = tasks.find(({ kind }) => kind === 'operations');
  if (stopped && cursor.because === 'needs-attention')
    return { next: `a person finds out why it stopped: task ${stopped.task}`, why: stopped.title };
  switch (facts.invoice.stage) {
    case 'closed':
      return { next: 'nothing', why: endedBecause(facts.invoice) };
    case 'placed':
      return placed(situation);
    case 'internal':
      return internal(situation);
    case 'handoff':
      return handoff(situation);
    default: {
      const foreseen = foresee(facts, policy, now);
      return { ...foreseenInWords(foreseen, situation), foreseen };
    }
  }
};

const endedBecause = ({ balance, amount }: Invoice): string =>
  balance > 0 ? 'its collection ended' : amount > 0 ? 'it is paid' : 'nothing is owed: it was cancelled or credited';

const placed = ({ placements }: Situation): Next => {
  const last = placements.findLast(({ status }) => status === 'placed');
  return {
    next: 'nothing here; a payment or a dispute takes it back',
    why: last ? `${last.agency} has it since ${last.placedAt.slice(0, 10)}` : 'an agency has it',
  };
};

const internal = ({ cursor, tasks }: Situation): Next => {
  const task = tasks.find(({ kind }) => kind === 'decide-internal');
  return {
    next: task ? `a person decides what becomes of it: task ${task.task}` : 'nothing until a fact arrives',
    why:
      cursor.because === 'declined' ? 'the agency was declined' : "it is not worth an agency, by the policy's minimum",
  };
};

const handoff = ({ cursor, tasks, facts, policy }: Situation): Next => {
  const approval = tasks.find(({ kind }) => kind === 'approve-handoff');
  if (approval)
    return {
      next: `a person approves the handoff or declines it: recaudo answer ${approval.task} approved`,
      why: 'every stage has passed, and the policy wants approval',
    };
  const at = cursor.wakeAt === undefined ? '' : ` on ${moment(cursor.wakeAt, facts.debtor.timeZone)}`;
  if (cursor.because === 'notice-pending')
    return { next: `the handoff is looked at again${at}`, why: 'the last notice must count as delivered first' };
  return {
    next: `the handoff to ${policy.content.agency?.name ?? 'an agency'} is under way`,
    why: 'every stage has passed without payment',
  };
};

const foreseenInWords = (foreseen: Foreseen, { facts, policy, now, tasks }: Situation): Next => {
  const { invoice, debtor } = facts;
  const words = (because: Parameters<typeof becauseInWords>[0]) => becauseInWords(because, policy.content, 'en');
  const when = foreseen.at <= now ? 'now' : `on ${moment(foreseen.at, debtor.timeZone)}`;
  const meanwhile =
    foreseen.waits === undefined || foreseen.waits === 'next-step' || foreseen.waits === 'next-stage'
      ? ''
      : `; until then ${words(foreseen.waits)}`;
  if (foreseen.kind === 'rest') return { next: 'nothing until a fact arrives', why: words(foreseen.because) };
  const { decision } = foreseen;
  if (foreseen.kind === 'act') {
    const led = foreseen.lead === invoice.invoice ? '' : `, led by ${foreseen.lead}, which speaks for this one too`;
    return {
      next: `${foreseen.decision.step} by ${foreseen.decision.channel} ${when}${led}`,
      why: `${reasonOf(foreseen, policy)}${meanwhile}`,
    };
  }
  switch (decision.kind) {
    case 'close':
      return { next: 'it closes now', why: words(decision.because) };
    case 'hand-off':
      return { next: `the handoff begins ${when}`, why: `${words(decision.because)}${meanwhile}` };
    default: {
      const task = tasks.find(({ kind }) => kind === 'find-address');
      return {
        next: `a person has to find a way to reach the debtor ${when}${task ? `: task ${task.task}` : ''}`,
        why: words(decision.because),
      };
    }
  }
};

const reasonOf = ({ decision }: Extract<Foreseen, { kind: 'act' }>, { content }: Policy): string => {
  if (decision.occasion) return becauseInWords(decision.because, content, 'en');
  const step = content.steps.find(({ id }) => id === decision.step);
  const day = step === undefined ? '' : ` (day ${step.day})`;
  return decision.because === 'notice-due'
    ? `it is the notice of the ${decision.stage} stage${day}`
    : `it is the next step of the ${decision.stage} stage${day}`;
};
