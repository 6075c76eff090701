// How an account stands under a policy, invoice by invoice: its stage now, its next contact, when it is looked at again.
import { type IsoInstant, plusDays24h } from '../calendar.ts';
import { decide } from '../decide.ts';
import type { Because, Decision } from '../decision.ts';
import type { Account } from '../lives/account.ts';
import { live } from '../lives/live.ts';
import type { Policy } from '../policy.ts';
import type { Channel } from '../vocabulary.ts';
import { type Charging, chargeOf } from './charge-of.ts';
import { factsOf } from './standing-account.ts';

/** A contact that speaks for the invoice: its own, or that of another invoice of its debtor, which leads. */
export type NextContact = {
  readonly at: IsoInstant;
  readonly step: string;
  readonly channel: Channel;
  readonly lead: string;
};

export type Outlook = {
  readonly stage: string;
  readonly because: Because;
  readonly wakeAt: IsoInstant | null;
  /** Null when none comes within the time looked ahead, or collection ends first. */
  readonly next: NextContact | null;
  /** In minor units of the invoice's currency. */
  readonly charge: number;
};

/** Looked ahead in spans, for most invoices are spoken for in the first. */
const spansInDays = [10, 30, 90, 270];

export const outlooksOf = (
  account: Account,
  policy: Policy,
  charging: Charging,
  now: IsoInstant,
): ReadonlyMap<string, Outlook> => {
  const nexts = nextContacts(account, policy, now);
  return new Map(
    account.invoices.map((invoice) => {
      const decision = decide(factsOf(account, invoice), policy, now);
      const stage = stageIn(decision);
      return [
        invoice.invoice,
        {
          stage,
          because: decision.because,
          wakeAt: decision.wakeAt,
          next: nexts.get(invoice.invoice) ?? null,
          charge: chargeOf(account, invoice, stage, policy, charging, now),
        },
      ];
    }),
  );
};

/** Where a decision sees its invoice: `scheduled` is before every window. */
export const stageIn = (decision: Decision): string => {
  if (decision.kind === 'hand-off') return 'handoff';
  if (decision.kind === 'close') return 'closed';
  return decision.because === 'scheduled' ? 'scheduled' : decision.stage;
};

const nextContacts = (beginning: Account, policy: Policy, now: IsoInstant): ReadonlyMap<string, NextContact> => {
  const found = new Map<string, NextContact>();
  let account = beginning;
  let from = now;
  for (const days of spansInDays) {
    const to = plusDays24h(from, days);
    const life = live(account, policy, { from, to, delivers: 'by-days' });
    for (const { at, invoice: lead, step, channel, covers } of life.diary) {
      if (step === null || channel === null) continue;
      for (const invoice of covers) if (!found.has(invoice)) found.set(invoice, { at, step, channel, lead });
    }
    account = life.account;
    from = to;
    if (account.invoices.every(({ invoice, stage }) => found.has(invoice) || ended.has(stage))) break;
  }
  return found;
};
const ended: ReadonlySet<string> = new Set(['handoff', 'closed']);
