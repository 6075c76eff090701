import { describe, expect, it } from 'vitest';
import { at, listAt, statementsOf, synthesize } from './synthesized.ts';

const production = synthesize('production');
const sandbox = synthesize('sandbox');
const statements = statementsOf(production);
const functionOf = (roles: readonly string[]) => roles.map((role) => role.replace(/Role[0-9A-F]{8}$/, '')).join();

/** Functions whose role may do an action, by their construct's name. */
const whoMay = (action: string) =>
  statements
    .filter(({ actions }) => actions.includes(action))
    .map(({ roles }) => functionOf(roles))
    .sort();

describe('least privilege', () => {
  it('names every action', () => {
    expect(statements.filter(({ actions }) => actions.some((action) => action.includes('*')))).toEqual([]);
  });

  it('names every resource, but for traces and the delivery of logs, which know none', () => {
    const onAll = statements.filter(({ resources }) => resources.includes('*')).flatMap(({ actions }) => actions);
    expect(new Set(onAll.map((action) => action.split(':')[0]))).toEqual(new Set(['xray', 'logs']));
    const logs = statements.filter(
      ({ resources, actions }) => resources.includes('*') && actions.some((each) => each.startsWith('logs:')),
    );
    expect(logs.map(({ roles }) => functionOf(roles)).sort()).toEqual([
      'Collection',
      'Enrol',
      'Handoff',
      'Intake',
      'Reconcile',
    ]);
  });

  it('lets nobody use a managed policy', () => {
    for (const { properties } of production.ofType('AWS::IAM::Role'))
      expect(listAt(properties, 'ManagedPolicyArns')).toEqual([]);
  });

  it('gives each function a role of its own', () => {
    const roles = production.ofType('AWS::Lambda::Function').map(({ properties }) => JSON.stringify(properties.Role));
    expect(new Set(roles).size).toBe(roles.length);
  });

  it('lets only Send Message send: from the verified identities, and to phones but no topic', () => {
    expect(whoMay('ses:SendRawEmail')).toEqual(['SendMessage']);
    expect(whoMay('sns:Publish')).toEqual(['SendMessage']);
    const sms = statements.find(({ actions }) => actions.includes('sns:Publish'));
    expect(sms?.resources).toEqual([
      `not ${JSON.stringify({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':sns:*:*:*']] })}`,
    ]);
  });

  it('lets Decide neither send nor start nor resume anything', () => {
    const actions = statements.filter(({ roles }) => functionOf(roles) === 'Decide').flatMap((each) => each.actions);
    expect(new Set(actions.map((action) => action.split(':')[0]))).toEqual(
      new Set(['dynamodb', 'kms', 'logs', 'xray']),
    );
  });

  it('lets only enrol and the doorbell start collection, and collection the handoff', () => {
    expect(whoMay('states:StartExecution')).toEqual(
      ['BatchUploaded', 'Collection', 'EnrolPage', 'ExecutionEndedBadly', 'Schedules', 'Wake']
        .map((each) => whoStarts[each] ?? each)
        .sort(),
    );
  });

  it('ties every access to items to kinds of partition', () => {
    const items = statements.filter(({ actions }) =>
      actions.some((action) => /^dynamodb:.*(Item|Query|Check)/.test(action)),
    );
    expect(items.length).toBeGreaterThan(15);
    for (const { condition, policy } of items) {
      const keys = listAt(condition, 'ForAllValues:StringLike', 'dynamodb:LeadingKeys');
      expect(keys.length, policy).toBeGreaterThan(0);
      for (const key of keys) expect(key).toMatch(/^(INVOICE|DEBTOR|PERSON|POLICY|BATCH|ENROL|WAKE)#\*$/);
    }
    expect(statements.flatMap(({ actions }) => actions)).not.toContain('dynamodb:Scan');
  });

  it('lets policies be written by the policy function alone', () => {
    const writers = statements.filter(
      ({ actions, condition }) =>
        actions.includes('dynamodb:PutItem') &&
        listAt(condition, 'ForAllValues:StringLike', 'dynamodb:LeadingKeys').includes('POLICY#*'),
    );
    expect(writers.map(({ roles }) => functionOf(roles))).toEqual(['ApplyPolicy']);
  });

  it('lets the key be used only through the service whose data it encrypts', () => {
    const uses = statements.filter(({ actions }) => actions.includes('kms:GenerateDataKey'));
    for (const { condition, policy } of uses)
      expect(at(condition, 'StringEquals', 'kms:ViaService'), policy).toBeDefined();
  });
});

// CDK names the roles of rule targets after the target.
const whoStarts: Readonly<Record<string, string>> = {
  BatchUploaded: 'IntakeEvents',
  ExecutionEndedBadly: 'ReconcileEvents',
};

describe('the movable clock', () => {
  const clockReaders = (made: typeof production) =>
    statementsOf(made).filter(({ condition }) =>
      listAt(condition, 'ForAllValues:StringLike', 'dynamodb:LeadingKeys').includes('CLOCK'),
    );

  it('is out of reach of every production role', () => {
    expect(clockReaders(production)).toEqual([]);
    expect(production.text).not.toContain('CLOCK');
  });

  it('may be read by every function where time travels, and acknowledged by the two stream readers alone', () => {
    const readers = clockReaders(sandbox);
    expect(readers.length).toBe(sandbox.ofType('AWS::Lambda::Function').length);
    const setters = readers.filter(({ actions }) => actions.includes('dynamodb:PutItem'));
    expect(setters.map(({ roles }) => functionOf(roles)).sort()).toEqual(['Publish', 'Wake']);
  });
});
