// The secrets by which ERPs sign, one parameter for each creditor: encrypted, and known to nobody but the function and who made it.
import { randomBytes } from 'node:crypto';
import {
  GetParameterCommand,
  ParameterNotFound,
  type ParameterTier,
  PutParameterCommand,
  SSMClient,
} from '@aws-sdk/client-ssm';
import * as z from 'zod';
import { type IsoInstant, plusDays24h } from '#domain/calendar.ts';

const secretSchema = z.object({
  current: z.string(),
  since: z.string(),
  /** Still taken until then, so that a sender has time to change. */
  previous: z.object({ secret: z.string(), until: z.string() }).optional(),
});
export type WebhookSecret = z.output<typeof secretSchema>;

/** For so long the secret before is taken as well. */
const overlapDays = 7;

const parameters = new SSMClient({});

/** The name of a parameter takes fewer signs than that of a creditor. */
const parameterOf = (prefix: string, creditor: string): string =>
  /^[\w.-]+$/.test(creditor) && !creditor.startsWith('b64-')
    ? `${prefix}/${creditor}`
    : `${prefix}/b64-${Buffer.from(creditor).toString('base64url')}`;

/** Undefined while none was made for the creditor. */
export const findWebhookSecret = async (prefix: string, creditor: string): Promise<WebhookSecret | undefined> => {
  try {
    const { Parameter } = await parameters.send(
      new GetParameterCommand({ Name: parameterOf(prefix, creditor), WithDecryption: true }),
    );
    return secretSchema.parse(JSON.parse(Parameter?.Value ?? ''));
  } catch (error) {
    if (error instanceof ParameterNotFound) return undefined;
    throw error;
  }
};

/** Those that are taken now. */
export const secretsAt = (secret: WebhookSecret | undefined, now: IsoInstant): readonly string[] => {
  if (secret === undefined) return [];
  const { current, previous } = secret;
  return previous !== undefined && now < previous.until ? [current, previous.secret] : [current];
};

/** A new secret takes the place of the one before, which is taken for a week more. */
export const makeWebhookSecret = async (
  { prefix, key }: { readonly prefix: string; readonly key: string },
  creditor: string,
  before: WebhookSecret | undefined,
  now: IsoInstant,
): Promise<WebhookSecret> => {
  const secret: WebhookSecret = {
    current: `rws_${randomBytes(32).toString('base64url')}`,
    since: now,
    ...(before === undefined ? {} : { previous: { secret: before.current, until: plusDays24h(now, overlapDays) } }),
  };
  const tier: ParameterTier = 'Standard';
  await parameters.send(
    new PutParameterCommand({
      Name: parameterOf(prefix, creditor),
      Value: JSON.stringify(secret),
      Type: 'SecureString',
      KeyId: key,
      Tier: tier,
      // Two who make the first one at once: the second is refused, and nobody is shown what does not count.
      Overwrite: before !== undefined,
    }),
  );
  return secret;
};
