import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import validate from 'asl-validator';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import * as errors from '#domain/errors.ts';
import { root } from '#infra/bundle.ts';
import { pascalCase } from '#infra/node-function.ts';
import { at, listAt, statementsOf, synthesize } from './synthesized.ts';

type State = { readonly Type: string; readonly Resource?: string | undefined; readonly ItemProcessor?: unknown };
const state = z.looseObject({
  Type: z.string(),
  Resource: z.string().optional(),
  ItemProcessor: z.unknown().optional(),
});
const machine = z.looseObject({ States: z.record(z.string(), state), TimeoutSeconds: z.int().optional() });

const folder = join(root, 'workflows');
const files = readdirSync(folder).filter((file) => file.endsWith('.asl.json'));
const production = synthesize('production');
const statements = statementsOf(production);

/** States that share the function of another. */
const sharedFunctions: Readonly<Record<string, string>> = {
  'Repair One': 'repair',
  'Find More': 'find-overdue',
  'Anchor More': 'anchor-page',
};

/** Every state of a machine, those inside Map states too. */
const statesOf = (definition: unknown): readonly (readonly [string, State])[] =>
  Object.entries(machine.parse(definition).States).flatMap(([name, each]) => [
    [name, each] as const,
    ...(each.ItemProcessor ? statesOf(each.ItemProcessor) : []),
  ]);

const errorClasses = new Set(Object.keys(errors));
const reserved = [
  'States.ALL',
  'States.Timeout',
  'States.TaskFailed',
  'States.Permissions',
  'States.Runtime',
  'States.HeartbeatTimeout',
];
/** Prefixes of the errors of the service that a task calls. */
const serviceErrors = (resource: string): string => {
  if (resource.includes(':lambda:invoke')) return 'Lambda.';
  if (resource.includes('aws-sdk:dynamodb')) return 'DynamoDb.';
  if (resource.includes(':states:startExecution')) return 'StepFunctions.';
  throw new Error(`${resource}: say here what its errors begin with`);
};

it('finds the workflows', () =>
  expect(files).toEqual([
    'anchor.asl.json',
    'collection.asl.json',
    'enrol.asl.json',
    'handoff.asl.json',
    'intake.asl.json',
    'reconcile.asl.json',
    'replan.asl.json',
    'settle.asl.json',
    'undo.asl.json',
  ]));

describe.each(files)('%s', (file) => {
  const text = readFileSync(join(folder, file), 'utf8');
  const definition: unknown = JSON.parse(text);
  const tasks = statesOf(definition).filter(([, { Type }]) => Type === 'Task');
  const id = pascalCase(file.replace('.asl.json', ''));
  const deployed = production
    .ofType('AWS::StepFunctions::StateMachine')
    .find((each) => each.id.startsWith(id))?.properties;
  const granted = statements.filter(({ roles }) => roles.some((role) => role.startsWith(`${id}Role`)));

  it('is valid', () => {
    const { isValid, errorsText } = validate(JSON.parse(text));
    expect(isValid, errorsText('\n')).toBe(true);
  });

  it('has a time limit', () => expect(machine.parse(definition).TimeoutSeconds).toBeGreaterThan(0));

  it('has a value for each placeholder and a placeholder for each value', () => {
    const placeholders = new Set([...text.matchAll(/\$\{(\w+)\}/g)].map(([, key]) => key));
    expect(Object.keys(at(deployed, 'DefinitionSubstitutions') ?? {}).sort()).toEqual([...placeholders].sort());
  });

  it.each(tasks)('%s is retried, caught, limited in time, and names errors that there are', (name, task) => {
    const handlers = [...listAt(task, 'Retry'), ...listAt(task, 'Catch')];
    expect(listAt(task, 'Retry').length).toBeGreaterThan(0);
    expect(listAt(task, 'Catch').length).toBeGreaterThan(0);
    expect(at(task, 'TimeoutSeconds') ?? at(task, 'TimeoutSecondsPath')).toBeDefined();
    const own = serviceErrors(task.Resource ?? '');
    for (const error of handlers.flatMap((handler) => listAt(handler, 'ErrorEquals')).map(String)) {
      const isKnown = errorClasses.has(error) || reserved.includes(error) || error.startsWith(own);
      expect(isKnown, `${name}: ${error}`).toBe(true);
    }
  });

  it('catches everything in the last place, so that no failure goes unseen', () => {
    for (const [name, task] of tasks)
      expect(listAt(listAt(task, 'Catch').at(-1), 'ErrorEquals'), name).toContain('States.ALL');
  });

  it('calls functions that carry the name of their state, and may call them', () => {
    const called = tasks.filter(([, { Resource }]) => Resource?.includes('lambda:invoke'));
    expect(called.length).toBeGreaterThan(0);
    const invocable = granted
      .filter(({ actions }) => actions.includes('lambda:InvokeFunction'))
      .flatMap(({ resources }) => resources);
    for (const [name, task] of called) {
      const expected = sharedFunctions[name] ?? name.toLowerCase().replaceAll(' ', '-');
      expect(at(task, 'Parameters', 'FunctionName'), name).toBe(`\${${pascalCase(expected)}}`);
      expect(existsSync(join(root, 'functions', `${expected}.ts`)), name).toBe(true);
      const [target] = production
        .ofType('AWS::Lambda::Function')
        .filter(({ properties }) => properties.FunctionName === `recaudo-production-${expected}`);
      expect(invocable, name).toContain(JSON.stringify({ 'Fn::GetAtt': [target?.id, 'Arn'] }));
    }
    expect(invocable).toHaveLength(new Set(called.map(([, task]) => at(task, 'Parameters', 'FunctionName'))).size);
  });

  it('may write its rests and start what it ends in, and may do nothing else', () => {
    const maps = statesOf(definition).some(([, each]) => at(each, 'ItemReader') !== undefined);
    const needs = new Set([
      ...tasks.map(([, { Resource = '' }]) => neededFor(Resource)),
      ...(maps ? ['s3:GetObject', 'states:StartExecution', 'states:DescribeExecution', 'states:StopExecution'] : []),
    ]);
    const has = granted.flatMap(({ actions }) => actions).filter((action) => !/^(xray|logs|kms):/.test(action));
    expect(new Set(has)).toEqual(needs);
  });
});

const neededFor = (resource: string): string => {
  if (resource.includes('lambda:invoke')) return 'lambda:InvokeFunction';
  if (resource.includes('dynamodb:updateItem')) return 'dynamodb:UpdateItem';
  return 'states:StartExecution';
};
