// Lives a case with decide() alone: each debtor with its invoices and facts, by the policy that the case names.
import { dirname, resolve } from 'node:path';
import { addDays, dateIn, type IsoInstant, startOfDay } from '#domain/calendar.ts';
import { BadInput } from '#domain/errors.ts';
import { type DomainEvent, readEvent } from '#domain/events.ts';
import type { Debtor, Invoice } from '#domain/facts.ts';
import { emptyHistory } from '#domain/history.ts';
import { asTold } from '#domain/invoice-document.ts';
import { addInvoice, anAccount } from '#domain/lives/account.ts';
import type { Happening } from '#domain/lives/happen.ts';
import { type Entry, type Look, live } from '#domain/lives/live.ts';
import { parseAmount, toDecimalText } from '#domain/money/money.ts';
import type { PolicyContent } from '#domain/policy.ts';
import type { Language } from '#domain/vocabulary.ts';
import { explain } from '#explanations/explain.ts';
import type { Explanation } from '#explanations/explanation.ts';
import { defaultPolicy } from '#policies/default-policy.ts';
import { inlinePolicy } from '#policies/inline-policy.ts';
import { lawOf } from '#rules/law-of.ts';
import { CommandFailed, exitCodes } from '../exit.ts';
import { readPolicyFile } from '../policy-file.ts';
import type { Case } from './case-schema.ts';

export type DiaryEntry = Omit<Entry, 'taking'> & { readonly debtor: string; readonly explanation?: Explanation };
export type Lived = {
  readonly diary: readonly DiaryEntry[];
  readonly end: readonly { readonly invoice: string; readonly stage: string; readonly balance: string }[];
  /** What was passed over, and why. */
  readonly warnings: readonly string[];
};

/**
 * `file` is where the case stands: a policy file is looked for from there. With a language each entry is explained. Throws CommandFailed for a policy or
 * fact that cannot be read.
 */
export const liveCase = (given: Case, file: string, language?: Language): Lived => {
  const content = policyOf(given, file);
  const events = given.facts.map((fact, index) => ({ at: fact.at, event: eventOf(given, fact, index, content) }));
  const lives = given.debtors.map((each) => liveDebtor(given, each, content, events, language));
  const invoices = new Map(lives.flatMap(({ account }) => account.invoices.map((each) => [each.invoice, each])));
  const warnings = [
    ...given.invoices
      .filter(({ due }) => !due)
      .map(({ id }) => `invoice ${id} has no due date: nobody is asked for it`),
    ...lives.flatMap(({ refused }) => refused.map(({ at, reason }) => `fact of ${at}: ${reason}`)),
  ];
  return {
    diary: lives.flatMap(({ diary }) => diary).toSorted(inOrder),
    end: given.invoices.map(({ id, amount, currency }) => {
      const { stage, balance } = invoices.get(id) ?? { stage: 'scheduled', ...balanceOf(amount, currency) };
      return { invoice: id, stage, balance: toDecimalText({ amount: balance, currency }) };
    }),
    warnings,
  };
};

const balanceOf = (amount: string, currency: string) => ({ balance: parseAmount(amount, currency).amount });

const inOrder = (one: DiaryEntry, other: DiaryEntry): number => {
  if (one.at !== other.at) return one.at < other.at ? -1 : 1;
  return one.debtor < other.debtor ? -1 : one.debtor > other.debtor ? 1 : 0;
};

const policyOf = ({ policy, policyFile }: Case, file: string): PolicyContent => {
  if (policyFile !== undefined) return readPolicyFile(resolve(dirname(file), policyFile));
  if (policy === undefined) return defaultPolicy();
  const reading = inlinePolicy(policy);
  if (reading.ok) return reading.content;
  const problems = reading.problems.map(({ field, reason }) => `policy.${field}: ${reason}`).join('; ');
  throw new CommandFailed(exitCodes.badInput, `the policy of ${file} cannot be read: ${problems}`);
};

type CaseFact = Case['facts'][number];

/** What a person would leave out is filled in: an id, the day, the currency. */
const eventOf = (given: Case, { at, event, detail }: CaseFact, index: number, content: PolicyContent): DomainEvent => {
  const about = given.invoices.find(({ id }) => id === detail.invoice);
  const debtor = given.debtors.find(({ id }) => id === (about?.debtor ?? detail.debtor));
  const zone = debtor?.timeZone ?? content.creditor.timeZone;
  const wanted = needs[event] ?? [];
  const filled = {
    id: `fact-${index + 1}`,
    ...(wanted.includes('effective') ? { effective: dateIn(zone, at) } : {}),
    ...(wanted.includes('currency') && about && detail.amount !== undefined ? { currency: about.currency } : {}),
    ...detail,
  };
  try {
    return readEvent(event, filled);
  } catch (error) {
    if (!(error instanceof BadInput)) throw error;
    throw new CommandFailed(exitCodes.badInput, `facts.${index}: ${error.message}`, { cause: error });
  }
};
const needs: Readonly<Record<string, readonly string[]>> = {
  'Payment Received': ['effective', 'currency'],
  'Credit Note Issued': ['effective', 'currency'],
  'Promise Made': ['currency'],
  'Dispute Opened': ['currency'],
  'Invoice Changed': ['currency'],
};

const liveDebtor = (
  given: Case,
  who: Case['debtors'][number],
  content: PolicyContent,
  events: readonly { readonly at: IsoInstant; readonly event: DomainEvent }[],
  language: Language | undefined,
) => {
  const debtor = debtorOf(who, content);
  const zone = debtor.timeZone;
  const from = startOfDay(zone, given.from);
  const invoices = given.invoices
    .filter(({ debtor: of, due }) => of === who.id && due)
    .map((each) => invoiceOf(each, given.from));
  const isOurs = ({ detail }: DomainEvent): boolean =>
    ('debtor' in detail && detail.debtor === who.id) ||
    ('invoice' in detail && given.invoices.some(({ id, debtor: of }) => id === detail.invoice && of === who.id));
  const known = invoices.filter(({ issued }) => issued <= given.from);
  const later: Happening[] = invoices
    .filter(({ issued }) => issued > given.from)
    .map((each) => ({ at: startOfDay(zone, each.issued), change: (account) => addInvoice(account, each) }));
  const law = lawOf(debtor.jurisdiction ?? content.jurisdiction, debtor.type, debtor.region);
  const explanations = new Map<Entry, Explanation>();
  const life = live(
    anAccount(debtor, known, law),
    { version: 1, content },
    {
      from,
      to: startOfDay(zone, addDays(given.to, 1)),
      happenings: [...later, ...events.filter(({ event }) => isOurs(event))],
      outages: given.outages,
      delivers: 'at-once',
      ...(language === undefined
        ? {}
        : {
            witness: (entry: Entry, look: Look) =>
              explanations.set(entry, explain({ ...look, now: entry.at, language })),
          }),
    },
  );
  const diary = life.diary.map((lived): DiaryEntry => {
    const { taking: _, ...entry } = lived;
    const explanation = explanations.get(lived);
    return { ...entry, debtor: who.id, ...(explanation === undefined ? {} : { explanation }) };
  });
  return { ...life, diary };
};

const invoiceOf = (
  { id, debtor, amount, currency, issued, due, document }: Case['invoices'][number],
  from: string,
): Invoice => {
  const units = parseAmount(amount, currency).amount;
  const falls = due ?? from;
  return {
    creditor: 'default',
    invoice: id,
    debtor,
    currency,
    issued: issued ?? (falls < from ? falls : from),
    due: falls,
    amount: units,
    balance: units,
    version: 1,
    run: 1,
    stage: 'scheduled',
    holds: {},
    steps: {},
    tags: [],
    ...(document === undefined ? {} : { document: asTold(document) }),
  };
};

const debtorOf = (who: Case['debtors'][number], { creditor: house }: PolicyContent): Debtor => ({
  creditor: 'default',
  debtor: who.id,
  person: who.id,
  type: who.type,
  name: who.name ?? who.id,
  language: who.language ?? house.language,
  timeZone: who.timeZone ?? house.timeZone,
  ...(who.email ? { email: who.email } : {}),
  ...(who.phone ? { phone: who.phone } : {}),
  optOut: who.optOut,
  undeliverable: [],
  holds: {},
  credit: {},
  counter: 1,
  contacts: [],
  ...(who.jurisdiction === undefined ? {} : { jurisdiction: who.jurisdiction }),
  ...(who.region === undefined ? {} : { region: who.region }),
  consent: who.consent,
  ...(who.preferred === undefined ? {} : { preferred: withoutAbsent(who.preferred) }),
  ...(who.preferredChannel === undefined ? {} : { preferredChannel: who.preferredChannel }),
  circumstances: {
    ...(who.situation === undefined ? {} : { situation: who.situation }),
    ...(who.capacity === undefined ? {} : { capacity: who.capacity }),
    ...(who.cause === undefined ? {} : { cause: who.cause }),
    tags: who.tags,
  },
  history: emptyHistory,
});

const withoutAbsent = ({ time, day }: NonNullable<Case['debtors'][number]['preferred']>) => ({
  ...(time === undefined ? {} : { time }),
  ...(day === undefined ? {} : { day }),
});
