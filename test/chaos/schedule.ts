// What goes wrong around the sending of a message, drawn from a number: the same number is the same schedule.
import fc from 'fast-check';

/**
 * What the provider does with one call. `then`: it took the message, and its answer is lost, wrong or late. `throttled`, `refused` and
 * `dead-address` are answers that it took nothing; after `dropped` and `broken` only the provider knows that.
 */
export const providerFaults = [
  ...['accepted', 'accepted-then-dropped', 'accepted-then-broken', 'accepted-then-silent'],
  ...['dropped', 'broken', 'throttled', 'refused', 'dead-address'],
] as const;
export type ProviderFault = (typeof providerFaults)[number];

export const reports = ['Delivery', 'Bounce Permanent', 'Bounce Transient', 'Complaint', 'Reject'] as const;

/** One call of the sender, as the workflow makes it, and what comes between. */
export type Turn = {
  /** Minutes since the turn before. */
  readonly after: number;
  /** Senders at the same time: a workflow that calls again because its first call did not answer. */
  readonly senders: number;
  /** The first sender dies right after this write to AWS. */
  readonly crashAfter?: number;
  /** A payment is recorded, whole, right before this command of the first sender goes to AWS; 0 is before it begins. */
  readonly payBefore?: number;
  /** What the provider then reports of messages that it took, each as often as said, in this order. */
  readonly reported: readonly {
    readonly report: (typeof reports)[number];
    readonly message: number;
    readonly times: number;
  }[];
};

export type Schedule = {
  readonly invoices: number;
  /** Which of them the payment is for. */
  readonly paid: number;
  readonly provider: readonly ProviderFault[];
  readonly turns: readonly Turn[];
};

const fault = fc.oneof(
  { weight: 40, arbitrary: fc.constant<ProviderFault>('accepted') },
  { weight: 54, arbitrary: fc.constantFrom(...providerFaults.filter((each) => !isSlow(each))) },
  // These take seconds of a real clock, so few do.
  { weight: 4, arbitrary: fc.constant<ProviderFault>('throttled') },
  { weight: 1, arbitrary: fc.constant<ProviderFault>('accepted-then-silent') },
);
function isSlow(each: ProviderFault): boolean {
  return each === 'throttled' || each === 'accepted-then-silent';
}

const turn = fc.record(
  {
    after: fc.constantFrom(0, 1, 16, 61, 1500),
    senders: fc.constantFrom(1, 1, 1, 2, 3),
    crashAfter: fc.integer({ min: 1, max: 12 }),
    payBefore: fc.integer({ min: 0, max: 45 }),
    reported: fc.array(
      fc.record({ report: fc.constantFrom(...reports), message: fc.nat(3), times: fc.integer({ min: 1, max: 2 }) }),
      { maxLength: 3 },
    ),
  },
  { requiredKeys: ['after', 'senders', 'reported'] },
);

const schedule: fc.Arbitrary<Schedule> = fc
  .record({
    invoices: fc.integer({ min: 1, max: 3 }),
    paid: fc.nat(2),
    provider: fc.array(fault, { minLength: 1, maxLength: 5 }),
    turns: fc.array(turn, { minLength: 2, maxLength: 5 }),
  })
  .map(({ turns, ...rest }) => {
    // One payment: of the first turn that has one.
    const paying = turns.findIndex(({ payBefore }) => payBefore !== undefined);
    return {
      ...rest,
      turns: turns.map(
        ({ payBefore, ...each }, index): Turn => ({
          ...each,
          ...(payBefore === undefined || index !== paying ? {} : { payBefore }),
        }),
      ),
    };
  });

export const scheduleOf = (seed: number): Schedule => {
  // The first that is drawn would be a small one.
  const [drawn] = fc.sample(fc.noBias(schedule), { seed, numRuns: 1 });
  if (!drawn) throw new Error(`no schedule comes of seed ${seed}`);
  return drawn;
};
