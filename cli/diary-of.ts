// The diary of one invoice: facts that arrived, contacts made about it, tasks and placements, in the order they happened.
import type { Invoice } from '#domain/facts.ts';

export type DiaryLine = { readonly at: string; readonly what: string; readonly detail: string };

export const diaryOf = async (invoice: Invoice): Promise<readonly DiaryLine[]> => {
  const { listContacts } = await import('#store/contacts.ts');
  const { listEvents } = await import('#store/list-events.ts');
  const { listPlacements } = await import('#store/placements.ts');
  const { listTasksOfDebtor } = await import('#store/tasks.ts');
  const debtor = { creditor: invoice.creditor, debtor: invoice.debtor };
  const [contacts, events, placements, tasks] = await Promise.all([
    listContacts(debtor),
    listEvents(invoice),
    listPlacements(invoice),
    listTasksOfDebtor(debtor),
  ]);
  const lines: DiaryLine[] = [
    ...events.map(({ at, type, summary }) => ({ at, what: type, detail: summary })),
    ...contacts
      .filter(({ covers }) => covers.some((cover) => cover.invoice === invoice.invoice))
      .map(({ claimedAt, channel, step, stage, status, covers, lead }) => ({
        at: claimedAt,
        what: `${stage}: ${step}`,
        detail: `${channel}, ${status}${covers.length > 1 ? `, one voice for ${covers.length} invoices${lead === invoice.invoice ? '' : ` led by ${lead}`}` : ''}`,
      })),
    ...tasks
      .filter((task) => task.invoice === invoice.invoice && task.kind !== 'call' && task.kind !== 'visit')
      .map(({ openedAt, kind, task, status, outcome }) => ({
        at: openedAt,
        what: `task ${kind}`,
        detail: `${task}, ${outcome ?? status}`,
      })),
    ...placements.map(({ placedAt, agency, status }) => ({
      at: placedAt,
      what: 'placed',
      detail: `${agency}, ${status}`,
    })),
  ];
  return lines.toSorted((one, other) => (one.at < other.at ? -1 : 1));
};
