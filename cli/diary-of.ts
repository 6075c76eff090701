// The diary of one invoice: facts that arrived, contacts made about it, tasks and placements, in the order they happened.
import type { Invoice } from '#domain/facts.ts';
import type { Contact } from '#store/contacts.ts';
import type { EventLine } from '#store/list-events.ts';
import type { Placement } from '#store/placements.ts';
import type { Task } from '#store/tasks.ts';

export type DiaryLine = { readonly at: string; readonly what: string; readonly detail: string };
export type Happened = {
  readonly events: readonly EventLine[];
  readonly contacts: readonly Contact[];
  readonly placements: readonly Placement[];
  readonly tasks: readonly Task[];
  /** A call or a visit is a contact and a task: names the task of a contact. */
  readonly taskOf: (contact: Contact) => Task | undefined;
};

export const diaryOf = (
  { invoice: number }: Invoice,
  { events, contacts, placements, tasks, taskOf }: Happened,
): readonly DiaryLine[] => {
  const made = contacts.filter(({ covers }) => covers.some(({ invoice }) => invoice === number));
  const ofContacts = new Set(made.flatMap((contact) => taskOf(contact)?.task ?? []));
  const lines: DiaryLine[] = [
    ...events.map(({ at, type, summary }) => ({ at, what: type, detail: summary })),
    ...made.map((contact) => ({
      at: contact.claimedAt,
      what: `${contact.stage}: ${contact.step}`,
      detail: [contact.channel, outcomeOf(contact, taskOf(contact)), company(contact, number), unclaimed(contact)]
        .filter(Boolean)
        .join(', '),
    })),
    ...tasks
      .filter((task) => task.invoice === number && !ofContacts.has(task.task))
      .flatMap((task) => [
        { at: task.openedAt, what: `task ${task.kind}`, detail: `${task.task} opened: ${task.title}` },
        ...(task.doneAt === undefined
          ? []
          : [{ at: task.doneAt, what: `task ${task.kind}`, detail: `${task.task}: ${answerOf(task)}` }]),
      ]),
    ...placements.flatMap(({ placedAt, recalledAt, agency, commissionPercent }) => [
      { at: placedAt, what: 'placed', detail: `with ${agency}, commission ${commissionPercent} %` },
      ...(recalledAt === undefined ? [] : [{ at: recalledAt, what: 'recalled', detail: `from ${agency}` }]),
    ]),
  ];
  // Where the clock stood still, nothing comes before the invoice itself.
  const place = ({ at, what }: DiaryLine): string => `${at}${what === 'Invoice Issued' ? 0 : 1}`;
  return lines.toSorted((one, other) => place(one).localeCompare(place(other), 'en'));
};

const outcomeOf = ({ status, reason }: Contact, task: Task | undefined): string =>
  task
    ? `task ${task.task} ${task.status === 'open' ? 'open' : answerOf(task)}`
    : `${status}${reason === undefined ? '' : ` (${reason})`}`;

const answerOf = ({ outcome = 'done', note }: Task): string => (note ? `${outcome}, "${note}"` : outcome);

const unclaimed = ({ unclaimed = [] }: Contact): string =>
  unclaimed.length === 0 ? '' : `charges not claimed: ${unclaimed.join('; ')}`;

/** Who else the message spoke for. */
const company = ({ covers, lead }: Contact, number: string): string => {
  if (covers.length === 1) return '';
  return lead === number ? `for ${covers.length} invoices` : `for ${covers.length} invoices, led by ${lead}`;
};
