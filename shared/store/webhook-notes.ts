// Signatures that were taken, so that a request that is sent again by somebody who listened has no effect.
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { webhookNoteItem } from './keys.ts';
import { documents, getItem, tableName } from './table.ts';

/** A signature is good for five minutes before and after its moment; the note outlives both. */
const keptSeconds = 900;

export const wasTaken = async (creditor: string, signature: string): Promise<boolean> =>
  (await getItem(webhookNoteItem(creditor, signature))) !== undefined;

/** Only once its events are in the queue: whoever failed on the way there may send the same request again. */
export const noteTaken = async (creditor: string, signature: string, nowSeconds: number): Promise<void> => {
  const Item = { ...webhookNoteItem(creditor, signature), expiresAt: nowSeconds + keptSeconds };
  await documents.send(new PutCommand({ TableName: tableName, Item }));
};
