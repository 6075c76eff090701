// Facts in and events out: the bus, the queue that facts wait in, and the two readers of the table's stream.
import { Duration, type Stack } from 'aws-cdk-lib';
import { EventBus, Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { EventSourceMapping, FilterCriteria, FilterRule, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { env } from '#store/environment.ts';
import { markerItem } from '#store/keys.ts';
import type { Collection } from './collection.ts';
import { explainWildcard } from './explain.ts';
import {
  allowSend,
  grantClock,
  grantObjects,
  grantResume,
  grantSend,
  grantStart,
  grantTable,
  useKey,
} from './grants.ts';
import type { Intake } from './intake.ts';
import { recording } from './item-access.ts';
import { NodeFunction } from './node-function.ts';
import type { Portfolio } from './portfolio.ts';
import { addDeadLetters, addQueue, type WorkQueue, workOn } from './queues.ts';

export type Events = {
  readonly bus: EventBus;
  readonly eventsIn: WorkQueue;
  readonly fanOut: WorkQueue;
  readonly wakeDead: Queue;
  readonly publishDead: Queue;
  readonly wake: NodeFunction;
  readonly publish: NodeFunction;
  readonly applyEvent: NodeFunction;
};

/** The source of the events that go out; whatever else is put on the bus is a fact for us, or a mistake to be told of. */
const ownSource = 'recaudo';

/** Begins so on the partner's own bus, and for a trial on ours, where AWS lets nobody put what begins with "aws.". */
export const stripeSources = ['aws.partner/stripe.com', 'stripe.com'] as const;

export const addEvents = (
  stack: Stack,
  portfolio: Portfolio,
  { collection, handoff }: Collection,
  { intake, undo, settle }: Intake,
  undelivered: Queue,
): Events => {
  const bus = new EventBus(stack, 'Bus', { eventBusName: `recaudo-${portfolio.stage.name}` });
  if (portfolio.stage.archivesEvents) {
    bus.archive('Archive', {
      description: 'Facts and events of the last weeks, to be replayed after a mistake',
      eventPattern: { account: [stack.account] },
      retention: Duration.days(35),
    });
  }

  const eventsIn = addQueue(stack, 'EventsIn', portfolio);
  new Rule(stack, 'FactsToQueue', {
    description: 'Facts of ERPs and payment providers wait in a queue',
    eventBus: bus,
    // Those of Stripe have a rule of their own, which lists their types.
    eventPattern: { source: [{ 'anything-but': { prefix: [ownSource, ...stripeSources] } }] as never },
    targets: [new SqsQueue(eventsIn.queue, { deadLetterQueue: undelivered })],
  });
  const applyEvent = new NodeFunction(stack, 'apply-event', portfolio);
  grantTable(applyEvent, recording, {
    BATCH: ['GetItem', 'PutItem', 'UpdateItem'],
    PARTNER: ['GetItem', 'PutItem'],
    PAYMENT: ['GetItem', 'PutItem'],
  });
  grantObjects(applyEvent, { reads: ['documents/'], misses: ['documents/'] });
  grantClock(applyEvent);
  workOn(applyEvent, eventsIn);

  const fanOut = addQueue(stack, 'FanOutQueue', portfolio);
  const fanOutFunction = new NodeFunction(stack, 'fan-out', portfolio);
  grantTable(fanOutFunction, {
    INVOICE: ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem'],
    DEBTOR: ['GetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem'],
    POLICY: ['GetItem'],
  });
  grantClock(fanOutFunction);
  grantSend(fanOutFunction, fanOut.queue, env.fanOutQueue);
  grantObjects(fanOutFunction, { erases: ['contacts/', 'dossiers/', 'inbound/', 'letters/outbox/', 'letters/sent/'] });
  workOn(fanOutFunction, fanOut);

  const wake = new NodeFunction(stack, 'wake', portfolio);
  grantTable(wake, { INVOICE: ['GetItem'], BATCH: ['GetItem'] });
  grantClock(wake, 'notes markers');
  grantStart(wake, collection, env.collectionArn);
  grantResume(wake, collection);
  grantResume(wake, handoff);
  grantResume(wake, intake);
  grantStart(wake, undo, env.undoArn);
  grantStart(wake, settle, env.settleArn);
  grantSend(wake, fanOut.queue, env.fanOutQueue);
  const wakeDead = readStream(stack, wake, [
    { eventName: ['INSERT'], dynamodb: { Keys: { sk: { S: FilterRule.beginsWith('EVENT#') } } } },
  ]);

  const publish = new NodeFunction(stack, 'publish', portfolio);
  grantClock(publish, 'notes markers');
  publish.addToRolePolicy(new PolicyStatement({ actions: ['events:PutEvents'], resources: [bus.eventBusArn] }));
  publish.addEnvironment(env.bus, bus.eventBusName);
  const published = [
    ['INVOICE', 'BATCH'],
    ...['CONTACT#', 'TASK#', 'PLACEMENT#', 'STOP#'].map((prefix) => FilterRule.beginsWith(prefix)),
  ];
  const publishDead = readStream(
    stack,
    publish,
    published.map((sortKey) => ({ eventName: ['INSERT', 'MODIFY'], dynamodb: { Keys: { sk: { S: sortKey } } } })),
  );

  return { bus, eventsIn, fanOut, wakeDead, publishDead, wake, publish, applyEvent };
};

type StreamPattern = { readonly eventName: readonly string[]; readonly dynamodb: { readonly Keys: object } };

// Order within a partition key is kept. What is set aside is only the record's place in the stream, so a mishap is waited out
// by age and not by a number of tries, which are soon spent; after it, the stream still holds the record for 18 hours.
const readStream = (stack: Stack, reader: NodeFunction, patterns: readonly StreamPattern[]): Queue => {
  const { portfolio } = reader;
  const streamArn = portfolio.table.tableStreamArn;
  if (!streamArn) throw new Error('the table has no stream');
  const id = reader.node.id;
  const deadLetters = addDeadLetters(stack, `${id}Dead`, portfolio);
  // The driver of the movable clock writes it, and learns that the readers are through when they have seen it.
  const markers: readonly StreamPattern[] = portfolio.stage.timeTravel
    ? [
        {
          eventName: ['INSERT', 'MODIFY'],
          dynamodb: { Keys: { pk: { S: [markerItem.pk] }, sk: { S: [markerItem.sk] } } },
        },
      ]
    : [];
  reader.addToRolePolicy(
    new PolicyStatement({
      actions: ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'],
      resources: [streamArn],
    }),
  );
  // Lambda asks for it when it begins to read, and it takes no stream by name.
  const allStreams = `${portfolio.table.tableArn}/stream/*`;
  reader.addToRolePolicy(new PolicyStatement({ actions: ['dynamodb:ListStreams'], resources: [allStreams] }));
  explainWildcard(reader.executionRole, allStreams, 'Listing is by table; reading is granted on the one stream.');
  useKey(reader, portfolio, 'dynamodb', 'reading');
  allowSend(reader, deadLetters);
  new EventSourceMapping(stack, `${id}Stream`, {
    target: reader,
    eventSourceArn: streamArn,
    startingPosition: StartingPosition.TRIM_HORIZON,
    batchSize: 100,
    parallelizationFactor: 4,
    bisectBatchOnError: true,
    reportBatchItemFailures: true,
    maxRecordAge: Duration.hours(6),
    onFailure: { bind: () => ({ destination: deadLetters.queueArn }) },
    filters: [...patterns, ...markers].map((pattern) => FilterCriteria.filter(pattern)),
  });
  return deadLetters;
};
