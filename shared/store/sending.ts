// What people and the provider say of sending: which of it is stopped, and how fast each channel may go. One partition, read as a whole.
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { IsoInstant } from '#domain/calendar.ts';
import type { Account, Pace } from '#domain/sending/pace.ts';
import type { Stop, StopScope } from '#domain/sending/stops.ts';
import { paceItem, sendingPk, stopItem } from './keys.ts';
import { documents, queryItems, tableName } from './table.ts';
import { updateIf } from './update-if.ts';

const change = z.object({ did: z.enum(['stop', 'start']), at: z.string(), by: z.string(), reason: z.string() });
const stopSchema = z.object({
  creditor: z.string(),
  channel: z.string(),
  status: z.enum(['stopped', 'running']),
  at: z.string(),
  by: z.string(),
  reason: z.string(),
  changes: z.array(change),
});
export type StoredStop = z.output<typeof stopSchema>;

const paceSchema = z.object({
  channel: z.string(),
  set: z.number().optional(),
  setBy: z.string().optional(),
  setAt: z.string().optional(),
  account: z.object({ rate: z.number(), quota: z.number(), sent: z.number(), readAt: z.number() }).optional(),
  lowered: z.object({ to: z.number(), at: z.number() }).optional(),
});
export type StoredPace = z.output<typeof paceSchema>;

export type Sending = {
  readonly stops: readonly Stop[];
  /** Those that were lifted too, with their history. */
  readonly switches: readonly StoredStop[];
  readonly paces: Readonly<Record<string, StoredPace>>;
};

export const loadSending = async (): Promise<Sending> => {
  const items = await queryItems({
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': sendingPk() },
  });
  const switches = items.filter(({ sk }) => String(sk).startsWith('STOP#')).map((item) => stopSchema.parse(item));
  const paces = items.filter(({ sk }) => String(sk).startsWith('RATE#')).map((item) => paceSchema.parse(item));
  return {
    switches,
    stops: switches.filter(({ status }) => status === 'stopped'),
    paces: Object.fromEntries(paces.map((pace) => [pace.channel, pace])),
  };
};

type Change = { readonly at: IsoInstant; readonly by: string; readonly reason: string };

/** False when it is stopped already: then the first stop stands, with its reason. */
export const stopSending = (scope: StopScope, given: Change): Promise<boolean> => turn(scope, 'stop', given);

/** False when it is not stopped. */
export const startSending = (scope: StopScope, given: Change): Promise<boolean> => turn(scope, 'start', given);

const turn = (scope: StopScope, did: 'stop' | 'start', given: Change): Promise<boolean> =>
  updateIf({
    Key: stopItem(scope),
    UpdateExpression:
      'SET creditor = :creditor, #channel = :channel, #status = :status, #at = :at, #by = :by, reason = :reason, changes = list_append(if_not_exists(changes, :none), :change)',
    ConditionExpression: did === 'stop' ? 'attribute_not_exists(#status) OR #status <> :status' : '#status = :stopped',
    ExpressionAttributeNames: { '#channel': 'channel', '#status': 'status', '#at': 'at', '#by': 'by' },
    ExpressionAttributeValues: {
      ...{ ':creditor': scope.creditor, ':channel': scope.channel },
      ':status': did === 'stop' ? 'stopped' : 'running',
      ...(did === 'stop' ? {} : { ':stopped': 'stopped' }),
      ...{ ':at': given.at, ':by': given.by, ':reason': given.reason },
      ':none': [],
      ':change': [{ did, ...given }],
    },
  });

/** Messages a second; undefined gives the channel back to what its account allows. */
export const setRate = async (channel: string, rate: number | undefined, by: string, at: IsoInstant): Promise<void> => {
  await documents.send(
    new UpdateCommand({
      TableName: tableName,
      Key: paceItem(channel),
      UpdateExpression: `SET #channel = :channel, setBy = :by, setAt = :at${rate === undefined ? ' REMOVE #set, lowered' : ', #set = :rate REMOVE lowered'}`,
      ExpressionAttributeNames: { '#channel': 'channel', '#set': 'set' },
      ExpressionAttributeValues: {
        ...{ ':channel': channel, ':by': by, ':at': at },
        ...(rate === undefined ? {} : { ':rate': rate }),
      },
    }),
  );
};

/** Half of what it was, for all senders; false when one of them has lowered it since it was read. */
export const lowerRate = (channel: string, before: Pace, lowered: NonNullable<Pace['lowered']>): Promise<boolean> =>
  updateIf({
    Key: paceItem(channel),
    UpdateExpression: 'SET #channel = :channel, lowered = :lowered',
    ConditionExpression: before.lowered === undefined ? 'attribute_not_exists(lowered)' : 'lowered.#at = :before',
    ExpressionAttributeNames: { '#channel': 'channel', ...(before.lowered === undefined ? {} : { '#at': 'at' }) },
    ExpressionAttributeValues: {
      ...{ ':channel': channel, ':lowered': lowered },
      ...(before.lowered === undefined ? {} : { ':before': before.lowered.at }),
    },
  });

/** The right to ask the provider: it answers one question a second, so one sender asks for all. */
export const mayReadAccount = (channel: string, now: number, patienceMs: number): Promise<boolean> =>
  updateIf({
    Key: paceItem(channel),
    UpdateExpression: 'SET #channel = :channel, readingAt = :now',
    ConditionExpression: 'attribute_not_exists(readingAt) OR readingAt < :before',
    ExpressionAttributeNames: { '#channel': 'channel' },
    ExpressionAttributeValues: { ':channel': channel, ':now': now, ':before': now - patienceMs },
  });

export const keepAccount = async (channel: string, account: Account): Promise<void> => {
  await documents.send(
    new UpdateCommand({
      TableName: tableName,
      Key: paceItem(channel),
      UpdateExpression: 'SET #channel = :channel, account = :account',
      ExpressionAttributeNames: { '#channel': 'channel' },
      ExpressionAttributeValues: { ':channel': channel, ':account': account },
    }),
  );
};
