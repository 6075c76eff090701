// When a sender's bounces or complaints are so many that going on would cost it the account.

/** What became of a creditor's mails: `bounced` counts addresses that do not exist. */
export type Standing = { readonly delivered: number; readonly bounced: number; readonly complained: number };

export type Fault = {
  readonly reason: 'bounce-rate' | 'complaint-rate';
  readonly bad: number;
  readonly of: number;
};

// SES reviews an account from 5 % bounces and 0.1 % complaints on, and pauses it at 10 % and 0.5 %
// (docs.aws.amazon.com/ses/latest/dg/reputationdashboard-bounce.html and …-complaint.html).
const mostBounced = 0.05;
const mostComplained = 0.001;
/** Fewer say nothing yet. */
const leastBounces = 10;
const leastComplaints = 3;

export const faultOf = ({ delivered, bounced, complained }: Standing): Fault | undefined => {
  const of = delivered + bounced;
  if (bounced >= leastBounces && bounced > of * mostBounced) return { reason: 'bounce-rate', bad: bounced, of };
  if (complained >= leastComplaints && complained > of * mostComplained)
    return { reason: 'complaint-rate', bad: complained, of };
  return undefined;
};

/** Days over which they are counted. */
export const windowDays = 7;
