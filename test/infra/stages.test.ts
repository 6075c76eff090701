import { App } from 'aws-cdk-lib';
import { describe, expect, it } from 'vitest';
import { readSettings } from '#infra/settings.ts';
import { cdkContext, type StageName, synthesize } from './synthesized.ts';

const outputs = [
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
  'ReconcileArn',
  'ReplanArn',
  'Stage',
  'TableName',
  'TimeTravel',
  'UndoArn',
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
    expect(states(local)).toEqual(['DISABLED', 'DISABLED', 'DISABLED']);
    expect(states(production)).toEqual(['ENABLED', 'ENABLED', 'ENABLED']);
  });

  it('leaves out locally only what the emulator does not know', () => {
    const types = (made: typeof local) => new Set(made.resources.map(({ type }) => type));
    const missing = [...types(production)].filter((type) => !types(local).has(type));
    expect(missing).toEqual(['AWS::Events::Archive']);
  });

  it('keeps the data of production when its stack goes', () => {
    expect(production.ofType('AWS::DynamoDB::Table')[0]?.properties.DeletionProtectionEnabled).toBe(true);
    expect(local.ofType('AWS::DynamoDB::Table')[0]?.properties.DeletionProtectionEnabled).toBe(false);
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
  it('refuses an alarm address that is none', () =>
    expect(settings({ alarmEmail: 'ops' })).toThrow('context "alarmEmail": "ops" is not an e-mail address'));
});
