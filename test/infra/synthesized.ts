// A stage's template as synthesis makes it, with the context of cdk.json, once for each test file.
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AwsSolutionsChecks } from 'cdk-nag';
import * as z from 'zod';
import { root } from '#infra/bundle.ts';
import { makeApp } from '#infra/recaudo-app.ts';
import { RecaudoStack } from '#infra/recaudo-stack.ts';

export type StageName = 'local' | 'sandbox' | 'production';
export type Properties = Readonly<Record<string, unknown>>;
export type Resource = { readonly id: string; readonly type: string; readonly properties: Properties };

export type Synthesized = {
  readonly text: string;
  readonly resources: readonly Resource[];
  readonly ofType: (type: string) => readonly Resource[];
  readonly outputs: Readonly<Record<string, unknown>>;
  /** What the AWS Solutions rules find, suppressions aside. */
  readonly findings: () => readonly string[];
};

const template = z.object({
  Resources: z.record(
    z.string(),
    z.object({ Type: z.string(), Properties: z.record(z.string(), z.unknown()).default({}) }),
  ),
  Outputs: z.record(z.string(), z.unknown()),
});
const cdkJson = z.object({ context: z.record(z.string(), z.unknown()) });

export const cdkContext = cdkJson.parse(JSON.parse(readFileSync(join(root, 'cdk.json'), 'utf8'))).context;

// The bundles have tests of their own.
const templateOnly = { 'aws:cdk:disable-asset-staging': true, 'aws:cdk:bundling-stacks': [] };

export const synthesize = (stage: StageName): Synthesized => {
  const known = made.get(stage);
  if (known) return known;
  // With all that is left out unless it is asked for, but locally, where the emulator has none of it.
  const fresh = synthesizeWith(stage, stage === 'local' ? {} : { smsReports: true });
  made.set(stage, fresh);
  return fresh;
};

const made = new Map<StageName, Synthesized>();

export const synthesizeWith = (stage: StageName, context: Readonly<Record<string, unknown>> = {}): Synthesized => {
  const app = makeApp({
    context: { ...cdkContext, ...templateOnly, stage, ...context },
    outdir: mkdtempSync(join(tmpdir(), 'recaudo-infra-')),
  });
  const assembly = app.synth();
  const stack = app.node.findChild(`recaudo-${stage}`);
  if (!(stack instanceof RecaudoStack)) throw new Error('the app no longer holds a RecaudoStack');
  const parsed = template.parse(assembly.getStackByName(stack.stackName).template);
  const resources = Object.entries(parsed.Resources).map(([id, { Type, Properties }]) => ({
    id,
    type: Type,
    properties: Properties,
  }));
  return {
    text: JSON.stringify(parsed),
    resources,
    ofType: (type) => resources.filter((each) => each.type === type),
    outputs: parsed.Outputs,
    findings: () =>
      new AwsSolutionsChecks()
        .validateScope(stack)
        .violations.map(
          ({ ruleName, violatingResources }) =>
            `${ruleName}: ${violatingResources.map(({ resourceLogicalId }) => resourceLogicalId).join(', ')}`,
        ),
  };
};

/** The value at a path of names, or undefined. */
export const at = (value: unknown, ...path: readonly string[]): unknown =>
  path.reduce<unknown>(
    (found, name) =>
      typeof found === 'object' && found !== null
        ? Object.entries(found).find(([key]) => key === name)?.[1]
        : undefined,
    value,
  );

export const listAt = (value: unknown, ...path: readonly string[]): readonly unknown[] => {
  const found = at(value, ...path);
  if (found === undefined) return [];
  return Array.isArray(found) ? found : [found];
};

export type Statement = {
  readonly policy: string;
  /** Logical ids of the roles it is attached to. */
  readonly roles: readonly string[];
  readonly effect: string;
  readonly actions: readonly string[];
  /** Resources as JSON text; NotResource is marked with a leading "not ". */
  readonly resources: readonly string[];
  readonly condition: unknown;
};

/** Every permission of every role. */
export const statementsOf = ({ ofType }: Synthesized): readonly Statement[] =>
  ofType('AWS::IAM::Policy').flatMap(({ id, properties }) =>
    listAt(properties, 'PolicyDocument', 'Statement').map((statement) => ({
      policy: id,
      roles: listAt(properties, 'Roles').map((role) => String(at(role, 'Ref'))),
      effect: String(at(statement, 'Effect')),
      actions: listAt(statement, 'Action').map(String),
      resources: [
        ...listAt(statement, 'Resource').map(textOf),
        ...listAt(statement, 'NotResource').map((resource) => `not ${textOf(resource)}`),
      ],
      condition: at(statement, 'Condition'),
    })),
  );

const textOf = (resource: unknown): string => (typeof resource === 'string' ? resource : JSON.stringify(resource));
