// What may happen to a debtor in a recorded life: every kind of event, some of them late, repeated or about nothing.
import fc from 'fast-check';
import { type IsoInstant, plusMs } from '#domain/calendar.ts';
import { type DomainEvent, type EventType, readEvent } from '#domain/events.ts';
import { dates, due, instants } from '../domain/worlds.ts';

export const invoiceNumbers = ['F-0', 'F-1', 'F-2', 'F-3'] as const;

type Drawn = { readonly type: EventType; readonly detail: Readonly<Record<string, unknown>> };
const money = fc
  .integer({ min: 1, max: 90_000 })
  .map((minor) => ({ amount: (minor / 100).toFixed(2), currency: 'EUR' }));
const ofInvoice = fc.constantFrom(...invoiceNumbers).map((invoice) => ({ invoice }));
const ofDebtor = fc.constant({ debtor: 'D-1' });
const ofEither = fc.oneof({ weight: 3, arbitrary: ofInvoice }, { weight: 1, arbitrary: ofDebtor });
const named = fc.constantFrom('n1', 'n2', 'n3');
const effective = dates(-10, 60);
const maybe = <Value>(arbitrary: fc.Arbitrary<Value>) => fc.option(arbitrary, { nil: undefined });
const channel = fc.constantFrom('email', 'sms', 'call');

const event = (type: EventType, ...parts: readonly fc.Arbitrary<object>[]): fc.Arbitrary<Drawn> =>
  fc.tuple(...parts).map((drawn) => ({ type, detail: Object.assign({}, ...drawn) }));

const drawn: fc.Arbitrary<Drawn> = fc.oneof(
  event('Payment Received', ofEither, money, fc.record({ effective })),
  {
    weight: 3,
    arbitrary: event(
      'Payment Received',
      ofInvoice,
      fc.constant({ amount: '1000.00', currency: 'EUR' }),
      fc.record({ effective }),
    ),
  },
  event('Payment Reversed', ofInvoice, fc.record({ payment: fc.integer({ min: 0, max: 9 }).map((id) => `e-${id}`) })),
  event('Credit Note Issued', ofInvoice, money, fc.record({ effective })),
  event('Credit Added', ofDebtor, money),
  event('Invoice Changed', ofInvoice, fc.record({ due: dates(-5, 40) })),
  event('Invoice Changed', ofInvoice, money),
  event('Dispute Opened', ofInvoice, fc.record({ dispute: named })),
  event('Dispute Opened', ofInvoice, fc.record({ dispute: named }), money),
  event('Dispute Resolved', ofInvoice, fc.record({ dispute: named, outcome: fc.constantFrom('upheld', 'rejected') })),
  event(
    'Hold Placed',
    ofEither,
    fc.record({ hold: named, reason: fc.constantFrom('plan', 'manual'), until: dates(0, 70) }),
  ),
  event('Hold Released', ofEither, fc.record({ hold: named })),
  event('Promise Made', ofInvoice, fc.record({ date: dates(0, 80) })),
  event('Promise Made', ofInvoice, fc.record({ date: dates(0, 80) }), money),
  event('Consent Changed', ofDebtor, fc.record({ channel, given: fc.boolean() })),
  { weight: 5, arbitrary: event('Contact Failed', ofInvoice, fc.record({ permanent: fc.boolean() })) },
  event('Contact Failed', ofDebtor, fc.record({ channel, permanent: fc.boolean() })),
  event('Contact Delivered', ofInvoice),
  event('Conversation Held', ofDebtor, fc.record({ channel })),
  event('Debtor Changed', ofDebtor, fc.record({ cause: fc.constantFrom('illness', 'forgot', null) })),
  event('Debtor Changed', ofDebtor, fc.constantFrom({ email: null }, { email: 'ana@example.com' }, { phone: null })),
  event('Debtor Changed', ofDebtor, fc.constantFrom({ timeZone: 'Europe/Madrid' }, { preferred: { day: 3 } })),
);

export type Heard = { readonly at: IsoInstant; readonly event: DomainEvent };

export const randomFacts: fc.Arbitrary<readonly Heard[]> = fc
  .array(fc.tuple(instants(-12, 110), drawn, fc.integer({ min: 0, max: 9 }), maybe(instants(-12, 110))), {
    maxLength: 9,
  })
  .map((all) =>
    all.flatMap(([at, { type, detail }, chance, stated], index) => {
      const isLate = chance === 0 && type !== 'Payment Reversed' && stated !== undefined && stated < at;
      const read = readEvent(type, { ...detail, id: `e-${index}`, ...(isLate ? { at: stated } : {}) });
      const heard = { at: plusMs(at, index), event: read };
      return chance === 1 ? [heard, { ...heard, at: plusMs(heard.at, 86_400_000) }] : [heard];
    }),
  );

export const randomInvoices = fc.array(
  fc.record({
    due: dates(-4, 25),
    amount: fc.integer({ min: 300, max: 120_000 }),
    /** The day it comes in; those of before the life begins are there from the start. */
    comes: fc.oneof({ weight: 3, arbitrary: fc.constant(due) }, { weight: 1, arbitrary: dates(-10, 30) }),
  }),
  { minLength: 1, maxLength: invoiceNumbers.length },
);
