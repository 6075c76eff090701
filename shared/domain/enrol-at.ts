// When an invoice's execution has to be started: at the first moment at which its calendar asks for anything.
import type { IsoInstant } from './calendar.ts';
import { decide } from './decide.ts';
import type { Debtor, Invoice } from './facts.ts';
import type { Law } from './law.ts';
import type { Policy } from './policy.ts';

/** Holds, credit and budget are left to the execution: they may have changed by then. At once when the window has begun. */
export const enrolAt = (invoice: Invoice, debtor: Debtor, law: Law, policy: Policy, now: IsoInstant): IsoInstant => {
  const free: Invoice = { ...invoice, holds: {}, run: 1 };
  const alone = { ...debtor, holds: {}, credit: {}, contacts: [] };
  const decision = decide(
    { invoice: free, debtor: alone, person: { person: debtor.person, contacts: [], version: 0 }, open: [free], law },
    policy,
    now,
  );
  const waits = decision.kind === 'wait' || decision.kind === 'enter';
  return waits && decision.because === 'scheduled' && decision.wakeAt ? decision.wakeAt : now;
};
