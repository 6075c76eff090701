// Places to send in, shared by all senders: lanes of a period for those who can wait for them, and turns for those who come back.
import * as z from 'zod';
import { type Lanes, periodMs } from '#domain/sending/lanes.ts';
import { expiryAttribute, lanesItem, turnsItem, warmUpItem } from './keys.ts';
import { updatedIf } from './update-if.ts';

const taken = z.object({ rate: z.number(), lanes: z.int(), taken: z.int() });

/** A lane of a period, its first is 0; undefined when all are taken. Whoever comes first fixes the rate of the period for all. */
export const takeLane = async (
  channel: string,
  period: number,
  { rate, lanes }: Lanes,
): Promise<{ readonly lane: number; readonly lanes: Lanes } | undefined> => {
  const answer = await updatedIf({
    Key: lanesItem(channel, period),
    UpdateExpression:
      'SET rate = if_not_exists(rate, :rate), lanes = if_not_exists(lanes, :lanes), #expiry = :expiry ADD taken :one',
    ConditionExpression: 'attribute_not_exists(taken) OR taken < lanes',
    ExpressionAttributeNames: { '#expiry': expiryAttribute },
    ExpressionAttributeValues: { ':rate': rate, ':lanes': lanes, ':one': 1, ':expiry': secondsAt(period) },
    ReturnValues: 'ALL_NEW',
  });
  if (answer === undefined) return undefined;
  const found = taken.parse(answer.Attributes);
  return { lane: found.taken - 1, lanes: { rate: found.rate, lanes: found.lanes } };
};

const secondsAt = (period: number): number => Math.ceil((period * periodMs) / 1_000) + 3_600;

/**
 * The instant (milliseconds) at which a message of a creditor comes back that found no place: after the others of its creditor, who
 * come at equal distances. Creditors that wait together share the rate: each has its own row of turns.
 */
export const takeTurn = async (
  channel: string,
  creditor: string,
  rate: number,
  earliest: number,
  waiting: Waiting,
): Promise<number> => {
  const name = `last#${creditor}`;
  const step = (Math.max(1, waiting.creditors) * 1_000) / rate;
  const names = { '#last': name };
  const behind = await updatedIf({
    Key: turnsItem(channel),
    UpdateExpression: 'SET #last = #last + :step',
    ConditionExpression: '#last > :earliest',
    ExpressionAttributeNames: names,
    ExpressionAttributeValues: { ':step': step, ':earliest': earliest },
    ReturnValues: 'ALL_NEW',
  });
  const answer =
    behind ??
    (await updatedIf({
      Key: turnsItem(channel),
      UpdateExpression: 'SET #last = :first',
      ConditionExpression: 'attribute_not_exists(#last) OR #last <= :earliest',
      ExpressionAttributeNames: names,
      ExpressionAttributeValues: { ':first': earliest + step, ':earliest': earliest },
      ReturnValues: 'ALL_NEW',
    }));
  if (answer === undefined) return takeTurn(channel, creditor, rate, earliest, waiting);
  const lasts = Object.entries(answer.Attributes ?? {}).filter(([key]) => key.startsWith('last#'));
  waiting.creditors = lasts.filter(([, last]) => Number(last) > earliest).length;
  return Number(answer.Attributes?.[name]);
};

/** How many creditors wait at the same time, as a sender saw last. */
export type Waiting = { creditors: number };

/** Mails of a day of a creditor's warm-up: a block of them, one where so many are not left, or none. */
export const takeMails = async (
  creditor: string,
  date: string,
  { ceiling, block, expiry }: { readonly ceiling: number; readonly block: number; readonly expiry: number },
): Promise<number> => {
  for (const wanted of new Set([block, 1])) {
    const answer = await updatedIf({
      Key: warmUpItem(creditor, date),
      UpdateExpression: 'SET #expiry = :expiry ADD taken :wanted',
      ConditionExpression: 'attribute_not_exists(taken) OR taken <= :room',
      ExpressionAttributeNames: { '#expiry': expiryAttribute },
      ExpressionAttributeValues: { ':wanted': wanted, ':room': ceiling - wanted, ':expiry': expiry },
    });
    if (answer !== undefined) return wanted;
  }
  return 0;
};
