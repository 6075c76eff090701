// A contact of which nobody knows whether it left goes to a person. It is never sent again.
import type { Contact } from './contacts.ts';
import { openTask, taskIdOf } from './tasks.ts';

/** May be repeated, and after the task was done. */
export const askToSettle = async (contact: Contact): Promise<void> => {
  await openTask({
    task: taskIdOf('settle-contact', contact.contact),
    kind: 'settle-contact',
    creditor: contact.creditor,
    debtor: contact.debtor,
    invoice: contact.lead,
    title: `Find out whether the ${contact.channel} of step ${contact.step} reached the debtor`,
    script: `The sender stopped after handing over contact ${contact.contact} and before the provider answered. It is not sent again. Look for it at the provider; a delivery report settles it by itself.`,
    openedAt: contact.statusAt,
    status: 'open',
  });
};
