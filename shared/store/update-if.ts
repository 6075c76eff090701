// One conditional update of one item.
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { documents, tableName } from './table.ts';

/** False when its condition refused it: somebody else wrote first. */
export const updateIf = async (
  update: Omit<ConstructorParameters<typeof UpdateCommand>[0], 'TableName'>,
): Promise<boolean> => {
  try {
    await documents.send(new UpdateCommand({ ...update, TableName: tableName }));
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
};
