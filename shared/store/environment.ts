// Names of the environment variables that infra sets and the code reads. A missing one fails at cold start.

export const env = {
  table: 'TABLE_NAME',
  bucket: 'BUCKET_NAME',
  bus: 'BUS_NAME',
  collectionArn: 'COLLECTION_ARN',
  handoffArn: 'HANDOFF_ARN',
  replanArn: 'REPLAN_ARN',
  undoArn: 'UNDO_ARN',
  settleArn: 'SETTLE_ARN',
  fanOutQueue: 'FAN_OUT_QUEUE_URL',
  deadLetterQueue: 'DEAD_LETTER_QUEUE_URL',
  eventsQueue: 'EVENTS_QUEUE_URL',
  deliveryQueue: 'DELIVERY_QUEUE_URL',
  /** Where the parameters with the secrets of webhooks lie: "/recaudo/production/webhook". */
  webhookSecrets: 'WEBHOOK_SECRETS',
  /** Accounts and event sources of Stripe with their creditors: "acct_1=acme,*=default". */
  stripeCreditors: 'STRIPE_CREDITORS',
  /** Whether events of a provider's test mode count, "true" or "false". */
  takesTestEvents: 'TAKES_TEST_EVENTS',
  configurationSet: 'CONFIGURATION_SET',
  /** The key of KMS under which addresses for answers and links to stop are made. */
  threadKey: 'THREAD_KEY_ID',
  /** The domain that answers come to, such as "replies.acme.com"; "-" where the deployment receives none. */
  replyDomain: 'REPLY_DOMAIN',
  /** Where links to stop lead: "https://…/v1/". */
  publicUrl: 'PUBLIC_URL',
  /** Hash of the collection definition that this deployment starts; executions of another move to it. */
  definition: 'DEFINITION_HASH',
  /** Seconds for which a fresh execution of another definition is left alone, so that a deploy in progress settles. */
  definitionGrace: 'DEFINITION_GRACE_SECONDS',
} as const;

type Name = (typeof env)[keyof typeof env];

export const readEnvironment = (name: Name): string => {
  const value = process.env[name];
  if (!value)
    throw new Error(`the environment variable ${name} is missing; infra sets it with the grant that goes with it`);
  return value;
};

/** Ends the name of the configuration set for mails of which so much is noted. */
export const watchedSuffix = ({ opens, clicks }: { readonly opens: boolean; readonly clicks: boolean }): string =>
  `${opens ? '-opens' : ''}${clicks ? '-clicks' : ''}`;
