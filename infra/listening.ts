// How debtors are heard: mails that SES receives, text messages through a topic, and the link to stop in every mail.
import { Duration, RemovalPolicy, type Stack } from 'aws-cdk-lib';
import { LambdaIntegration, type RestApi } from 'aws-cdk-lib/aws-apigateway';
import { Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key, KeySpec, KeyUsage } from 'aws-cdk-lib/aws-kms';
import { CfnReceiptRule, CfnReceiptRuleSet } from 'aws-cdk-lib/aws-ses';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { env } from '#store/environment.ts';
import { grantClock, grantObjects, grantTable } from './grants.ts';
import { redelivery, uploaded } from './intake.ts';
import { recording } from './item-access.ts';
import { NodeFunction } from './node-function.ts';
import type { Portfolio } from './portfolio.ts';
import { addQueue, type WorkQueue, workOn } from './queues.ts';
import { addRestApi } from './rest-api.ts';
import { addTopic, deliverTo } from './topics.ts';

export type Listening = {
  readonly key: Key;
  readonly replyDomain: string | undefined;
  readonly api: RestApi;
  readonly replies: WorkQueue;
  readonly texts: Topic;
  readonly hearReply: NodeFunction;
  readonly stopMails: NodeFunction;
};

/** Where SES puts the mails that come in. */
const inbox = 'inbound/';

export const addListening = (
  stack: Stack,
  portfolio: Portfolio,
  { replyDomain, webAcl }: { readonly replyDomain: string | undefined; readonly webAcl: string | undefined },
  undelivered: Queue,
): Listening => {
  const key = addThreadKey(stack, portfolio);
  const replies = addQueue(stack, 'Replies', portfolio);
  const hearReply = new NodeFunction(stack, 'hear-reply', portfolio, { memorySize: 1024 });
  grantTable(hearReply, recording, { THREAD: ['GetItem'] });
  grantClock(hearReply);
  grantObjects(hearReply, { reads: [inbox] });
  workOn(hearReply, replies);

  new Rule(stack, 'MailReceived', {
    description: 'A mail that SES has put below inbound/ is an answer of a debtor',
    eventPattern: uploaded(portfolio, [`${inbox}*`]),
    targets: [new SqsQueue(replies.queue, { deadLetterQueue: undelivered, ...redelivery })],
  });
  if (replyDomain !== undefined && portfolio.stage.receivesMail) receiveMail(stack, portfolio, replyDomain);
  // Numbers of AWS End User Messaging that take answers send them here: docs/deploy.md.
  const texts = addTopic(stack, 'TextAnswers', portfolio, 'sms-voice');
  deliverTo(stack, 'TextAnswersToQueue', texts, replies);

  const stopMails = new NodeFunction(stack, 'stop-mails', portfolio, { timeout: Duration.seconds(25) });
  grantTable(stopMails, { THREAD: ['GetItem'], DEBTOR: ['GetItem', 'PutItem'], POLICY: ['GetItem'] });
  grantClock(stopMails);
  grantThreadKey(stopMails, key);
  const api = addApi(stack, portfolio, stopMails, webAcl);
  return { key, replyDomain, api, replies, texts, hearReply, stopMails };
};

/** Making the addresses and links of messages, and remembering whose they are. */
export const grantThreads = (to: NodeFunction, { key, replyDomain, api }: Listening): void => {
  grantTable(to, { THREAD: ['GetItem', 'UpdateItem'] });
  grantThreadKey(to, key);
  to.addEnvironment(env.replyDomain, replyDomain ?? '-');
  to.addEnvironment(env.publicUrl, api.url);
};

const addThreadKey = (stack: Stack, { stage }: Portfolio): Key =>
  new Key(stack, 'ThreadKey', {
    alias: `recaudo-${stage.name}-threads`,
    description: 'Makes the addresses for answers and the links to stop',
    keySpec: KeySpec.HMAC_256,
    keyUsage: KeyUsage.GENERATE_VERIFY_MAC,
    // Without it the links of messages that were sent would be worth nothing.
    removalPolicy: stage.keepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
  });

export const grantThreadKey = (to: NodeFunction, key: Key): void => {
  to.addToRolePolicy(new PolicyStatement({ actions: ['kms:GenerateMac'], resources: [key.keyArn] }));
  to.addEnvironment(env.threadKey, key.keyId);
};

/** The rule set counts once it is made the active one of the account: docs/deploy.md. */
const receiveMail = (stack: Stack, { bucket }: Portfolio, domain: string): void => {
  bucket.addToResourcePolicy(
    new PolicyStatement({
      principals: [new ServicePrincipal('ses.amazonaws.com')],
      actions: ['s3:PutObject'],
      resources: [bucket.arnForObjects(`${inbox}*`)],
      conditions: { StringEquals: { 'aws:SourceAccount': stack.account } },
    }),
  );
  const set = new CfnReceiptRuleSet(stack, 'Answers', { ruleSetName: `${stack.stackName}-answers` });
  const rule = new CfnReceiptRule(stack, 'AnswersToBucket', {
    ruleSetName: set.ref,
    rule: {
      name: 'answers-to-bucket',
      enabled: true,
      recipients: [domain],
      scanEnabled: true,
      tlsPolicy: 'Require',
      actions: [{ s3Action: { bucketName: bucket.bucketName, objectKeyPrefix: inbox } }],
    },
  });
  if (bucket.policy !== undefined) rule.node.addDependency(bucket.policy);
};

const addApi = (stack: Stack, portfolio: Portfolio, stopMails: NodeFunction, webAcl: string | undefined): RestApi => {
  const api = addRestApi(stack, 'Public', portfolio, {
    description: 'Links in messages to debtors',
    ...{ rate: 25, burst: 100 },
    webAcl,
    unchecked: 'The function checks each part of the request before it looks at anything.',
    anybody: 'Whoever has a message may stop the messages: its link carries a code that nobody can guess.',
    userless: 'Those who get messages have no user here: the code in the link stands for them.',
  });
  const link = api.root.addResource('stop').addResource('{token}').addResource('{proof}');
  for (const method of ['GET', 'POST'])
    link.addMethod(method, new LambdaIntegration(stopMails, { allowTestInvoke: false }));
  return api;
};
