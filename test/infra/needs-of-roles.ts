// What every role of the template needs, read from the code and not from infra: whoever changes what a handler calls says so here.

/** What a role needs, read from the code: its handler and all that it reaches, or its workflow's file. */
export type Needs = {
  /** By kind of partition: the actions on its items. */
  readonly items?: Readonly<Record<string, string>>;
  /** Shards of the agenda index that it queries. */
  readonly agenda?: string;
  /** Whether it queries the stage index. */
  readonly stages?: true;
  readonly reads?: readonly string[];
  readonly writes?: readonly string[];
  /** Where it must tell a missing object from a forbidden one. */
  readonly misses?: readonly string[];
  readonly sends?: readonly string[];
  /** The queue that Lambda sends to, in its name, what failed. */
  readonly failsTo?: string;
  /** The queue that Lambda reads in its name. */
  readonly works?: string;
  readonly readsStream?: true;
  readonly also?: readonly string[];
};

const executionsOf = (workflow: string) =>
  `arn:partition:states:region:account:execution:recaudo-production-${workflow}:*`;

export const needsOfFunctions: Readonly<Record<string, Needs>> = {
  // the steps of collection
  decide: {
    items: {
      INVOICE: 'GetItem BatchGetItem Query PutItem UpdateItem',
      DEBTOR: 'GetItem Query PutItem UpdateItem DeleteItem',
      PERSON: 'GetItem',
      POLICY: 'GetItem',
    },
  },
  'send-message': {
    items: {
      INVOICE: 'GetItem BatchGetItem Query PutItem UpdateItem',
      DEBTOR: 'GetItem Query PutItem UpdateItem DeleteItem',
      PERSON: 'GetItem PutItem',
      POLICY: 'GetItem',
      RATES: 'Query PutItem',
    },
    writes: ['contacts/*'],
    also: [
      'ses:SendRawEmail arn:partition:ses:region:account:identity/Senderexamplecom',
      'ses:SendRawEmail arn:partition:ses:region:account:configuration-set/ConfigurationSet',
      'sns:Publish not arn:partition:sns:*:*:*',
    ],
  },
  'open-task': {
    items: {
      INVOICE: 'GetItem BatchGetItem Query PutItem UpdateItem',
      DEBTOR: 'GetItem Query PutItem UpdateItem DeleteItem',
      PERSON: 'GetItem PutItem',
      POLICY: 'GetItem',
      RATES: 'Query',
    },
  },
  'ask-operations': { items: { INVOICE: 'GetItem', DEBTOR: 'PutItem' } },
  // the steps of handoff
  assess: {
    items: {
      INVOICE: 'GetItem BatchGetItem Query PutItem UpdateItem',
      DEBTOR: 'GetItem Query PutItem UpdateItem DeleteItem',
      PERSON: 'GetItem',
      POLICY: 'GetItem',
    },
  },
  'ask-approval': { items: { INVOICE: 'GetItem', DEBTOR: 'PutItem', POLICY: 'GetItem' } },
  'keep-internal': { items: { INVOICE: 'GetItem UpdateItem', DEBTOR: 'PutItem' } },
  'write-dossier': {
    items: { INVOICE: 'GetItem Query', DEBTOR: 'GetItem Query', POLICY: 'GetItem' },
    writes: ['dossiers/*'],
  },
  place: { items: { INVOICE: 'GetItem PutItem UpdateItem', DEBTOR: 'GetItem Query UpdateItem', POLICY: 'GetItem' } },
  // facts in, events out
  'apply-event': {
    items: {
      INVOICE: 'GetItem BatchGetItem Query PutItem UpdateItem DeleteItem',
      DEBTOR: 'GetItem Query PutItem UpdateItem DeleteItem',
      PERSON: 'GetItem PutItem',
      POLICY: 'GetItem',
    },
    works: 'EventsIn',
    sends: ['EventsInDead'],
  },
  'fan-out': {
    items: {
      INVOICE: 'GetItem BatchGetItem Query PutItem UpdateItem',
      DEBTOR: 'GetItem Query PutItem UpdateItem DeleteItem',
      POLICY: 'GetItem',
    },
    works: 'FanOutQueue',
    sends: ['FanOutQueue', 'FanOutQueueDead'],
  },
  wake: {
    items: { INVOICE: 'GetItem' },
    readsStream: true,
    sends: ['FanOutQueue'],
    failsTo: 'WakeDead',
    also: ['states:SendTaskSuccess Collection', 'states:SendTaskSuccess Handoff', 'states:StartExecution Collection'],
  },
  publish: { readsStream: true, failsTo: 'PublishDead', also: ['events:PutEvents Bus'] },
  'record-delivery': {
    items: {
      INVOICE: 'GetItem Query PutItem UpdateItem',
      DEBTOR: 'GetItem PutItem UpdateItem DeleteItem',
      PERSON: 'GetItem PutItem',
      POLICY: 'GetItem',
    },
    works: 'Deliveries',
    sends: ['DeliveriesDead'],
  },
  // uploaded files
  'split-batch': { reads: ['incoming/*'], writes: ['batches/*', 'incoming/*'] },
  'apply-chunk': {
    items: {
      INVOICE: 'GetItem BatchGetItem Query PutItem UpdateItem DeleteItem',
      DEBTOR: 'GetItem Query PutItem UpdateItem DeleteItem',
      PERSON: 'GetItem PutItem',
      POLICY: 'GetItem',
    },
    reads: ['batches/*'],
    writes: ['batches/*'],
  },
  'report-batch': { reads: ['batches/*'], writes: ['incoming/*'], misses: ['batches/*'] },
  'apply-policy': {
    items: {
      INVOICE: 'BatchGetItem Query',
      DEBTOR: 'BatchGetItem Query',
      PERSON: 'BatchGetItem',
      POLICY: 'GetItem PutItem UpdateItem',
      RATES: 'Query',
    },
    stages: true,
    reads: ['config/*'],
    writes: ['config/*'],
    failsTo: 'Undelivered',
    also: ['states:StartExecution Replan'],
  },
  'replan-page': {
    items: {
      INVOICE: 'GetItem BatchGetItem PutItem Query UpdateItem',
      DEBTOR: 'BatchGetItem Query',
      PERSON: 'BatchGetItem',
      POLICY: 'GetItem UpdateItem',
    },
    stages: true,
  },
  // upkeep
  'enrol-page': { items: { INVOICE: 'UpdateItem' }, agenda: 'ENROL', also: ['states:StartExecution Collection'] },
  'find-overdue': { agenda: 'WAKE' },
  repair: {
    items: { INVOICE: 'GetItem PutItem UpdateItem' },
    also: [
      'states:SendTaskSuccess Collection',
      'states:SendTaskSuccess Handoff',
      ...['collection', 'handoff'].flatMap((workflow) => [
        `states:DescribeExecution ${executionsOf(workflow)}`,
        `states:StopExecution ${executionsOf(workflow)}`,
      ]),
    ],
  },
};

const invoking = (...functions: readonly string[]) => functions.map((name) => `lambda:InvokeFunction ${name}`);

export const needsOfWorkflows: Readonly<Record<string, Needs>> = {
  Collection: {
    items: { INVOICE: 'UpdateItem' },
    also: [...invoking('Decide', 'SendMessage', 'OpenTask', 'AskOperations'), 'states:StartExecution Handoff'],
  },
  Handoff: {
    items: { INVOICE: 'UpdateItem' },
    also: invoking('Assess', 'AskApproval', 'AskOperations', 'KeepInternal', 'Place', 'WriteDossier'),
  },
  Enrol: { also: invoking('EnrolPage') },
  Intake: { also: invoking('SplitBatch', 'ApplyChunk', 'ReportBatch') },
  Reconcile: { also: invoking('FindOverdue', 'Repair') },
  Replan: { also: invoking('ReplanPage') },
};

/** Roles of rules and schedules. */
export const needsOfDeliverers: Readonly<Record<string, readonly string[]>> = {
  IntakeEvents: ['states:StartExecution Intake'],
  ReconcileEvents: ['states:StartExecution Reconcile'],
  Schedules: [
    'states:StartExecution Enrol',
    'states:StartExecution Reconcile',
    'sqs:SendMessage Undelivered',
    'kms:Decrypt Key via sqs',
    'kms:GenerateDataKey Key via sqs',
  ],
};

// The one place where code holds more calls than it ever makes.
export const neverMade: Readonly<Record<string, readonly string[]>> = {
  // It records one kind of fact, about a debtor that it has just read: no ledger is read, and nothing has to wait.
  'record-delivery': ['dynamodb:BatchGetItem', 'dynamodb:Query'],
};
