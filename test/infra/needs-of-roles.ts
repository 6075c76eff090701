// What every role of the template needs, read from the code and not from infra: whoever changes what a handler calls says so here.

/** What a role needs, read from the code: its handler and all that it reaches, or its workflow's file. */
export type Needs = {
  /** By kind of partition: the actions on its items. */
  readonly items?: Readonly<Record<string, string>>;
  /** Shards of the agenda index that it queries. */
  readonly agenda?: string;
  /** Whether it queries the stage index. */
  readonly stages?: true;
  /** Whether it looks in the stage index for debtors that share a person. */
  readonly persons?: true;
  /** Whether it lists batches in the stage index. */
  readonly batches?: true;
  readonly reads?: readonly string[];
  /** Where it reads older versions. */
  readonly versions?: readonly string[];
  readonly writes?: readonly string[];
  /** Where it must tell a missing object from a forbidden one. */
  readonly misses?: readonly string[];
  /** Where it removes every version of an object. */
  readonly erases?: readonly string[];
  readonly sends?: readonly string[];
  /** The queue that Lambda sends to, in its name, what failed. */
  readonly failsTo?: string;
  /** The queue that Lambda reads in its name. */
  readonly works?: string;
  readonly readsStream?: true;
  /** Parameters of SSM that hold secrets. */
  readonly secrets?: string;
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
      TEXTS: 'GetItem',
      RATES: 'Query PutItem',
      THREAD: 'GetItem UpdateItem',
      SENDING: 'Query UpdateItem',
    },
    versions: ['documents/*'],
    misses: ['documents/*', 'contacts/*'],
    reads: ['contacts/*'],
    writes: ['contacts/*', 'letters/outbox/*', 'letters/sent/*'],
    also: [
      'kms:GenerateMac ThreadKey',
      'ses:GetSendQuota *',
      'ses:SendRawEmail arn:partition:ses:region:account:identity/Senderexamplecom',
      ...['ConfigurationSet', 'SetWithOpens', 'SetWithClicks', 'SetWithBoth'].map(
        (set) => `ses:SendRawEmail arn:partition:ses:region:account:configuration-set/${set}`,
      ),
      'sns:Publish not arn:partition:sns:*:*:*',
      ...['phone-number/*', 'pool/*', 'configuration-set/recaudo-production'].map(
        (resource) => `sms-voice:SendVoiceMessage arn:partition:sms-voice:region:account:${resource}`,
      ),
      'social-messaging:SendWhatsAppMessage arn:partition:social-messaging:region:account:phone-number-id/*',
    ],
  },
  'note-letters': {
    items: {
      INVOICE: 'GetItem BatchGetItem Query PutItem UpdateItem',
      DEBTOR: 'GetItem Query PutItem UpdateItem DeleteItem',
      PERSON: 'GetItem PutItem',
      POLICY: 'GetItem',
    },
    reads: ['letters/status/*', 'letters/sent/*'],
    misses: ['letters/status/*', 'letters/sent/*'],
    writes: ['letters/status/*', 'letters/sent/*'],
    failsTo: 'Undelivered',
  },
  'open-task': {
    items: {
      INVOICE: 'GetItem BatchGetItem Query PutItem UpdateItem',
      DEBTOR: 'GetItem Query PutItem UpdateItem DeleteItem',
      PERSON: 'GetItem PutItem',
      POLICY: 'GetItem',
      TEXTS: 'GetItem',
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
      BATCH: 'GetItem PutItem UpdateItem',
      PARTNER: 'GetItem BatchGetItem PutItem',
      PAYMENT: 'GetItem PutItem',
    },
    reads: ['documents/*'],
    misses: ['documents/*'],
    works: 'EventsIn',
    sends: ['EventsInDead'],
  },
  'receive-events': {
    items: { WEBHOOK: 'GetItem PutItem' },
    reads: ['profiles/*'],
    misses: ['profiles/*'],
    sends: ['EventsIn'],
    secrets: 'arn:partition:ssm:region:account:parameter/recaudo/production/webhook/*',
  },
  'hear-reply': {
    items: {
      INVOICE: 'GetItem BatchGetItem Query PutItem UpdateItem DeleteItem',
      DEBTOR: 'GetItem Query PutItem UpdateItem DeleteItem',
      PERSON: 'GetItem PutItem',
      PARTNER: 'BatchGetItem',
      POLICY: 'GetItem',
      THREAD: 'GetItem',
    },
    reads: ['inbound/*'],
    works: 'Replies',
    sends: ['RepliesDead'],
  },
  'stop-mails': {
    items: { DEBTOR: 'GetItem PutItem', POLICY: 'GetItem', THREAD: 'GetItem' },
    also: ['kms:GenerateMac ThreadKey'],
  },
  'fan-out': {
    items: {
      INVOICE: 'GetItem BatchGetItem Query PutItem UpdateItem',
      DEBTOR: 'GetItem Query PutItem UpdateItem DeleteItem',
      POLICY: 'GetItem',
    },
    erases: ['contacts/*', 'dossiers/*', 'inbound/*', 'letters/outbox/*', 'letters/sent/*'],
    works: 'FanOutQueue',
    sends: ['FanOutQueue', 'FanOutQueueDead'],
  },
  wake: {
    items: { INVOICE: 'GetItem', BATCH: 'GetItem' },
    readsStream: true,
    sends: ['FanOutQueue'],
    failsTo: 'WakeDead',
    also: [
      ...['Collection', 'Handoff', 'Intake'].map((workflow) => `states:SendTaskSuccess ${workflow}`),
      'states:StartExecution Collection',
      'states:StartExecution Undo',
      'states:StartExecution Settle',
    ],
  },
  publish: { readsStream: true, failsTo: 'PublishDead', also: ['events:PutEvents Bus'] },
  'record-delivery': {
    items: {
      INVOICE: 'GetItem BatchGetItem Query PutItem UpdateItem',
      DEBTOR: 'GetItem Query PutItem UpdateItem DeleteItem',
      PERSON: 'GetItem PutItem',
      POLICY: 'GetItem',
      SENDING: 'Query UpdateItem',
      THREAD: 'GetItem',
    },
    works: 'Deliveries',
    sends: ['DeliveriesDead'],
  },
  'pass-on-sms-reports': { sends: ['Deliveries'] },
  // uploaded files
  'split-batch': {
    items: { BATCH: 'GetItem PutItem UpdateItem', INVOICE: 'BatchGetItem Query', POLICY: 'GetItem' },
    stages: true,
    reads: ['incoming/*', 'profiles/*', 'rehearse/*'],
    writes: ['batches/*', 'incoming/*', 'rehearse/*'],
    misses: ['incoming/*', 'profiles/*', 'rehearse/*'],
  },
  'rehearse-chunk': {
    items: {
      INVOICE: 'BatchGetItem Query',
      DEBTOR: 'BatchGetItem Query',
      PERSON: 'BatchGetItem',
      POLICY: 'GetItem',
      BATCH: 'GetItem',
      PARTNER: 'BatchGetItem',
      PAYMENT: 'BatchGetItem',
    },
    stages: true,
    persons: true,
    reads: ['batches/*', 'documents/*'],
    misses: ['documents/*'],
    writes: ['batches/*'],
  },
  'weigh-batch': {
    items: { POLICY: 'GetItem', BATCH: 'GetItem BatchGetItem UpdateItem' },
    batches: true,
    reads: ['batches/*'],
    writes: ['incoming/*', 'rehearse/*'],
    misses: ['batches/*'],
  },
  'apply-chunk': {
    items: {
      INVOICE: 'GetItem BatchGetItem Query PutItem UpdateItem DeleteItem',
      DEBTOR: 'GetItem BatchGetItem Query PutItem UpdateItem DeleteItem',
      PERSON: 'GetItem PutItem',
      POLICY: 'GetItem',
      BATCH: 'GetItem PutItem UpdateItem',
      PARTNER: 'GetItem BatchGetItem PutItem',
    },
    reads: ['batches/*', 'documents/*'],
    misses: ['documents/*'],
    writes: ['batches/*'],
  },
  'apply-payments': {
    items: {
      INVOICE: 'GetItem BatchGetItem Query PutItem UpdateItem DeleteItem',
      DEBTOR: 'GetItem BatchGetItem Query PutItem UpdateItem DeleteItem',
      PERSON: 'GetItem PutItem',
      POLICY: 'GetItem',
      BATCH: 'GetItem UpdateItem',
      PARTNER: 'BatchGetItem',
      PAYMENT: 'GetItem PutItem',
    },
    stages: true,
    reads: ['batches/*'],
    misses: ['batches/*'],
    writes: ['batches/*'],
  },
  'report-batch': {
    items: { BATCH: 'GetItem UpdateItem', DEBTOR: 'PutItem' },
    reads: ['batches/*'],
    writes: ['incoming/*', 'rehearse/*'],
    misses: ['batches/*'],
  },
  'note-failure': { items: { BATCH: 'UpdateItem' } },
  'undo-chunk': {
    items: {
      INVOICE: 'GetItem BatchGetItem Query PutItem UpdateItem DeleteItem',
      DEBTOR: 'GetItem Query PutItem UpdateItem DeleteItem',
      PERSON: 'GetItem PutItem',
      POLICY: 'GetItem',
      BATCH: 'GetItem',
      PARTNER: 'BatchGetItem',
      PAYMENT: 'GetItem PutItem',
    },
    reads: ['batches/*'],
    writes: ['batches/*'],
  },
  'report-undo': {
    items: { BATCH: 'GetItem UpdateItem', DEBTOR: 'GetItem UpdateItem' },
    reads: ['batches/*'],
    writes: ['incoming/*', 'rehearse/*'],
    misses: ['batches/*'],
  },
  'settle-chunk': {
    items: {
      INVOICE: 'GetItem BatchGetItem Query PutItem UpdateItem DeleteItem',
      DEBTOR: 'GetItem Query PutItem UpdateItem DeleteItem',
      PERSON: 'GetItem PutItem',
      PARTNER: 'BatchGetItem',
      POLICY: 'GetItem',
      BATCH: 'GetItem',
    },
    reads: ['batches/*'],
    writes: ['batches/*'],
  },
  'report-settled': {
    items: { BATCH: 'GetItem UpdateItem', DEBTOR: 'GetItem UpdateItem' },
    reads: ['batches/*'],
    writes: ['incoming/*', 'rehearse/*'],
    misses: ['batches/*'],
  },
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
  'apply-texts': {
    items: { POLICY: 'GetItem', TEXTS: 'GetItem PutItem' },
    reads: ['templates/*'],
    writes: ['templates/*'],
    failsTo: 'Undelivered',
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
  'find-overdue': { items: { SENDING: 'Query' }, agenda: 'WAKE' },
  'wake-waiting': {
    items: { INVOICE: 'BatchGetItem', SENDING: 'Query' },
    agenda: 'WAKE',
    also: ['states:SendTaskSuccess Collection'],
  },
  'anchor-page': {
    reads: ['anchors/*'],
    misses: ['anchors/*'],
    writes: ['anchors/*'],
    also: [
      'dynamodb:Scan Table {"ForAllValues:StringEquals":{"dynamodb:Attributes":["pk","sk","register"]},"StringEquals":{"dynamodb:Select":"SPECIFIC_ATTRIBUTES"}}',
      'kms:Decrypt Key via dynamodb',
      'kms:DescribeKey Key via dynamodb',
      'kms:GenerateMac ThreadKey',
    ],
  },
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

/** A distributed map reads its list and runs each item as an execution of the same state machine. */
const mapping = (workflow: string) => [
  's3:GetObject Bucket/batches/*',
  'kms:Decrypt Key via s3',
  `states:StartExecution arn:partition:states:region:account:stateMachine:recaudo-production-${workflow}`,
  ...['DescribeExecution', 'StopExecution'].flatMap((action) => [
    `states:${action} ${executionsOf(workflow)}`,
    `states:${action} ${executionsOf(workflow).replace(/:\*$/, '/*')}`,
  ]),
];

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
  Intake: {
    items: { BATCH: 'UpdateItem' },
    also: [
      ...invoking(
        'SplitBatch',
        'RehearseChunk',
        'WeighBatch',
        'ApplyChunk',
        'ApplyPayments',
        'ReportBatch',
        'NoteFailure',
      ),
      ...mapping('intake'),
    ],
  },
  Undo: { also: [...invoking('UndoChunk', 'ReportUndo'), ...mapping('undo')] },
  Settle: { also: [...invoking('SettleChunk', 'ReportSettled'), ...mapping('settle')] },
  Reconcile: { also: invoking('FindOverdue', 'Repair', 'WakeWaiting') },
  Anchor: { also: invoking('AnchorPage') },
  Replan: { also: invoking('ReplanPage') },
};

/** Roles of rules and schedules. */
export const needsOfDeliverers: Readonly<Record<string, readonly string[]>> = {
  IntakeEvents: ['states:StartExecution Intake'],
  SmsLogWriter: ['logs:CreateLogStream', 'logs:PutLogEvents'].map(
    (action) => `${action} arn:partition:logs:region:account:log-group:sns/region/account/DirectPublishToPhoneNumber*`,
  ),
  ReconcileEvents: ['states:StartExecution Reconcile'],
  Schedules: [
    'states:StartExecution Enrol',
    'states:StartExecution Reconcile',
    'states:StartExecution Anchor',
    'sqs:SendMessage Undelivered',
    'kms:Decrypt Key via sqs',
    'kms:GenerateDataKey Key via sqs',
  ],
};

// The places where code holds more calls than it ever makes.
export const neverMade: Readonly<Record<string, readonly string[]>> = {
  // It records one kind of fact, about a debtor that it has just read: no ledger is read, and nothing has to wait.
  'stop-mails': ['dynamodb:Query'],
};

/** Kinds of items that code of a function could touch, and never does there. */
export const neverTouched: Readonly<Record<string, readonly string[]>> = {
  // Only a fact that names an invoice looks for its UUID.
  'record-delivery': ['PARTNER'],
};
