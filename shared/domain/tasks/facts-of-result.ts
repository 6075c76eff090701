// What follows from speaking with a debtor: which facts a result becomes, and whether the task is over or returns. The same answer gives
// the same facts under the same ids, so that recording it again changes nothing.
import { addDays, dateIn, type IsoDate, type IsoInstant, plusDays24h, plusMs, toInstant } from '../calendar.ts';
import { BadInput } from '../errors.ts';
import { type DomainEvent, readEvent, type TaskResult, type Wishes } from '../events.ts';
import type { Meeting } from '../vocabulary.ts';
import { changeOfWishes } from '../wishes.ts';

export const resultKinds = [
  'promise',
  'paid',
  'dispute',
  'cannot-pay',
  'refuses',
  'call-back',
  'no-answer',
  'wrong-number',
  'deceased',
] as const satisfies readonly TaskResult['kind'][];

/** With whom an agent spoke: the debtor itself. What is told in such a conversation is written down for both sides. */
export const isReached = ({ kind }: TaskResult): boolean =>
  kind !== 'no-answer' && kind !== 'wrong-number' && kind !== 'deceased';

export type AnsweredTask = {
  readonly creditor: string;
  readonly debtor: string;
  readonly task: string;
  readonly kind: Meeting;
  /** The one that it is about, and all that it speaks for. */
  readonly invoice: string;
  readonly invoices: readonly string[];
  /** In the register; older tasks do not name it. */
  readonly contact?: string | undefined;
  /** Other tasks of the same kind that wait for the same debtor: one conversation is about all that is open. */
  readonly beside?: readonly { readonly task: string; readonly contact?: string | undefined }[];
  /** Answers before this one, and how many of them found nobody. */
  readonly answers: number;
  readonly unanswered: number;
};

export type AnswerTerms = {
  readonly zone: string;
  /** When the agent spoke, and who it was. */
  readonly spokeAt: IsoInstant;
  readonly by?: string | undefined;
  /** From the policy: how often to try, hours until the next try, days for which money may be on its way. */
  readonly tries: number;
  readonly hoursBetweenTries: number;
  readonly paidDays: number;
  /** What was said, in writing, where somebody is owed it. */
  readonly recap?: string | undefined;
  /** How the debtor likes to be contacted, as it said. */
  readonly wishes?: Wishes | undefined;
};

export type Followed = {
  readonly facts: readonly DomainEvent[];
  /** When the task returns; absent when it is over. `agreed` with the debtor, or for another try. */
  readonly returns?: { readonly at: IsoInstant; readonly agreed: boolean };
};

/** Throws BadInput for a day or a time that cannot be meant, and for wishes of whom nobody spoke with. */
export const followResult = (result: TaskResult, task: AnsweredTask, terms: AnswerTerms): Followed => {
  const { wishes, spokeAt } = terms;
  const followed = followKind(result, task, terms);
  if (wishes === undefined) return followed;
  if (!isReached(result))
    throw new BadInput('bad-result', `wishes: with ${result.kind}, nobody spoke with the debtor itself`);
  const wished = { debtor: task.debtor, ...changeOfWishes(wishes), at: spokeAt };
  return { ...followed, facts: [...followed.facts, factsOf(task, terms)('wishes', 'Debtor Changed', wished)] };
};

const followKind = (result: TaskResult, task: AnsweredTask, terms: AnswerTerms): Followed => {
  const today = dateIn(terms.zone, terms.spokeAt);
  checkDays(result, today, terms.spokeAt);
  const fact = factsOf(task, terms);
  const spoke = [
    fact('conversation', 'Conversation Held', {
      debtor: task.debtor,
      channel: task.kind,
      at: terms.spokeAt,
      ...(task.contact === undefined ? {} : { contact: task.contact }),
      ...(terms.recap === undefined ? {} : { recap: recapOf(terms.recap, task) }),
    }),
    ...reportOf(task, fact, 'Contact Delivered', {}),
    ...(task.beside ?? []).flatMap(({ task: other, contact }) =>
      contact === undefined ? [] : [fact(`for-${other}`, 'Contact Delivered', { debtor: task.debtor, contact })],
    ),
  ];
  switch (result.kind) {
    case 'promise': {
      const { date, amount, currency } = result;
      const conversation = terms.recap === undefined ? undefined : `${idOf(task)}-conversation`;
      const promised = { ...about(result, task), date, amount, currency, conversation };
      return { facts: [fact('promise', 'Promise Made', promised), ...spoke] };
    }
    case 'paid': {
      const until = addDays(today, terms.paidDays);
      const hold = `${idOf(task)}-paid`;
      const reason = 'payment-in-flight';
      return { facts: [fact('paid', 'Hold Placed', { ...about(result, task), hold, reason, until }), ...spoke] };
    }
    case 'dispute': {
      const { invoice = task.invoice, amount, currency, reason } = result;
      const dispute = `${idOf(task)}-dispute`;
      return { facts: [fact('dispute', 'Dispute Opened', { invoice, dispute, amount, currency, reason }), ...spoke] };
    }
    case 'cannot-pay': {
      const { cause, capacity } = result;
      const at = terms.spokeAt;
      return { facts: [fact('cause', 'Debtor Changed', { debtor: task.debtor, cause, capacity, at }), ...spoke] };
    }
    case 'refuses':
      return { facts: spoke };
    case 'call-back':
      return { facts: [], returns: { at: toInstant(Date.parse(result.at)), agreed: true } };
    case 'no-answer':
      return task.unanswered + 1 < terms.tries
        ? { facts: [], returns: { at: plusMs(terms.spokeAt, terms.hoursBetweenTries * 3_600_000), agreed: false } }
        : { facts: reportOf(task, fact, 'Contact Failed', { reason: 'nobody answered' }) };
    case 'wrong-number':
      return { facts: wrongNumber(task, fact, terms.spokeAt) };
    case 'deceased':
      return { facts: [fact('stop', 'Person Stopped', { debtor: task.debtor, stop: 'deceased' })] };
  }
};

const recapOf = (words: string, task: AnsweredTask) => ({
  words,
  invoices: [...new Set([task.invoice, ...task.invoices])].slice(0, mostSpokenOf),
});
const mostSpokenOf = 25;

/** A stranger must get nothing more: the number is taken away, or the door is not knocked at again. */
const wrongNumber = (task: AnsweredTask, fact: MakeFact, at: IsoInstant): readonly DomainEvent[] => [
  ...(task.kind === 'call' ? [fact('number', 'Debtor Changed', { debtor: task.debtor, phone: null, at })] : []),
  ...reportOf(task, fact, 'Contact Failed', { permanent: task.kind === 'visit', reason: 'it is somebody else' }),
];

type MakeFact = (name: string, type: DomainEvent['type'], detail: Readonly<Record<string, unknown>>) => DomainEvent;

const factsOf =
  (task: AnsweredTask, { by }: AnswerTerms): MakeFact =>
  (name, type, detail) => {
    const given = { creditor: task.creditor, by, ...detail, id: `${idOf(task)}-${name}` };
    return readEvent(type, Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)));
  };

const idOf = ({ task, answers }: AnsweredTask): string => `${task}-${answers + 1}`;

const reportOf = (
  { debtor, contact }: AnsweredTask,
  fact: MakeFact,
  type: 'Contact Delivered' | 'Contact Failed',
  detail: Readonly<Record<string, unknown>>,
): readonly DomainEvent[] => (contact === undefined ? [] : [fact('contact', type, { debtor, contact, ...detail })]);

/** Of the invoice that is named, of the only one that the task is about, or of the debtor and so of all. */
const about = ({ invoice }: { readonly invoice?: string | undefined }, task: AnsweredTask) =>
  invoice === undefined && task.invoices.length > 1 ? { debtor: task.debtor } : { invoice: invoice ?? task.invoice };

const furthestPromiseDays = 366;
const furthestCallDays = 60;

const checkDays = (result: TaskResult, today: IsoDate, spokeAt: IsoInstant): void => {
  if (result.kind === 'promise' && (result.date < today || result.date > addDays(today, furthestPromiseDays)))
    throw new BadInput('bad-result', `date: ${result.date} is no day of the next year; today is ${today}`);
  if (result.kind === 'paid' && result.on !== undefined && result.on > today)
    throw new BadInput('bad-result', `on: ${result.on} is still to come; a payment to come is a promise`);
  if (result.kind !== 'call-back') return;
  const at = toInstant(Date.parse(result.at));
  if (at <= spokeAt || at > plusDays24h(spokeAt, furthestCallDays))
    throw new BadInput('bad-result', `at: ${result.at} is not within the next ${furthestCallDays} days`);
};
