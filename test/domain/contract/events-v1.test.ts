// The contract with senders as version 1 was published, frozen on 2026-11-29: what it accepted goes on being accepted. The file beside
// this test is never edited; where something in it must change, that is version 2, with a file of its own.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { eventSchemas, eventSchemaVersion, readEvent } from '#domain/events.ts';
import { eventSchemaFiles } from '../../../docs/generate.ts';

type Shape = {
  readonly required?: readonly string[] | undefined;
  readonly words?: readonly string[] | undefined;
  readonly fields?: Readonly<Record<string, Shape>> | undefined;
  readonly each?: Shape | undefined;
};
const shape: z.ZodType<Shape> = z.lazy(() =>
  z.strictObject({
    required: z.array(z.string()).optional(),
    words: z.array(z.string()).optional(),
    fields: z.record(z.string(), shape).optional(),
    each: shape.optional(),
  }),
);
const frozen = z.array(z.strictObject({ 'detail-type': z.string(), detail: z.record(z.string(), z.unknown()), shape }));
const text = readFileSync(new URL('events-v1.json', import.meta.url), 'utf8');
const examples = frozen.parse(JSON.parse(text)).map(({ 'detail-type': type, ...rest }) => ({ type, ...rest }));

/** Fields of a sender's own, in every object of it. */
const withMore = (value: unknown, more: Readonly<Record<string, unknown>>): unknown => {
  if (Array.isArray(value)) return value.map((each) => withMore(each, more));
  if (typeof value !== 'object' || value === null) return value;
  return { ...more, ...Object.fromEntries(Object.entries(value).map(([name, each]) => [name, withMore(each, more)])) };
};

type Schema = Readonly<Record<string, unknown>>;
const isSchema = (value: unknown): value is Schema => typeof value === 'object' && value !== null;
/** Of a field that may be null, what it is otherwise. */
const plain = (schema: unknown): Schema => {
  if (!isSchema(schema)) return {};
  return Array.isArray(schema.anyOf)
    ? plain(schema.anyOf.find((each) => isSchema(each) && each.type !== 'null'))
    : schema;
};
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** Where a schema of today takes less than the frozen one. */
const narrower = (before: Shape, now: unknown, place: string): readonly string[] => {
  const schema = plain(now);
  const properties = isSchema(schema.properties) ? schema.properties : {};
  return [
    ...(schema.additionalProperties === false ? [`${place}: refuses fields that it does not know`] : []),
    ...listOf(schema.required)
      .filter((name) => before.fields !== undefined && !before.required?.includes(String(name)))
      .map((name) => `${place}.${name}: is needed now`),
    ...(before.words ?? [])
      .filter((word) => schema.enum !== undefined && !listOf(schema.enum).includes(word))
      .map((word) => `${place}: ${word} is no longer taken`),
    ...Object.entries(before.fields ?? {}).flatMap(([name, field]) =>
      Object.hasOwn(properties, name)
        ? narrower(field, properties[name], `${place}.${name}`)
        : [`${place}.${name}: is no longer read`],
    ),
    ...(before.each ? narrower(before.each, schema.items, `${place}[]`) : []),
  ];
};
const schemas = new Map(
  eventSchemaFiles().map(({ content }) => {
    const schema = z.looseObject({ title: z.string(), version: z.int(), $id: z.string() }).parse(JSON.parse(content));
    return [schema.title, schema] as const;
  }),
);

describe('version 1 of the events', () => {
  it('is as it was published', () =>
    expect(createHash('sha256').update(text).digest('hex')).toBe(
      'acf2c3398130bfae2fedc0131fa0df68bf3241452f44ffbdfe717e35e8fa15e8',
    ));

  it('held every event that there was', () => {
    expect(examples).toHaveLength(26);
    for (const { type } of examples) expect(Object.keys(eventSchemas)).toContain(type);
  });

  it.each(examples)('$type is accepted as it stands, and says the same', ({ type, detail }) => {
    expect(readEvent(type, detail)).toMatchObject({ type, detail });
  });

  it.each(examples)('$type is accepted with fields that nobody knows, and says the same', ({ type, detail }) => {
    const plainly = readEvent(type, detail);
    const name = fc.stringMatching(/^x[A-Za-z0-9_]{1,12}$/);
    fc.assert(
      fc.property(fc.dictionary(name, fc.jsonValue(), { minKeys: 1, maxKeys: 3 }), (more) => {
        expect(readEvent(type, withMore(detail, more))).toEqual(plainly);
      }),
      { numRuns: 25 },
    );
  });

  it.each(examples)(
    '$type asks for nothing more today, and takes every word that it took',
    ({ type, shape: before }) => {
      expect(narrower(before, schemas.get(type), type)).toEqual([]);
    },
  );

  it('is what every published schema says it is of', () => {
    for (const [type, { version, $id }] of schemas) {
      expect(version, type).toBe(eventSchemaVersion);
      expect($id, type).toBe(`urn:recaudo:event:${type.toLowerCase().replaceAll(' ', '-')}:${eventSchemaVersion}`);
    }
  });
});

describe('the comparison', () => {
  const before: Shape = { required: ['a'], fields: { a: { words: ['x', 'y'] }, b: { each: { fields: { c: {} } } } } };
  const list = { items: { properties: { c: {}, d: {} } } };
  it.each([
    ['the same', { required: ['a'], properties: { a: { enum: ['x', 'y'] }, b: list } }, []],
    ['more of all', { required: ['a'], properties: { a: { enum: ['x', 'y', 'z'] }, b: list, e: {} } }, []],
    ['less needed', { properties: { a: { enum: ['x', 'y'] }, b: list } }, []],
    ['free text', { required: ['a'], properties: { a: {}, b: list } }, []],
    ['null as well', { properties: { a: { anyOf: [{ enum: ['x', 'y'] }, { type: 'null' }] }, b: list } }, []],
    ['more needed', { required: ['a', 'b'], properties: { a: {}, b: list } }, ['E.b: is needed now']],
    ['a new field needed', { required: ['a', 'e'], properties: { a: {}, b: list, e: {} } }, ['E.e: is needed now']],
    ['a word less', { properties: { a: { enum: ['x'] }, b: list } }, ['E.a: y is no longer taken']],
    ['a field less', { properties: { a: {} } }, ['E.b: is no longer read']],
    [
      'a field less inside',
      { properties: { a: {}, b: { items: { properties: {} } } } },
      ['E.b[].c: is no longer read'],
    ],
    [
      'no others',
      { additionalProperties: false, properties: { a: {}, b: list } },
      ['E: refuses fields that it does not know'],
    ],
  ])('%s', (_, now, expected) => expect(narrower(before, now, 'E')).toEqual(expected));
});
