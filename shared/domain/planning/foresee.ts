// The next thing done for one invoice if nothing happens, and what it waits for until then: found by living its debtor forward.
import { type IsoInstant, plusDays24h } from '../calendar.ts';
import { decide } from '../decide.ts';
import type { Because, Decision } from '../decision.ts';
import type { Facts, Invoice } from '../facts.ts';
import { type Account, byDue } from '../lives/account.ts';
import { live } from '../lives/live.ts';
import type { Policy } from '../policy.ts';
import { factsOf, underPolicy } from './standing-account.ts';

type Taking = Extract<Decision, { kind: 'contact' | 'task' }>;
type Ending = Extract<Decision, { kind: 'needs-person' | 'hand-off' | 'close' }>;

/** `act` is a contact that speaks for the invoice; `lead` is the one that makes it. At `rest`, only a fact can change anything. */
export type Foreseen = {
  readonly at: IsoInstant;
  /** The first reason to wait, when `at` is not now. */
  readonly waits?: Because;
} & (
  | { readonly kind: 'act'; readonly decision: Taking; readonly lead: string }
  | { readonly kind: 'end'; readonly decision: Ending }
  | { readonly kind: 'rest'; readonly because: Because }
);

/** Looked ahead in spans, for most invoices are spoken for in the first. */
const spansInDays = [15, 60, 180, 365];

/** Takes the facts as they are: a payment, a dispute or a policy of tomorrow is not foreseen. */
export const foresee = (facts: Facts, policy: Policy, now: IsoInstant): Foreseen => {
  const number = facts.invoice.invoice;
  let account = accountOf(facts, policy, now);
  let from = now;
  const first = decisionAbout(account, number, policy, now);
  if (isEnding(first)) return { at: now, kind: 'end', decision: first };
  const known = first.kind === 'wait' || first.kind === 'enter' ? { waits: first.because } : {};
  for (const days of spansInDays) {
    const to = plusDays24h(from, days);
    const life = live(account, policy, { from, to, delivers: 'by-days' });
    for (const { at, taking, covers, invoice: lead, channel } of life.diary) {
      const concerned = covers.includes(number);
      if (taking && concerned) return { ...(at > now ? known : {}), at, kind: 'act', decision: taking, lead };
      // A task for a debtor that nobody can reach is opened once, whichever of its invoices needs it.
      if (taking || (!concerned && channel !== null)) continue;
      const then = live(account, policy, { from, to: at, delivers: 'by-days' }).account;
      const decision = decisionAbout(then, number, policy, at);
      if (isEnding(decision)) return { ...(at > now ? known : {}), at, kind: 'end', decision };
    }
    account = life.account;
    from = to;
  }
  const last = decisionAbout(account, number, policy, from);
  if (isEnding(last)) return { ...known, at: from, kind: 'end', decision: last };
  return { ...known, at: from, kind: 'rest', because: last.because };
};

const accountOf = ({ invoice, debtor, person, open, law }: Facts, policy: Policy, now: IsoInstant): Account => {
  const others = open.filter((each) => each.invoice !== invoice.invoice);
  const invoices: Invoice[] = [...others, invoice].toSorted(byDue);
  return underPolicy({ debtor, person, invoices, entries: {}, money: [], changedAt: {} }, policy, law, now);
};

const decisionAbout = (account: Account, number: string, policy: Policy, at: IsoInstant): Decision => {
  const invoice = account.invoices.find((each) => each.invoice === number);
  // One that is not among the oldest of its debtor waits for its place.
  if (!invoice) return { kind: 'wait', stage: 'preventive', because: 'lead-speaks', wakeAt: null, bound: [] };
  return decide(factsOf(account, invoice), policy, at);
};

const isEnding = (decision: Decision): decision is Ending =>
  decision.kind === 'needs-person' || decision.kind === 'hand-off' || decision.kind === 'close';
