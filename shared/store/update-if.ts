// One conditional write of one item.
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { documents, tableName } from './table.ts';

/** False when its condition refused it: somebody else wrote first. */
export const updateIf = (update: Omit<ConstructorParameters<typeof UpdateCommand>[0], 'TableName'>): Promise<boolean> =>
  unlessRefused(() => documents.send(new UpdateCommand({ ...update, TableName: tableName })));

/** False when its condition refused it. */
export const putIf = (put: Omit<ConstructorParameters<typeof PutCommand>[0], 'TableName'>): Promise<boolean> =>
  unlessRefused(() => documents.send(new PutCommand({ ...put, TableName: tableName })));

/** False when its condition refused it. */
export const deleteIf = (
  deletion: Omit<ConstructorParameters<typeof DeleteCommand>[0], 'TableName'>,
): Promise<boolean> => unlessRefused(() => documents.send(new DeleteCommand({ ...deletion, TableName: tableName })));

const unlessRefused = async (write: () => Promise<unknown>): Promise<boolean> => {
  try {
    await write();
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
};
