// From a decision to the act that the state machine chooses by, and to the rest that it would take.
import type { IsoInstant } from '#domain/calendar.ts';
import { plusMs, toEpochMs } from '#domain/calendar.ts';
import type { Decision } from '#domain/decision.ts';
import type { Invoice } from '#domain/facts.ts';
import { stageKeys } from '#store/items.ts';
import { invoicePk, shardOf, wakePk } from '#store/keys.ts';
import type { NextAct, Rest } from './contracts.ts';
import type { Looked } from './look.ts';

export const actOf = (decision: Decision, invoice: Invoice, now: IsoInstant): NextAct => {
  switch (decision.kind) {
    case 'contact':
      return { kind: 'send-message', stage: decision.stage, because: decision.because };
    case 'task':
    case 'needs-person':
      return { kind: 'open-task', stage: decision.stage, because: decision.because };
    case 'wait':
    case 'enter':
      return {
        kind: 'rest',
        stage: decision.stage,
        because: decision.because,
        rest: restOf(invoice, decision.stage, decision.wakeAt, now),
      };
    case 'hand-off':
      return { kind: 'hand-off', stage: 'handoff', because: decision.because };
    case 'close':
      return { kind: 'closed', stage: 'closed', because: decision.because };
  }
};

/** What is due waits: the invoice rests where it is, in its first stage where collection has only begun. */
export const restUntil = (
  { because, until }: { readonly because: string; readonly until: IsoInstant },
  { facts: { invoice }, policy, now }: Pick<Looked, 'facts' | 'policy' | 'now'>,
): NextAct => {
  const stages = policy.content.stages.map(({ name }) => name).filter((name) => name !== 'handoff');
  const stage = stages.find((name) => name === invoice.stage) ?? stages[0] ?? 'preventive';
  return { kind: 'rest', stage, because, rest: restOf(invoice, stage, until, now) };
};

/** A rest until an instant, or, when only a fact can end it, until it is time to look again anyway. */
export const restOf = (invoice: Invoice, stage: string, until: IsoInstant | null, now: IsoInstant): Rest => {
  const latest = plusMs(now, longestRestSeconds * 1000);
  const wakeAt = until === null || until > latest ? latest : until;
  const seconds = Math.ceil((toEpochMs(wakeAt) - toEpochMs(now)) / 1000);
  return {
    pk: invoicePk(invoice),
    version: String(invoice.version),
    run: String(invoice.run),
    wakeAt,
    agendaPk: wakePk(shardOf(invoice)),
    ...stageKeys(invoice, stage, invoice.due),
    seconds: Math.min(Math.max(seconds, 1), longestRestSeconds),
  };
};

const longestRestSeconds = 2_592_000;
