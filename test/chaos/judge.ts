// What must hold after whatever went wrong: nothing said twice, nothing said after a payment, nothing lost.
import type { NextAct } from '#functions/contracts.ts';
import type { Contact } from '#store/contacts.ts';
import type { Taken } from './provider.ts';

const { listContacts } = await import('#store/contacts.ts');
const { loadFacts } = await import('#store/load-facts.ts');
const { auditRegister } = await import('#store/load-register.ts');
const { listOpenTasks } = await import('#store/tasks.ts');

export type Seen = {
  readonly creditor: string;
  readonly debtor: string;
  readonly invoices: readonly string[];
  /** The one that a payment is for. */
  readonly paid: string;
  /** Contacts that were about it when its payment had been recorded. */
  aboutPaid?: number;
  /** What came of the last call of each invoice's sender. */
  readonly acts: Map<string, NextAct>;
  /** In words, what must not be. */
  readonly wrong: string[];
};

export const judge = async (seen: Seen, taken: readonly Taken[]): Promise<void> => {
  const contacts = await listContacts(seen);
  judgeTwice(seen, contacts, taken);
  judgePaid(seen, contacts);
  await judgeLost(seen, contacts, taken);
  await judgeBooks(seen, contacts);
};

const knownFailures = ['refused', 'failed', 'abandoned'];
const hasFailed = ({ status }: Contact): boolean => knownFailures.includes(status);

const judgeTwice = ({ wrong }: Seen, contacts: readonly Contact[], taken: readonly Taken[]): void => {
  for (const { contact, step } of contacts) {
    const times = taken.filter((each) => each.contact === contact).length;
    if (times > 1) wrong.push(`contact ${contact} of step ${step} was taken ${times} times by the provider`);
  }
  const texts = taken.filter(({ contact }) => contact === undefined).length;
  const ofTexts = contacts.filter(({ channel, status }) => channel === 'sms' && status !== 'refused').length;
  if (texts > ofTexts) wrong.push(`${texts} text messages were taken for ${ofTexts} contacts`);
  const bySteps = Map.groupBy(contacts, ({ lead, step, repetition }) => [lead, step, repetition].join(' '));
  for (const [step, own] of bySteps) {
    const standing = own.filter((each) => !hasFailed(each));
    if (standing.length > 1)
      wrong.push(`step ${step} has ${standing.length} contacts that are not known to have failed`);
    if (standing.length === 1 && standing[0] !== own.toSorted(byAttempt).at(-1))
      wrong.push(`step ${step} was tried again although attempt ${standing[0]?.attempt} is not known to have failed`);
  }
};
const byAttempt = (one: Contact, other: Contact): number => one.attempt - other.attempt;

const judgePaid = ({ wrong, paid, aboutPaid }: Seen, contacts: readonly Contact[]): void => {
  if (aboutPaid === undefined) return;
  const about = contacts.filter(({ covers }) => covers.some(({ invoice }) => invoice === paid)).length;
  if (about > aboutPaid) wrong.push(`${about - aboutPaid} contacts about ${paid} were claimed after its payment`);
};

const judgeLost = async (
  { wrong, creditor, debtor, invoices, acts }: Seen,
  contacts: readonly Contact[],
  taken: readonly Taken[],
): Promise<void> => {
  const tasks = (await listOpenTasks(creditor)).filter((task) => task.debtor === debtor);
  for (const { contact, status } of contacts) {
    if (status === 'claimed') wrong.push(`contact ${contact} is still claimed, and nobody looks after it`);
    if (status === 'unknown' && !tasks.some(({ kind }) => kind === 'settle-contact'))
      wrong.push(`contact ${contact} is unknown, and nobody was asked`);
    const wasTaken = taken.some((each) => each.contact === contact);
    if (wasTaken && (status === 'refused' || status === 'abandoned'))
      wrong.push(`contact ${contact} was taken by the provider, and is told as ${status}`);
  }
  for (const { contact } of taken)
    if (contact !== undefined && !contacts.some((each) => each.contact === contact))
      wrong.push(`the provider took contact ${contact}, which is not in the register`);
  for (const invoice of invoices) {
    const act = acts.get(invoice);
    const spokenOf = contacts.some(
      (each) => !hasFailed(each) && each.covers.some((cover) => cover.invoice === invoice),
    );
    if (act === undefined || act.kind === 'send-message') wrong.push(`invoice ${invoice} still waits for its message`);
    else if (act.kind === 'rest' && act.because === 'next-step' && !spokenOf)
      wrong.push(`invoice ${invoice} rests until its next step, and nobody spoke of it`);
  }
};

const judgeBooks = async ({ wrong, creditor, debtor, invoices }: Seen, contacts: readonly Contact[]): Promise<void> => {
  const { facts, pending } = await loadFacts({ creditor, invoice: invoices[0] ?? '' });
  if (pending !== undefined) wrong.push(`contact ${pending} is still being recorded`);
  const counted = facts.person.contacts.map(({ contact }) => contact).toSorted();
  const standing = contacts.filter((each) => !hasFailed(each)).map(({ contact }) => contact);
  if (counted.join() !== standing.toSorted().join())
    wrong.push(`the budget counts ${counted.join(', ') || 'nothing'}, and ${standing.join(', ') || 'nothing'} stands`);
  const { findings } = await auditRegister({ creditor, debtor });
  for (const { kind, what } of findings) wrong.push(`the register: ${kind}, ${what}`);
};
