// Finds the stack to talk to: the local one that `npm start` runs, or one on AWS by its name, and sets up the environment
// that shared/store reads. Import the store only after connecting.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as z from 'zod';
import { env } from '#store/environment.ts';
import { CommandFailed, exitCodes } from './exit.ts';

const outputNames = [
  'TableName',
  'BucketName',
  'BusName',
  'CollectionArn',
  'HandoffArn',
  'EnrolArn',
  'ReconcileArn',
  'AnchorArn',
  'IntakeArn',
  'UndoArn',
  'SettleArn',
  'ReplanArn',
  'EventsQueueUrl',
  'EventsDeadLetterQueueUrl',
  'FanOutQueueUrl',
  'RepliesQueueUrl',
  'RepliesDeadLetterQueueUrl',
  'TextAnswersTopicArn',
  'WhatsAppTopicArn',
  'VoiceTopicArn',
  'PublicUrl',
  'WebhookUrl',
  'DeliveryQueueUrl',
  'DeliveryTopicArn',
  'ConfigurationSet',
  'Stage',
  'TimeTravel',
] as const;
type OutputName = (typeof outputNames)[number];

export type Stack = Readonly<Record<OutputName, string>> & { readonly endpoint?: string };

const runningSchema = z.object({
  endpoint: z.string(),
  environment: z.record(z.string(), z.string()),
  outputs: z.record(z.string(), z.string()),
});

/** Names another file than the usual one, so that several local stacks can run, and tests meet only their own. */
const runningVariable = 'RECAUDO_RUNNING';

/** What `npm start` leaves behind while it runs. */
export const runningFile: URL = process.env[runningVariable]
  ? pathToFileURL(resolve(process.env[runningVariable]))
  : new URL('../.local/running.json', import.meta.url);

export const connect = async (name: string | undefined): Promise<Stack> =>
  name === undefined ? connectLocal() : connectAws(name);

const connectLocal = async (): Promise<Stack> => {
  const running = readRunning();
  const alive =
    running &&
    (await fetch(`${running.endpoint}/_ministack/health`, { signal: AbortSignal.timeout(10_000) }).then(
      ({ ok }) => ok,
      () => false,
    ));
  if (!running || !alive) {
    const where = process.env[runningVariable] ? ` (${runningVariable} names ${process.env[runningVariable]})` : '';
    throw new CommandFailed(
      exitCodes.noStack,
      `no local stack is running${where}: run \`npm start\` in another terminal, or name a stack on AWS with --stack`,
    );
  }
  // Nothing of the person's own AWS settings may lead elsewhere.
  for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) delete process.env[name];
  Object.assign(process.env, running.environment);
  return use(running.outputs, running.endpoint);
};

const readRunning = (): z.output<typeof runningSchema> | undefined => {
  try {
    return runningSchema.parse(JSON.parse(readFileSync(runningFile, 'utf8')));
  } catch {
    return undefined;
  }
};

const connectAws = async (name: string): Promise<Stack> => {
  const { CloudFormationClient, DescribeStacksCommand } = await import('@aws-sdk/client-cloudformation');
  try {
    const { Stacks = [] } = await new CloudFormationClient({}).send(new DescribeStacksCommand({ StackName: name }));
    return use(
      Object.fromEntries(
        (Stacks[0]?.Outputs ?? []).map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]),
      ),
    );
  } catch (cause) {
    if (cause instanceof CommandFailed) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new CommandFailed(
      exitCodes.noStack,
      `the stack ${name} cannot be reached: ${reason}. Check its name, your AWS credentials and the region (AWS_REGION)`,
      { cause },
    );
  }
};

/** Takes the stack's outputs into the environment; throws when one is missing. */
export const use = (outputs: Readonly<Record<string, string>>, endpoint?: string): Stack => {
  const read = (name: OutputName): string => {
    const value = outputs[name];
    if (value === undefined)
      throw new CommandFailed(
        exitCodes.noStack,
        `the stack has no output ${name}: deploy it with this version of Recaudo`,
      );
    return value;
  };
  const stack = Object.fromEntries(outputNames.map((name) => [name, read(name)])) as Record<OutputName, string>;
  Object.assign(process.env, {
    [env.table]: stack.TableName,
    [env.bucket]: stack.BucketName,
    [env.bus]: stack.BusName,
    [env.collectionArn]: stack.CollectionArn,
    [env.handoffArn]: stack.HandoffArn,
    [env.replanArn]: stack.ReplanArn,
    [env.threadKey]: `alias/recaudo-${stack.Stage}-threads`,
  });
  return endpoint === undefined ? stack : { ...stack, endpoint };
};

/** The instant by this stack's clock. */
export const clockOf = async ({ TimeTravel }: Stack): Promise<string> =>
  (TimeTravel === 'true' ? await import('#clock/movable.ts') : await import('#clock/system.ts')).now();
