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
import { allowSend, grantResume, grantSend, grantStart, grantTable, useKey } from './grants.ts';
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
};

/** The source of the events that go out; whatever else is put on the bus is a fact for us, or a mistake to be told of. */
const ownSource = 'recaudo';

export const addEvents = (stack: Stack, portfolio: Portfolio, { collection, handoff }: Collection): Events => {
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
    eventPattern: { source: [{ 'anything-but': { prefix: ownSource } }] as never },
    targets: [new SqsQueue(eventsIn.queue)],
  });
  const applyEvent = new NodeFunction(stack, 'apply-event', portfolio);
  grantTable(applyEvent, { writes: ['INVOICE', 'DEBTOR', 'PERSON'], reads: ['POLICY'] });
  workOn(applyEvent, eventsIn);

  const fanOut = addQueue(stack, 'FanOutQueue', portfolio);
  const fanOutFunction = new NodeFunction(stack, 'fan-out', portfolio);
  grantTable(fanOutFunction, { writes: ['INVOICE'], reads: ['DEBTOR'] });
  grantSend(fanOutFunction, fanOut.queue, env.fanOutQueue);
  workOn(fanOutFunction, fanOut);

  const wake = new NodeFunction(stack, 'wake', portfolio);
  grantTable(wake, { reads: ['INVOICE'], setsClock: true });
  grantStart(wake, collection, env.collectionArn);
  grantResume(wake, collection);
  grantResume(wake, handoff);
  grantSend(wake, fanOut.queue, env.fanOutQueue);
  const wakeDead = readStream(stack, wake, [
    { eventName: ['INSERT'], dynamodb: { Keys: { sk: { S: FilterRule.beginsWith('EVENT#') } } } },
  ]);

  const publish = new NodeFunction(stack, 'publish', portfolio);
  if (portfolio.stage.timeTravel) grantTable(publish, { setsClock: true });
  publish.addToRolePolicy(new PolicyStatement({ actions: ['events:PutEvents'], resources: [bus.eventBusArn] }));
  publish.addEnvironment(env.bus, bus.eventBusName);
  const published = [
    ['INVOICE'],
    ...['CONTACT#', 'TASK#', 'PLACEMENT#'].map((prefix) => FilterRule.beginsWith(prefix)),
  ];
  const publishDead = readStream(
    stack,
    publish,
    published.map((sortKey) => ({ eventName: ['INSERT', 'MODIFY'], dynamodb: { Keys: { sk: { S: sortKey } } } })),
  );

  return { bus, eventsIn, fanOut, wakeDead, publishDead, wake, publish };
};

type StreamPattern = { readonly eventName: readonly string[]; readonly dynamodb: { readonly Keys: object } };

// A record that keeps failing is found by halving its batch, and set aside; order within a partition key is kept.
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
  useKey(reader, portfolio, 'dynamodb');
  allowSend(reader, deadLetters);
  new EventSourceMapping(stack, `${id}Stream`, {
    target: reader,
    eventSourceArn: streamArn,
    startingPosition: StartingPosition.TRIM_HORIZON,
    batchSize: 100,
    parallelizationFactor: 4,
    bisectBatchOnError: true,
    reportBatchItemFailures: true,
    retryAttempts: 10,
    maxRecordAge: Duration.hours(6),
    onFailure: { bind: () => ({ destination: deadLetters.queueArn }) },
    filters: [...patterns, ...markers].map((pattern) => FilterCriteria.filter(pattern)),
  });
  return deadLetters;
};
