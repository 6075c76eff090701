// Builders for facts: say what matters, the rest is ordinary.
import type * as z from 'zod';
import type { IsoDate, IsoInstant } from '#domain/calendar.ts';
import { decide } from '#domain/decide.ts';
import type { Decision } from '#domain/decision.ts';
import type { Debtor, Facts, Invoice, Person, StepTaken } from '#domain/facts.ts';
import { emptyHistory } from '#domain/history.ts';
import { noLaw } from '#domain/law.ts';
import { type Policy, policySchema } from '#domain/policy.ts';
import type { NewInvoice } from '#domain/registration.ts';
import { defaultPolicy } from '#policies/default-policy.ts';

export const anInvoice = (given: Partial<Invoice> = {}): Invoice => ({
  creditor: 'default',
  invoice: 'F-1',
  debtor: 'D-1',
  currency: 'EUR',
  issued: '2026-01-01',
  due: '2026-03-02',
  amount: 100_000,
  balance: given.amount ?? 100_000,
  version: 1,
  run: 1,
  stage: 'scheduled',
  holds: {},
  tags: [],
  ...given,
  steps: Object.fromEntries(
    Object.entries(given.steps ?? {}).map(([id, taken]) => [id, atHome(id, taken, given.due ?? '2026-03-02')]),
  ),
});

/** A taking that does not say so was made in the stage that its step has in the default policy, for the present due date. */
const atHome = (id: string, taken: StepTaken, due: IsoDate): StepTaken => {
  const { steps } = defaultPolicy();
  const stage = steps.find((step) => step.id === id)?.stage ?? taken.stage;
  const notice = steps.find((step) => step.stage === stage)?.id === id || taken.notice;
  return { ...taken, stage, notice, due: taken.due === unsaid ? due : taken.due };
};
const unsaid = '';

/** As its creditor tells of it, with a debtor that mails and texts reach. */
export const aNewInvoice = (invoice: string, debtor: string): NewInvoice => ({
  creditor: 'default',
  invoice,
  debtor: {
    id: debtor,
    name: 'Marta Salas',
    type: 'business',
    email: `${debtor.toLowerCase()}@example.com`,
    phone: '+34600000001',
    language: 'es',
    timeZone: 'UTC',
  },
  amount: 100_000,
  currency: 'EUR',
  issued: '2026-02-01',
  due: '2026-03-02',
  tags: [],
});

export const aDebtor = (given: Partial<Debtor> = {}): Debtor => ({
  creditor: 'default',
  debtor: 'D-1',
  person: 'default/D-1',
  type: 'business',
  name: 'Marta Salas',
  language: 'es',
  timeZone: 'UTC',
  email: 'marta@example.com',
  phone: '+34600000001',
  postalAddress: { lines: ['Calle Mayor 1'], postalCode: '28013', city: 'Madrid', country: 'ES' },
  optOut: [],
  undeliverable: [],
  holds: {},
  credit: {},
  counter: 7,
  contacts: [],
  consent: [],
  circumstances: { tags: [] },
  history: emptyHistory,
  ...given,
});

export const aPerson = (given: Partial<Person> = {}): Person => ({
  person: 'default/D-1',
  contacts: [],
  version: 0,
  ...given,
});

export const aTaking = (at: IsoInstant, given: Partial<StepTaken> = {}): StepTaken => ({
  at,
  repetition: 1,
  attempt: 1,
  channel: 'email',
  contact: `contact-${at}`,
  outcome: 'accepted',
  stage: 'administrative',
  notice: true,
  due: unsaid,
  ...given,
});

export const someFacts = ({ invoice = anInvoice(), ...given }: Partial<Facts> = {}): Facts => ({
  invoice,
  debtor: aDebtor(),
  person: aPerson(),
  open: [invoice],
  law: noLaw,
  ...given,
});

export const aPolicy = (given: Partial<z.input<typeof policySchema>> = {}): Policy => ({
  version: 1,
  content: policySchema.parse({ ...defaultPolicy(), ...given }),
});

/** Decides about one invoice with little ado. */
export const decideOn = (now: IsoInstant, given: Partial<Facts> = {}, policy: Policy = aPolicy()): Decision =>
  decide(someFacts(given), policy, now);

/** A wait or a rest in a new stage. */
export const restOf = (decision: Decision): Extract<Decision, { kind: 'wait' | 'enter' | 'needs-person' }> => {
  if (decision.kind === 'wait' || decision.kind === 'enter' || decision.kind === 'needs-person') return decision;
  throw new Error(`expected a rest, got ${JSON.stringify(decision)}`);
};
