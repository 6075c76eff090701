import { App } from 'aws-cdk-lib';
import { describe, expect, it } from 'vitest';
import { readSettings } from '#infra/settings.ts';
import { stripeEventTypes } from '#infra/stripe.ts';
import { at, cdkContext, listAt, type Resource, type StageName, synthesize, synthesizeWith } from './synthesized.ts';

const outputs = [
  'AnchorArn',
  'BucketName',
  'BusName',
  'CollectionArn',
  'ConfigurationSet',
  'DeliveryQueueUrl',
  'DeliveryTopicArn',
  'EnrolArn',
  'EventsDeadLetterQueueUrl',
  'EventsQueueUrl',
  'FanOutQueueUrl',
  'HandoffArn',
  'IntakeArn',
  'PublicUrl',
  'ReconcileArn',
  'ReplanArn',
  'RepliesDeadLetterQueueUrl',
  'RepliesQueueUrl',
  'SettleArn',
  'Stage',
  'TableName',
  'TextAnswersTopicArn',
  'TimeTravel',
  'UndoArn',
  'VoiceTopicArn',
  'WebhookUrl',
  'WhatsAppTopicArn',
];

describe.each<StageName>(['production', 'sandbox', 'local'])('stage %s', (stage) => {
  const made = synthesize(stage);

  it('is clean by the AWS Solutions rules', () => expect(made.findings()).toEqual([]));

  it('needs no custom resource', () => {
    const types = made.resources.map(({ type }) => type);
    expect(
      types.filter((type) => type.startsWith('Custom::') || type === 'AWS::CloudFormation::CustomResource'),
    ).toEqual([]);
  });

  it('gives the names by which it is reached', () => expect(Object.keys(made.outputs).sort()).toEqual(outputs));
});

describe('differences between stages', () => {
  const local = synthesize('local');
  const production = synthesize('production');

  it('rests schedules where the time-travel driver takes their place, and there alone', () => {
    const states = (made: typeof local) =>
      made.ofType('AWS::Scheduler::Schedule').map(({ properties }) => properties.State);
    expect(states(local)).toEqual(['DISABLED', 'DISABLED', 'DISABLED', 'DISABLED']);
    expect(states(production)).toEqual(['ENABLED', 'ENABLED', 'ENABLED', 'ENABLED']);
  });

  it('leaves out locally only what the emulator does not know', () => {
    const types = (made: typeof local) => new Set(made.resources.map(({ type }) => type));
    const missing = [...types(production)].filter((type) => !types(local).has(type));
    expect(missing.sort()).toEqual([
      ...['AWS::Events::Archive', 'AWS::Logs::SubscriptionFilter', 'AWS::SES::ReceiptRule', 'AWS::SES::ReceiptRuleSet'],
      'AWS::SMSVOICE::ConfigurationSet',
    ]);
  });

  it('keeps the data of production when its stack goes', () => {
    expect(production.ofType('AWS::DynamoDB::Table')[0]?.properties.DeletionProtectionEnabled).toBe(true);
    expect(local.ofType('AWS::DynamoDB::Table')[0]?.properties.DeletionProtectionEnabled).toBe(false);
  });
});

describe('the webhook', () => {
  const acl = 'arn:aws:wafv2:eu-west-1:123456789012:regional/webacl/ours/1a-2b';
  it('has one method, throttled and traced, and hands on bodies byte for byte', () => {
    const made = synthesize('production');
    const ofWebhook = ({ id }: Resource) => id.startsWith('Webhook');
    const methods = made.ofType('AWS::ApiGateway::Method').filter(ofWebhook);
    expect(methods.map(({ properties }) => properties.HttpMethod)).toEqual(['POST']);
    const [api] = made.ofType('AWS::ApiGateway::RestApi').filter(ofWebhook);
    expect(api?.properties.BinaryMediaTypes).toEqual(['*/*']);
    const [deployed] = made.ofType('AWS::ApiGateway::Stage').filter(ofWebhook);
    expect(deployed?.properties).toMatchObject({ TracingEnabled: true, StageName: 'v1' });
    expect(listAt(deployed?.properties, 'MethodSettings')).toEqual([
      expect.objectContaining({
        ThrottlingRateLimit: 25,
        ThrottlingBurstLimit: 50,
        HttpMethod: '*',
        ResourcePath: '/*',
      }),
    ]);
    expect(made.ofType('AWS::WAFv2::WebACLAssociation')).toEqual([]);
  });

  it('stands behind the web ACL that is named', () => {
    const made = synthesizeWith('production', { webAcl: acl });
    const associations = made.ofType('AWS::WAFv2::WebACLAssociation');
    expect(associations.map(({ id }) => id)).toEqual(['PublicAcl', 'WebhookAcl']);
    for (const { properties } of associations) {
      expect(properties.WebACLArn).toBe(acl);
      expect(JSON.stringify(properties.ResourceArn)).toContain('/stages/');
    }
    expect(made.findings()).toEqual([]);
  });
});

describe('answers of debtors', () => {
  it('come by mail to the domain that is named: over TLS, scanned, into the bucket, and only from SES of this account', () => {
    const made = synthesize('production');
    const [rule] = made.ofType('AWS::SES::ReceiptRule');
    expect(at(rule?.properties, 'Rule')).toMatchObject({
      Enabled: true,
      ScanEnabled: true,
      TlsPolicy: 'Require',
      Recipients: ['replies.example.com'],
      Actions: [{ S3Action: { ObjectKeyPrefix: 'inbound/' } }],
    });
    expect(JSON.stringify(made.ofType('AWS::S3::BucketPolicy'))).toContain('/inbound/*');
  });

  it('come by other ways alone where no domain is named', () => {
    const made = synthesizeWith('production', { replyDomain: undefined });
    expect(made.ofType('AWS::SES::ReceiptRule')).toEqual([]);
    const sendMessage = made.ofType('AWS::Lambda::Function').find(({ id }) => id.startsWith('SendMessage'));
    expect(at(sendMessage?.properties, 'Environment', 'Variables', 'REPLY_DOMAIN')).toBe('-');
    expect(made.findings()).toEqual([]);
  });

  it('find links that are throttled and behind a key that only makes codes', () => {
    const made = synthesize('production');
    const [deployed] = made.ofType('AWS::ApiGateway::Stage').filter(({ id }) => id.startsWith('Public'));
    expect(listAt(deployed?.properties, 'MethodSettings')).toEqual([
      expect.objectContaining({ ThrottlingRateLimit: 25, ThrottlingBurstLimit: 100 }),
    ]);
    const key = made.ofType('AWS::KMS::Key').find(({ id }) => id.startsWith('ThreadKey'));
    expect(key?.properties).toMatchObject({ KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' });
  });
});

describe('events of Stripe', () => {
  const source = 'aws.partner/stripe.com/ed_1234';
  const rulesOf = (made: ReturnType<typeof synthesize>) =>
    made
      .ofType('AWS::Events::Rule')
      .filter(({ id }) => id.startsWith('Stripe'))
      .map(({ properties }) => [at(properties, 'EventBusName'), at(properties, 'EventPattern', 'source')]);

  it('come by our own bus alone while no source is named', () => {
    const made = synthesize('production');
    expect(made.ofType('AWS::Events::EventBus')).toHaveLength(1);
    expect(rulesOf(made)).toHaveLength(1);
    const [facts] = made.ofType('AWS::Events::Rule').filter(({ id }) => id.startsWith('FactsToQueue'));
    expect(at(facts?.properties, 'EventPattern', 'source')).toEqual([
      { 'anything-but': { prefix: ['recaudo', 'aws.partner/stripe.com', 'stripe.com'] } },
    ]);
  });

  it('come by the bus of their source where it is named, of the types that are mapped alone', () => {
    const made = synthesizeWith('production', { stripeSource: source });
    const partner = made.ofType('AWS::Events::EventBus').find(({ id }) => id.startsWith('Stripe'));
    expect(partner?.properties).toMatchObject({ Name: source, EventSourceName: source });
    const rules = made.ofType('AWS::Events::Rule').filter(({ id }) => id.startsWith('Stripe'));
    expect(rules).toHaveLength(2);
    for (const { properties } of rules) {
      expect(listAt(properties, 'EventPattern', 'detail-type')).toEqual([...stripeEventTypes]);
      expect(listAt(properties, 'EventPattern', 'source')).toEqual([
        { prefix: 'aws.partner/stripe.com' },
        { prefix: 'stripe.com' },
      ]);
      expect(listAt(properties, 'Targets')).toHaveLength(1);
    }
    expect(made.findings()).toEqual([]);
  });

  it.each<[StageName, string]>([
    ['production', 'false'],
    ['sandbox', 'true'],
    ['local', 'true'],
  ])('of their test mode count in %s: %s', (stage, expected) => {
    const [apply] = synthesize(stage)
      .ofType('AWS::Lambda::Function')
      .filter(({ properties }) => properties.FunctionName === `recaudo-${stage}-apply-event`);
    expect(at(apply?.properties, 'Environment', 'Variables')).toMatchObject({
      TAKES_TEST_EVENTS: expected,
      STRIPE_CREDITORS: '*=default',
    });
  });
});

describe('context', () => {
  const settings = (context: object) => () => readSettings(new App({ context: { ...cdkContext, ...context } }).node);

  it('takes production when no stage is named', () => expect(settings({})().stage.name).toBe('production'));
  it('refuses a stage that there is not, and names those that there are', () =>
    expect(settings({ stage: 'prod' })).toThrow(
      'context "stage": there is no stage "prod"; use one of production, sandbox, local',
    ));
  it('reads several senders from one text', () =>
    expect(settings({ senders: 'acme.example, billing@other.example' })().senders).toEqual([
      'acme.example',
      'billing@other.example',
    ]));
  it('refuses a sender that is neither domain nor address', () =>
    expect(settings({ senders: 'Acme Ltd' })).toThrow(
      'context "senders": "Acme Ltd" is neither a domain nor an e-mail address',
    ));
  it('names no source of Stripe and one creditor unless told', () =>
    expect(settings({})()).toMatchObject({ stripeCreditors: '*=default' }));
  it('reads a source of Stripe and its creditors', () =>
    expect(
      settings({ stripeSource: 'aws.partner/stripe.com/ed_1', stripeCreditors: 'acct_1=acme,*=default' })(),
    ).toMatchObject({ stripeSource: 'aws.partner/stripe.com/ed_1', stripeCreditors: 'acct_1=acme,*=default' }));
  it.each([
    ['stripeSource', 'stripe', 'is not a name such as aws.partner/stripe.com/ed_1234'],
    ['stripeSource', 'aws.partner/example.com/x', 'is not a name such as'],
    ['webAcl', 'arn:aws:wafv2:us-east-1:123456789012:global/webacl/x/y', 'is not the ARN of a regional web ACL'],
    ['stripeCreditors', 'acme', 'is not a list such as acct_1=acme,*=default'],
    ['stripeCreditors', 'acct_1=acme,', 'is not a list such as'],
  ])('refuses %s %s: it %s', (name, value, reason) => expect(settings({ [name]: value })).toThrow(reason));
  it('refuses an alarm address that is none', () =>
    expect(settings({ alarmEmail: 'ops' })).toThrow('context "alarmEmail": "ops" is not an e-mail address'));
});
