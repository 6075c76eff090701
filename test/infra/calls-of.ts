// What a handler's code can call on AWS: read from its bundle, after esbuild has left out all that the handler does not reach.
import { basename, join } from 'node:path';
import { buildSync } from 'esbuild';
import { handlerNames, root } from '#infra/bundle.ts';

export type Calls = {
  /** As IAM names them. */
  readonly actions: ReadonlySet<string>;
  /** Kinds of partition whose keys it makes. */
  readonly kinds: ReadonlySet<string>;
};

/** By function: the calls that stand in its code, whether or not the data ever makes them. */
export const callsOfFunctions = (): ReadonlyMap<string, Calls> => {
  const { outputFiles } = buildSync({
    absWorkingDir: root,
    entryPoints: handlerNames().map((name) => ({ in: `functions/${name}.ts`, out: name })),
    outdir: root,
    write: false,
    bundle: true,
    packages: 'external',
    format: 'esm',
    platform: 'node',
    target: 'node24',
    alias: { '#clock': join(root, 'shared/clock/system.ts') },
    logLevel: 'error',
  });
  return new Map(
    outputFiles.map(({ path, text }) => [
      basename(path, '.js'),
      {
        actions: new Set([
          ...matches(text, /\bnew (\w+?)Command\d*\(/g).flatMap(actionsOfCommand),
          ...matches(text, /\b(Put|Update|Delete|ConditionCheck): /g).map((write) => `dynamodb:${write}Item`),
          ...(text.includes('paginateQuery(') ? ['dynamodb:Query'] : []),
        ]),
        kinds: new Set(
          matches(text, /`(INVOICE|DEBTOR|PERSON|POLICY|TEXTS|RATES|PARTNER|PAYMENT|WEBHOOK|BATCH|THREAD|SENDING)#/g),
        ),
      },
    ]),
  );
};

const matches = (text: string, pattern: RegExp): readonly string[] =>
  [...text.matchAll(pattern)].map(([, found = '']) => found);

// A transaction needs what its writes need; those are found by their own names.
const actionsOfCommand = (command: string): readonly string[] => {
  if (command === 'TransactWrite') return [];
  const action = actions[command];
  if (action === undefined) throw new Error(`${command}Command: say here which action IAM asks for`);
  return [action];
};

const actions: Readonly<Record<string, string>> = {
  Get: 'dynamodb:GetItem',
  BatchGet: 'dynamodb:BatchGetItem',
  Query: 'dynamodb:Query',
  Scan: 'dynamodb:Scan',
  Put: 'dynamodb:PutItem',
  Update: 'dynamodb:UpdateItem',
  Delete: 'dynamodb:DeleteItem',
  GetObject: 's3:GetObject',
  HeadObject: 's3:GetObject',
  PutObject: 's3:PutObject',
  ListObjectVersions: 's3:ListBucketVersions',
  // It is only ever called with the version that is to go.
  DeleteObject: 's3:DeleteObjectVersion',
  SendMessage: 'sqs:SendMessage',
  SendMessageBatch: 'sqs:SendMessage',
  GenerateMac: 'kms:GenerateMac',
  GetParameter: 'ssm:GetParameter',
  StartExecution: 'states:StartExecution',
  SendTaskSuccess: 'states:SendTaskSuccess',
  DescribeExecution: 'states:DescribeExecution',
  StopExecution: 'states:StopExecution',
  PutEvents: 'events:PutEvents',
  GetSendQuota: 'ses:GetSendQuota',
  SendRawEmail: 'ses:SendRawEmail',
  Publish: 'sns:Publish',
  SendVoiceMessage: 'sms-voice:SendVoiceMessage',
  SendWhatsAppMessage: 'social-messaging:SendWhatsAppMessage',
};
