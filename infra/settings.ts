// What a deployment is told from outside, by `-c name=value` or in cdk.json: its stage, its senders, and whom alarms reach.
import type { Node } from 'constructs';
import * as z from 'zod';
import { type Stage, stageNamed } from './stages.ts';

export type Settings = {
  readonly stage: Stage;
  /** Domains or addresses that creditors write from; each becomes an SES identity. */
  readonly senders: readonly string[];
  readonly alarmEmail?: string;
  /** Domain that answers of debtors come to; its MX record names SES. */
  readonly replyDomain?: string;
  /** ARN of a web ACL of WAF for the webhook and of the links in messages. */
  readonly webAcl?: string;
  /** Name of the partner event source that Stripe made in this account; it becomes an event bus. */
  readonly stripeSource?: string;
  /** Accounts and event sources of Stripe with their creditors; `*` is any other. */
  readonly stripeCreditors: string;
  /** Whether the account logs what becomes of text messages: docs/deploy.md. */
  readonly smsReports: boolean;
};

const domain = z.string().regex(/^([a-z0-9-]+\.)+[a-z]{2,}$/, 'is not a domain such as example.com');
const list = z.preprocess(
  (value) => (typeof value === 'string' ? value.split(',').map((each) => each.trim()) : value),
  z.array(z.union([z.email(), domain], 'is neither a domain nor an e-mail address')).min(1, 'names no sender'),
);

const stripeSource = z
  .string()
  .regex(/^aws\.partner\/stripe\.com\/[\w./-]{1,200}$/, 'is not a name such as aws.partner/stripe.com/ed_1234')
  .optional();
const webAcl = z
  .string()
  .regex(/^arn:[\w-]+:wafv2:[\w-]+:\d{12}:regional\/webacl\/[\w-]+\/[\w-]+$/, 'is not the ARN of a regional web ACL')
  .optional();
const stripeCreditors = z
  .string()
  .regex(
    /^(\*|[\w-]{1,100})=[A-Za-z0-9][\w. /-]{0,63}(,(\*|[\w-]{1,100})=[A-Za-z0-9][\w. /-]{0,63})*$/,
    'is not a list such as acct_1=acme,*=default',
  )
  .default('*=default');

const yesOrNo = z
  .union([z.boolean(), z.enum(['true', 'false'], 'is neither true nor false').transform((value) => value === 'true')])
  .default(false);

export const readSettings = (node: Node): Settings => {
  const stage = stageNamed(node.tryGetContext('stage'));
  const senders = parse('senders', list, node.tryGetContext('senders'));
  const alarmEmail = parse(
    'alarmEmail',
    z.email('is not an e-mail address').optional(),
    node.tryGetContext('alarmEmail'),
  );
  const replyDomain = parse('replyDomain', domain.optional(), node.tryGetContext('replyDomain') || undefined);
  const acl = parse('webAcl', webAcl, node.tryGetContext('webAcl'));
  const source = parse('stripeSource', stripeSource, node.tryGetContext('stripeSource'));
  return {
    ...{ stage, senders },
    ...(alarmEmail === undefined ? {} : { alarmEmail }),
    ...(replyDomain === undefined ? {} : { replyDomain }),
    ...(acl === undefined ? {} : { webAcl: acl }),
    ...(source === undefined ? {} : { stripeSource: source }),
    smsReports: parse('smsReports', yesOrNo, node.tryGetContext('smsReports')),
    stripeCreditors: parse('stripeCreditors', stripeCreditors, node.tryGetContext('stripeCreditors')),
  };
};

const parse = <T>(name: string, schema: z.ZodType<T>, value: unknown): T => {
  const reading = schema.safeParse(value);
  if (reading.success) return reading.data;
  const reasons = reading.error.issues.map(({ message }) => message).join('; ');
  throw new Error(
    `context "${name}": ${JSON.stringify(value) ?? 'missing'} ${reasons}; set it in cdk.json or with -c ${name}=…`,
  );
};
