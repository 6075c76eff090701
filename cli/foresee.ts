// What decide() will answer from now on if nothing happens: the next thing done for an invoice, and what it waits for until then.
import { type IsoInstant, plusMs } from '#domain/calendar.ts';
import { decide } from '#domain/decide.ts';
import type { Because, Decision } from '#domain/decision.ts';
import type { Facts } from '#domain/facts.ts';
import type { Policy } from '#domain/policy.ts';

type Taking = Extract<Decision, { kind: 'contact' | 'task' }>;
type Ending = Extract<Decision, { kind: 'needs-person' | 'hand-off' | 'close' }>;

export type Foreseen = {
  readonly at: IsoInstant;
  /** The first reason to wait, when `at` is not now. */
  readonly waits?: Because;
} & (
  | { readonly kind: 'act'; readonly decision: Taking; readonly lead: string }
  | { readonly kind: 'end'; readonly decision: Ending }
  /** Only a fact can change anything. */
  | { readonly kind: 'rest'; readonly because: Because }
);

/** Each look moves time forward; this many lead past any policy's last step. */
const mostLooks = 500;

/** Open items looked at for a message that lists this invoice before its own turn comes. */
const mostOthers = 50;

/**
 * The next thing done for an invoice: its own next act, or an earlier message of another invoice of the debtor that lists it.
 * Pure. Takes the facts as they are: a payment, a dispute or a policy of tomorrow is not foreseen.
 */
export const foresee = (facts: Facts, policy: Policy, now: IsoInstant): Foreseen => {
  const { invoice } = facts;
  const open = facts.open.map(asEnrolled);
  const known = { ...facts, open };
  return open
    .filter((other) => other.invoice !== invoice.invoice && isInCollection(other))
    .slice(0, mostOthers)
    .map((other) => foreseeAlone({ ...known, invoice: other }, policy, now))
    .reduce(
      (next, other) => (covers(other, invoice.invoice) && (next.kind === 'rest' || other.at < next.at) ? other : next),
      foreseeAlone({ ...known, invoice: asEnrolled(invoice) }, policy, now),
    );
};

/** Where collection has not begun, as it will be once it has. */
const asEnrolled = (invoice: Facts['invoice']): Facts['invoice'] => ({ ...invoice, run: Math.max(invoice.run, 1) });

const isInCollection = ({ stage }: Facts['invoice']): boolean =>
  stage === 'preventive' || stage === 'administrative' || stage === 'extrajudicial';

const covers = (foreseen: Foreseen, number: string): boolean =>
  foreseen.kind === 'act' && foreseen.decision.covers.some(({ invoice }) => invoice === number);

const foreseeAlone = (facts: Facts, policy: Policy, now: IsoInstant): Foreseen => {
  let { invoice } = facts;
  let at = now;
  let waits: Because | undefined;
  for (let look = 0; look < mostLooks; look += 1) {
    const open = facts.open.map((each) => (each.invoice === invoice.invoice ? invoice : each));
    const decision = decide({ ...facts, invoice, open }, policy, at);
    const known = { at, ...(waits === undefined ? {} : { waits }) };
    switch (decision.kind) {
      case 'contact':
      case 'task':
        return { ...known, kind: 'act', decision, lead: invoice.invoice };
      case 'needs-person':
      case 'hand-off':
      case 'close':
        return { ...known, kind: 'end', decision };
      case 'wait':
      case 'enter': {
        const spoken =
          decision.because === 'lead-speaks' ? spokenFor({ ...facts, invoice, open }, policy, at) : undefined;
        if (spoken) return { ...known, kind: 'act', ...spoken };
        if (decision.until === null) return { ...known, kind: 'rest', because: decision.because };
        waits ??= decision.because;
        invoice = { ...invoice, stage: decision.stage };
        at = decision.until > at ? decision.until : plusMs(at, 1);
      }
    }
  }
  return { at, kind: 'rest', because: waits ?? 'last-step-taken' };
};

/** The contact of another invoice of the debtor that covers this one at an instant. */
const spokenFor = (
  facts: Facts,
  policy: Policy,
  at: IsoInstant,
): { readonly decision: Taking; readonly lead: string } | undefined => {
  for (const invoice of facts.open) {
    const decision = decide({ ...facts, invoice }, policy, at);
    if (decision.kind !== 'contact' && decision.kind !== 'task') continue;
    if (decision.covers.some((cover) => cover.invoice === facts.invoice.invoice))
      return { decision, lead: invoice.invoice };
  }
  return undefined;
};
