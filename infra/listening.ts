// How debtors are heard: mails that SES receives, text messages through a topic, and the link to stop in every mail.
import { Duration, RemovalPolicy, type Stack } from 'aws-cdk-lib';
import { EndpointType, LambdaIntegration, RestApi } from 'aws-cdk-lib/aws-apigateway';
import { Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key, KeySpec, KeyUsage } from 'aws-cdk-lib/aws-kms';
import { CfnReceiptRule, CfnReceiptRuleSet } from 'aws-cdk-lib/aws-ses';
import { Subscription, SubscriptionProtocol, Topic } from 'aws-cdk-lib/aws-sns';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { CfnWebACLAssociation } from 'aws-cdk-lib/aws-wafv2';
import { env } from '#store/environment.ts';
import { explain } from './explain.ts';
import { grantClock, grantObjects, grantTable } from './grants.ts';
import { redelivery, uploaded } from './intake.ts';
import { recording } from './item-access.ts';
import { NodeFunction } from './node-function.ts';
import type { Portfolio } from './portfolio.ts';
import { addQueue, type WorkQueue, workOn } from './queues.ts';

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
  const texts = addTexts(stack, portfolio, replies);

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

const addThreadKey = (stack: Stack, { stage }: Portfolio): Key => {
  const key = new Key(stack, 'ThreadKey', {
    alias: `recaudo-${stage.name}-threads`,
    description: 'Makes the addresses for answers and the links to stop',
    keySpec: KeySpec.HMAC_256,
    keyUsage: KeyUsage.GENERATE_VERIFY_MAC,
    // Without it the links of messages that were sent would be worth nothing.
    removalPolicy: stage.keepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
  });
  return key;
};

const grantThreadKey = (to: NodeFunction, key: Key): void => {
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

/** Numbers of AWS End User Messaging that take answers send them here: docs/deploy.md. */
const addTexts = (stack: Stack, portfolio: Portfolio, replies: WorkQueue): Topic => {
  const topic = new Topic(stack, 'TextAnswers', { masterKey: portfolio.key, enforceSSL: true });
  topic.addToResourcePolicy(
    new PolicyStatement({
      principals: [new ServicePrincipal('sms-voice.amazonaws.com')],
      actions: ['sns:Publish'],
      resources: [topic.topicArn],
      conditions: { StringEquals: { 'aws:SourceAccount': stack.account } },
    }),
  );
  replies.queue.addToResourcePolicy(
    new PolicyStatement({
      principals: [new ServicePrincipal('sns.amazonaws.com')],
      actions: ['sqs:SendMessage'],
      resources: [replies.queue.queueArn],
      conditions: { ArnEquals: { 'aws:SourceArn': topic.topicArn } },
    }),
  );
  new Subscription(stack, 'TextAnswersToQueue', {
    topic,
    protocol: SubscriptionProtocol.SQS,
    endpoint: replies.queue.queueArn,
    rawMessageDelivery: true,
    deadLetterQueue: replies.deadLetters,
  });
  return topic;
};

const addApi = (stack: Stack, { stage }: Portfolio, stopMails: NodeFunction, webAcl: string | undefined): RestApi => {
  const api = new RestApi(stack, 'Public', {
    restApiName: `recaudo-${stage.name}-public`,
    description: 'Links in messages to debtors',
    endpointTypes: [EndpointType.REGIONAL],
    cloudWatchRole: false,
    deployOptions: { stageName: 'v1', tracingEnabled: true, throttlingRateLimit: 25, throttlingBurstLimit: 100 },
  });
  const link = api.root.addResource('stop').addResource('{token}').addResource('{proof}');
  for (const method of ['GET', 'POST'])
    link.addMethod(method, new LambdaIntegration(stopMails, { allowTestInvoke: false }));
  if (webAcl !== undefined)
    new CfnWebACLAssociation(stack, 'PublicAcl', { resourceArn: api.deploymentStage.stageArn, webAclArn: webAcl });
  api.node.tryRemoveChild('Endpoint');
  const ownLog =
    'The function logs each request with its answer, without data; logs of the API need a role for the whole account.';
  explain(api, 'APIG1', ownLog);
  explain(api, 'APIG6', ownLog);
  explain(api, 'APIG2', 'The function checks each part of the request before it looks at anything.');
  explain(api, 'APIG3', 'Each account has web ACLs of its own: the setting webAcl names the one that is attached.');
  explain(api, 'APIG4', 'Whoever has a message may stop the messages: its link carries a code that nobody can guess.');
  explain(api, 'COG4', 'Those who get messages have no user here: the code in the link stands for them.');
  return api;
};
