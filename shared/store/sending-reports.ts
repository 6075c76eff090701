// What became of a creditor's mails, by hour, spread over shards so that no item is written by all. Bounces and complaints are kept
// as sets of contacts: reported twice, they count once.
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { type IsoInstant, plusDays24h, toEpochMs } from '#domain/calendar.ts';
import { type Standing, windowDays } from '#domain/sending/reputation.ts';
import { expiryAttribute, reportsItem, reportsPks } from './keys.ts';
import { documents, queryItems, tableName } from './table.ts';

type About = { readonly creditor: string; readonly contact: string };

export const noteDelivered = (about: About, now: IsoInstant): Promise<void> => add(about, now, 'delivered', 1);

/** Safe to repeat. */
export const noteBad = (about: About, now: IsoInstant, kind: 'bounced' | 'complained'): Promise<void> =>
  add(about, now, kind, new Set([about.contact]));

const add = async (
  { creditor, contact }: About,
  now: IsoInstant,
  kind: keyof Standing,
  value: number | ReadonlySet<string>,
): Promise<void> => {
  await documents.send(
    new UpdateCommand({
      TableName: tableName,
      Key: reportsItem(creditor, contact, hourOf(now)),
      UpdateExpression: 'SET #expiry = :expiry ADD #kind :value',
      ExpressionAttributeNames: { '#expiry': expiryAttribute, '#kind': kind },
      ExpressionAttributeValues: { ':value': value, ':expiry': Math.ceil(toEpochMs(now) / 1_000) + keptSeconds },
    }),
  );
};

const keptSeconds = (windowDays + 1) * 86_400;
const hourOf = (instant: IsoInstant): string => instant.slice(0, 13);

/** Over the last days, and since the hour after `since`, where it is given: who started again starts from nothing. */
export const standingOf = async (creditor: string, now: IsoInstant, since?: IsoInstant): Promise<Standing> => {
  const first = hourOf(plusDays24h(now, -windowDays));
  const after = since !== undefined && hourOf(since) > first ? hourOf(since) : first;
  const items = await Promise.all(
    reportsPks(creditor).map((pk) =>
      queryItems({
        KeyConditionExpression: 'pk = :pk AND sk > :after',
        ExpressionAttributeValues: { ':pk': pk, ':after': `HOUR#${after}` },
      }),
    ),
  );
  return items.flat().reduce<Standing>(
    (sum, { delivered, bounced, complained }) => ({
      delivered: sum.delivered + (typeof delivered === 'number' ? delivered : 0),
      bounced: sum.bounced + (bounced instanceof Set ? bounced.size : 0),
      complained: sum.complained + (complained instanceof Set ? complained.size : 0),
    }),
    { delivered: 0, bounced: 0, complained: 0 },
  );
};
