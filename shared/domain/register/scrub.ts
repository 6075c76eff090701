// Takes what names or describes a person out of what is kept beside the register. Where a reader asks for a value, one that is nobody's
// stands in its place, so that past decisions can still be taken again.
import type { Debtor, Sources } from '../facts.ts';
import type { Kept } from './register-record.ts';

const nobody: Readonly<Record<string, string>> = { name: '—', email: 'erased@example.invalid', phone: '+10000000' };
const ownWords: ReadonlySet<string> = new Set([
  'postalAddress',
  'reason',
  'note',
  'situation',
  'capacity',
  'cause',
  'preferred',
  'preferredChannel',
  'from',
  'subject',
]);

/** The detail of an event, or what a change replaced; of an invoice's event, the debtor in it. */
export const scrubDetail = (detail: unknown): unknown => {
  if (typeof detail !== 'object' || detail === null || Array.isArray(detail)) return detail;
  return Object.fromEntries(
    Object.entries(detail)
      .filter(([name]) => !ownWords.has(name))
      .map(([name, value]) => [
        name,
        typeof value === 'string' && nobody[name] ? nobody[name] : scrubInside(name, value),
      ]),
  );
};

const scrubInside = (name: string, value: unknown): unknown => (name === 'debtor' ? scrubDetail(value) : value);

/** An event, a task, an answer, an entry of a ledger, as it lies in the table. */
export const scrubItem = (item: Kept): Kept => {
  const kept = Object.entries(item).filter(([name]) => !ownWords.has(name) && name !== 'script');
  return {
    ...Object.fromEntries(kept),
    ...(item.detail === undefined ? {} : { detail: scrubDetail(item.detail) }),
    ...(item.was === undefined ? {} : { was: scrubDetail(item.was) }),
    // Of an answer from before it was a record: what was written, what it may mean, and what somebody noted of it.
    ...(item.text === undefined ? {} : { text: '' }),
    ...(item.proposals === undefined ? {} : { proposals: [] }),
    ...(item.answer === undefined ? {} : { answer: scrubDetail(item.answer) }),
    // Of a task: both are asked for, and both name the debtor.
    ...(item.script === undefined ? {} : { script: '', title: String(item.kind) }),
    ...(Array.isArray(item.attempts) ? { attempts: item.attempts.map(scrubAttempt) } : {}),
    isErased: true,
  };
};

/** Of an attempt at a task: what was noted, why, and what both sides got in writing. */
const scrubAttempt = (attempt: Kept): unknown => {
  const { recap: _, result, ...rest } = attempt;
  return scrubDetail({ ...rest, ...(result === undefined ? {} : { result: scrubDetail(result) }) });
};

/** What stays is what decisions about new invoices need: law, language, opt-outs, history. */
export const scrubDebtor = ({
  email: _,
  phone: __,
  postalAddress: ___,
  preferred: ____,
  preferredChannel: _____,
  sources,
  history,
  ...debtor
}: Debtor): Debtor => ({
  ...debtor,
  // What was said is not told to anybody who is nobody any more.
  history: {
    ...withoutEngaged(history),
    conversations: history.conversations.map(({ recap: _recap, ...each }) => each),
  },
  name: nobody.name ?? '',
  ...(sources === undefined ? {} : { sources: withoutWishes(sources) }),
  circumstances: { tags: [] },
  undeliverable: [],
});

/** Whose word language and consent are stays with them. */
const withoutWishes = ({ preferred: _, preferredChannel: __, ...sources }: Sources): Sources => sources;

const withoutEngaged = ({ engaged: _, ...history }: Debtor['history']): Debtor['history'] => history;

/** Told earlier and heard late, these must not come back. */
export const scrubbedFields = [
  'name',
  'email',
  'phone',
  'postalAddress',
  'preferred',
  'preferredChannel',
  'situation',
  'capacity',
  'cause',
  'tags',
  'engaged',
] as const;
