// What is published about policy files: the schema for editors and the reference, as the code has them.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { policyJsonSchema, type SchemaNode } from '#policies/policy-json-schema.ts';
import {
  policyReference,
  policyReferenceFile,
  policySchemaContent,
  policySchemaFile,
} from '../../docs/generate-policy.ts';

const fieldsIn = (node: SchemaNode, path: string): readonly (readonly [path: string, SchemaNode])[] => [
  ...Object.entries(node.properties ?? {}).flatMap(([name, child]) => [
    [`${path}.${name}`, child] as const,
    ...fieldsIn(child, `${path}.${name}`),
  ]),
  ...(node.items ? fieldsIn(node.items, `${path}[]`) : []),
  ...(typeof node.additionalProperties === 'object' ? fieldsIn(node.additionalProperties, `${path}.*`) : []),
  ...(node.anyOf ?? []).flatMap((each) => fieldsIn(each, path)),
];

describe('every field of a policy', () => {
  const fields = fieldsIn(policyJsonSchema(), '');

  it('is found', () => {
    const paths = fields.map(([path]) => path);
    for (const path of [
      '.extends',
      '.steps[].repeat.everyDays',
      '.strategies.*.budget.perDay',
      '.hours.weekdays.*.from',
    ])
      expect(paths).toContain(path);
  });

  it('says what it means, in a sentence', () => {
    expect(fields.filter(([, { description }]) => !description?.endsWith('.')).map(([path]) => path)).toEqual([]);
  });
});

describe('the schema for editors', () => {
  it('says what the code says; else run `npm run build:docs`', () => {
    expect(readFileSync(policySchemaFile, 'utf8')).toBe(policySchemaContent());
  });

  it('requires of a whole file what a file that extends another may leave out', () => {
    expect(JSON.parse(policySchemaContent())).toMatchObject({
      additionalProperties: false,
      if: { required: ['extends'] },
      else: { required: ['creditor', 'stages', 'steps'] },
      properties: { interest: { type: ['object', 'null'] }, steps: { type: 'array' } },
    });
  });

  it('is named by the first line of the default policy', () => {
    const file = new URL('../../shared/policies/default.yaml', import.meta.url);
    const [first = ''] = readFileSync(file, 'utf8').split('\n');
    const [, path = ''] = /^# yaml-language-server: \$schema=(.+)$/.exec(first) ?? [];
    expect(new URL(path, file).href).toBe(policySchemaFile.href);
  });
});

it('the reference says what the code says; else run `npm run build:docs`', () => {
  expect(readFileSync(policyReferenceFile, 'utf8')).toBe(policyReference());
});
