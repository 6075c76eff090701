// One conditional write of one item.
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, PutCommand, UpdateCommand, type UpdateCommandOutput } from '@aws-sdk/lib-dynamodb';
import { documents, tableName } from './table.ts';

type Update = Omit<ConstructorParameters<typeof UpdateCommand>[0], 'TableName'>;

/** What the table answers; undefined when its condition refused it: somebody else wrote first. */
export const updatedIf = (update: Update): Promise<UpdateCommandOutput | undefined> =>
  unlessRefused(() => documents.send(new UpdateCommand({ ...update, TableName: tableName })));

/** False when its condition refused it: somebody else wrote first. */
export const updateIf = async (update: Update): Promise<boolean> => (await updatedIf(update)) !== undefined;

/** False when its condition refused it. */
export const putIf = async (put: Omit<ConstructorParameters<typeof PutCommand>[0], 'TableName'>): Promise<boolean> =>
  (await unlessRefused(() => documents.send(new PutCommand({ ...put, TableName: tableName })))) !== undefined;

/** False when its condition refused it. */
export const deleteIf = async (
  deletion: Omit<ConstructorParameters<typeof DeleteCommand>[0], 'TableName'>,
): Promise<boolean> =>
  (await unlessRefused(() => documents.send(new DeleteCommand({ ...deletion, TableName: tableName })))) !== undefined;

const unlessRefused = async <Answer>(write: () => Promise<Answer>): Promise<Answer | undefined> => {
  try {
    return await write();
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return undefined;
    throw error;
  }
};
