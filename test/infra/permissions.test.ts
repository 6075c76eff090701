import { describe, expect, it } from 'vitest';
import { handlerNames } from '#infra/bundle.ts';
import { pascalCase } from '#infra/node-function.ts';
import { callsOfFunctions } from './calls-of.ts';
import { needsOfDeliverers, needsOfFunctions, needsOfWorkflows, neverMade, neverTouched } from './needs-of-roles.ts';
import { each, linesOf, linesOfStatement } from './permission-lines.ts';
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

  it('names every resource, but for traces, the delivery of logs and the quota of an account, which know none', () => {
    const onAll = statements.filter(({ resources }) => resources.includes('*')).flatMap(({ actions }) => actions);
    expect(new Set(onAll.map((action) => action.split(':')[0]))).toEqual(new Set(['xray', 'logs', 'ses']));
    expect(onAll.filter((action) => action.startsWith('ses:'))).toEqual(['ses:GetSendQuota']);
    const logs = statements.filter(
      ({ resources, actions }) => resources.includes('*') && actions.some((each) => each.startsWith('logs:')),
    );
    expect(logs.map(({ roles }) => functionOf(roles)).sort()).toEqual([
      'Anchor',
      'Collection',
      'Enrol',
      'Handoff',
      'Intake',
      'Reconcile',
      'Replan',
      'Settle',
      'Undo',
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

  it('lets only enrol and the doorbell start collection, the doorbell undos and settlings, collection the handoff, the policy function replans, and maps themselves', () => {
    expect(whoMay('states:StartExecution')).toEqual(
      ['ApplyPolicy', 'BatchUploaded', 'Collection', 'EnrolPage', 'ExecutionEndedBadly', 'Schedules', 'Wake']
        .concat('Wake', 'Intake', 'Undo', 'Settle')
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
      for (const key of keys)
        expect(key).toMatch(
          /^((INVOICE|DEBTOR|PERSON|POLICY|TEXTS|RATES|BATCH|PARTNER|PAYMENT|WEBHOOK|THREAD|SENDING|ENROL|WAKE|STAGE|SAME)#\*|BATCHES)$/,
        );
    }
    // What writes down the ends of registers reads keys and ends of the whole table, and no other attribute.
    expect(whoMay('dynamodb:Scan')).toEqual(['AnchorPage']);
  });

  it.each([
    ['policies', 'POLICY#*', 'ApplyPolicy'],
    ['texts', 'TEXTS#*', 'ApplyTexts'],
  ])('lets %s be written by the function alone that applies them', (_, partitions, writer) => {
    const writers = statements.filter(
      ({ actions, condition }) =>
        actions.includes('dynamodb:PutItem') &&
        listAt(condition, 'ForAllValues:StringLike', 'dynamodb:LeadingKeys').includes(partitions),
    );
    expect(writers.map(({ roles }) => functionOf(roles))).toEqual([writer]);
  });

  it('lets the key be used only through the service whose data it encrypts', () => {
    const direct = statements.filter(
      ({ actions, condition }) =>
        actions.some((action) => action.startsWith('kms:')) &&
        at(condition, 'StringEquals', 'kms:ViaService') === undefined,
    );
    // CDK itself grants the workers of encrypted queues to decrypt, and no more.
    const decrypting = direct.filter(({ actions }) => !actions.includes('kms:GenerateMac'));
    expect(decrypting.map(({ roles }) => functionOf(roles)).sort()).toEqual([
      ...['ApplyEvent', 'FanOut', 'HearReply', 'RecordDelivery'],
    ]);
    expect(new Set(decrypting.flatMap(({ actions }) => actions))).toEqual(new Set(['kms:Decrypt']));
  });

  it('lets only those delete who move pointers of open invoices and apply facts that waited: the register stays', () => {
    expect([...new Set(whoMay('dynamodb:DeleteItem'))]).toEqual([
      ...['ApplyChunk', 'ApplyEvent', 'ApplyPayments', 'Assess', 'Decide', 'FanOut', 'HearReply', 'NoteLetters'],
      ...['OpenTask', 'RecordDelivery', 'SendMessage', 'SettleChunk', 'UndoChunk'],
    ]);
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

  it('may be read where time travels by every function that tells the time, and written by the two that note markers', () => {
    const may = (action: string) =>
      clockReaders(sandbox)
        .filter(({ actions }) => actions.includes(action))
        .map(({ roles }) => functionOf(roles))
        .sort();
    const noting = ['Publish', 'Wake'];
    // A signature is of the sender's clock, which does not travel.
    const byRealTime = ['ReceiveEvents'];
    const timeless = ['PassOnSmsReports'];
    const telling = handlerNames()
      .map(pascalCase)
      .filter((name) => ![...noting, ...byRealTime, ...timeless].includes(name));
    expect(may('dynamodb:GetItem')).toEqual(telling.sort());
    expect(may('dynamodb:PutItem')).toEqual(noting);
    expect(new Set(clockReaders(sandbox).flatMap(({ actions }) => actions))).toEqual(
      new Set(['dynamodb:GetItem', 'dynamodb:PutItem']),
    );
  });
});

/** All that each role may do, by the role's name without its ending. */
const granted = Map.groupBy(
  statements.flatMap((statement) =>
    linesOfStatement(statement).map((line) => ({ role: functionOf(statement.roles), line })),
  ),
  ({ role }) => role,
);
const grantedTo = (role: string) => [...new Set((granted.get(role) ?? []).map(({ line }) => line))].sort();
const sorted = (...lines: readonly string[]) => [...new Set(lines)].sort();

const tracing = each(['xray:PutTraceSegments', 'xray:PutTelemetryRecords'], '*');

describe('every role may do what its work needs, and nothing more', () => {
  it('leaves no role out', () => {
    const roles = production.ofType('AWS::IAM::Role').map(({ id }) => functionOf([id]));
    expect(roles.sort()).toEqual(
      [...handlerNames().map(pascalCase), ...Object.keys(needsOfWorkflows), ...Object.keys(needsOfDeliverers)].sort(),
    );
    expect(Object.keys(needsOfFunctions).sort()).toEqual(handlerNames().toSorted());
  });

  it.each(Object.entries(needsOfFunctions))('%s', (name, needs) => {
    const id = pascalCase(name);
    const logging = each(['logs:CreateLogStream', 'logs:PutLogEvents'], `${id}Log`);
    expect(grantedTo(id)).toEqual(sorted(...linesOf(needs), ...tracing, ...logging));
  });

  it.each(Object.entries(needsOfWorkflows))('workflow %s', (name, needs) => {
    const logging = [
      'CreateLogDelivery',
      'DeleteLogDelivery',
      'DescribeLogGroups',
      'DescribeResourcePolicies',
      'GetLogDelivery',
      'ListLogDeliveries',
      'PutResourcePolicy',
      'UpdateLogDelivery',
    ].map((action) => `logs:${action} *`);
    const sampling = each(['xray:GetSamplingRules', 'xray:GetSamplingTargets'], '*');
    expect(grantedTo(name)).toEqual(sorted(...linesOf(needs), ...tracing, ...sampling, ...logging));
  });

  it.each(Object.entries(needsOfDeliverers))('%s', (name, needs) => {
    expect(grantedTo(name)).toEqual(sorted(...needs));
  });
});

describe('the code of every function', () => {
  const calls = callsOfFunctions();

  it.each(Object.entries(needsOfFunctions))('%s calls what is listed above', (name, needs) => {
    const {
      items = {},
      agenda,
      batches,
      reads = [],
      versions = [],
      writes = [],
      erases = [],
      sends = [],
      secrets,
      also = [],
    } = needs;
    const listed = sorted(
      ...Object.values(items).flatMap((actions) => actions.split(' ').map((action) => `dynamodb:${action}`)),
      ...(agenda || batches ? ['dynamodb:Query'] : []),
      ...(reads.length + versions.length > 0 ? ['s3:GetObject'] : []),
      ...(writes.length > 0 ? ['s3:PutObject'] : []),
      ...(erases.length > 0 ? ['s3:DeleteObjectVersion', 's3:ListBucketVersions'] : []),
      ...(sends.length > 0 ? ['sqs:SendMessage'] : []),
      ...(secrets ? ['ssm:GetParameter'] : []),
      ...also.map((line) => line.replace(/ .*/, '')).filter((action) => !/^kms:De/.test(action)),
      ...(neverMade[name] ?? []),
    );
    expect(sorted(...(calls.get(name)?.actions ?? []))).toEqual(listed);
    expect(sorted(...(calls.get(name)?.kinds ?? []))).toEqual(
      sorted(...Object.keys(items), ...(neverTouched[name] ?? [])),
    );
  });
});
