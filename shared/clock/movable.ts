// The clock of stages marked `timeTravel`: an item in the table, moved by `recaudo advance`. Never bundled for production.
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { IsoInstant } from '#domain/calendar.ts';
import { clockItem, clockPk, seenItem } from '#store/keys.ts';
import { documents, getItem, tableName } from '#store/table.ts';

/** The instant the clock was moved to; the system's time where it was never moved. */
export const now = async (): Promise<IsoInstant> => {
  const item = await getItem(clockItem);
  return item ? String(item.now) : new Date().toISOString();
};

/** A stream reader writes down the last marker it saw: everything written before the marker has gone through it. */
export const acknowledgeMarkers = async (
  reader: 'wake' | 'publish',
  images: readonly Readonly<Record<string, unknown>>[],
): Promise<void> => {
  const marker = images.filter(({ pk, sk }) => pk === clockPk && sk === 'MARKER').at(-1);
  if (marker)
    await documents.send(
      new PutCommand({ TableName: tableName, Item: { ...seenItem(reader), marker: marker.marker } }),
    );
};
