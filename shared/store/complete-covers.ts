// Records on every invoice that a contact spoke for in its turn what became of that contact. Done in pages, may be
// repeated: the debtor names the contact as pending until all of it is written, and every reader of facts finishes it first.

import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { type DebtorKey, type Outcome, type StepTaken, takingKey } from '#domain/facts.ts';
import { askToSettle } from './ask-to-settle.ts';
import { type Contact, type ContactStatus, findContact } from './contacts.ts';
import { debtorItem, invoiceItem } from './keys.ts';
import { postCharges } from './post-charges.ts';
import { documents, tableName } from './table.ts';

const pageSize = 10;

export const completeCovers = async (key: DebtorKey, contactId: string): Promise<void> => {
  const contact = await findContact(key, contactId);
  if (contact) {
    await markCovers(contact);
    await postCharges(contact);
    // While it is named as pending: whoever called it unknown may have died before anybody was asked.
    if (contact.status === 'unknown') await askToSettle(contact);
  }
  // Its sender is still at work, and will be back.
  if (contact?.status === 'claimed') return;
  await ifStill(
    new UpdateCommand({
      TableName: tableName,
      Key: debtorItem(key),
      UpdateExpression: 'REMOVE pendingCover',
      ConditionExpression: 'pendingCover = :contact',
      ExpressionAttributeValues: { ':contact': contactId },
    }),
  );
};

/** Writes the contact's status on every invoice that takes its step by it. */
export const markCovers = async (contact: Contact): Promise<void> => {
  const turns = contact.covers.filter(({ step }) => step !== undefined);
  for (let start = 0; start < turns.length; start += pageSize) {
    await Promise.all(turns.slice(start, start + pageSize).map((cover) => markCovered(contact, cover)));
  }
};

/** The record that an invoice keeps of a step taken by a contact. */
export const takingOf = (
  contact: Pick<Contact, 'contact' | 'channel' | 'claimedAt' | 'status' | 'stage'>,
  cover: Pick<Contact['covers'][number], 'stage' | 'notice' | 'due' | 'repetition' | 'attempt'>,
): StepTaken => ({
  at: contact.claimedAt,
  stage: cover.stage ?? contact.stage,
  notice: cover.notice ?? false,
  due: cover.due,
  repetition: cover.repetition ?? 1,
  attempt: cover.attempt ?? 1,
  channel: contact.channel,
  contact: contact.contact,
  outcome: outcomes[contact.status],
});

const isFinal = (status: ContactStatus): boolean =>
  status === 'delivered' || outcomes[status] === 'failed' || outcomes[status] === 'refused';

/** What a contact's status means for the steps that it took. */
export const outcomes: Readonly<Record<ContactStatus, Outcome>> = {
  claimed: 'claimed',
  accepted: 'accepted',
  refused: 'refused',
  abandoned: 'refused',
  unknown: 'unknown',
  delivered: 'delivered',
  failed: 'failed',
  task: 'task',
};

// Written only over nothing, over the same contact, or over an earlier attempt: a late page never undoes a newer
// one, nor the provider's last word. Instants do not tell them apart: a bounce and its fallback may share one.
const markCovered = (contact: Contact, cover: Contact['covers'][number]): Promise<void> =>
  ifStill(
    new UpdateCommand({
      TableName: tableName,
      Key: invoiceItem({ creditor: contact.creditor, invoice: cover.invoice }),
      UpdateExpression: 'SET steps.#step = :taken',
      ConditionExpression: `attribute_exists(pk) AND (attribute_not_exists(steps.#step) OR steps.#step.attempt < :attempt OR (steps.#step.contact = :contact ${
        isFinal(contact.status) ? '' : 'AND NOT steps.#step.outcome IN (:delivered, :failed, :refused)'
      }))`,
      ExpressionAttributeNames: { '#step': takingKey(cover.step ?? '', cover.repetition) },
      ExpressionAttributeValues: {
        ':taken': takingOf(contact, cover),
        ':contact': contact.contact,
        ':attempt': cover.attempt ?? 1,
        ...(isFinal(contact.status) ? {} : { ':delivered': 'delivered', ':failed': 'failed', ':refused': 'refused' }),
      },
    }),
  );

const ifStill = async (command: UpdateCommand): Promise<void> => {
  try {
    await documents.send(command);
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
};
