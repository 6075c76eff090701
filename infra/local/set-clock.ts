// Sets the movable clock of a `timeTravel` stage.
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { IsoInstant } from '#domain/calendar.ts';
import { clockItem } from '#store/keys.ts';
import { documents, tableName } from '#store/table.ts';

export const setClock = async (now: IsoInstant): Promise<void> => {
  await documents.send(new PutCommand({ TableName: tableName, Item: { ...clockItem, now } }));
};
