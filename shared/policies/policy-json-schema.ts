// The JSON Schema of a policy file: for editors, for the reference in docs/, and for hints where a field is wrong.
import * as z from 'zod';
import { policySchema } from '#domain/policy.ts';

export type SchemaNode = {
  readonly type?: string | undefined;
  readonly description?: string | undefined;
  readonly default?: unknown;
  readonly enum?: readonly unknown[] | undefined;
  readonly properties?: Readonly<Record<string, SchemaNode>> | undefined;
  readonly required?: readonly string[] | undefined;
  readonly items?: SchemaNode | undefined;
  readonly additionalProperties?: SchemaNode | boolean | undefined;
  readonly propertyNames?: SchemaNode | undefined;
  readonly anyOf?: readonly SchemaNode[] | undefined;
  readonly minimum?: number | undefined;
  readonly maximum?: number | undefined;
  readonly pattern?: string | undefined;
};

const node: z.ZodType<SchemaNode> = z.lazy(() =>
  z.looseObject({
    type: z.string().optional(),
    description: z.string().optional(),
    default: z.unknown().optional(),
    enum: z.array(z.unknown()).optional(),
    properties: z.record(z.string(), node).optional(),
    required: z.array(z.string()).optional(),
    items: node.optional(),
    additionalProperties: z.union([node, z.boolean()]).optional(),
    propertyNames: node.optional(),
    anyOf: z.array(node).optional(),
    minimum: z.number().optional(),
    maximum: z.number().optional(),
    pattern: z.string().optional(),
  }),
);

let made: SchemaNode | undefined;

/** What a file may hold; `extends` belongs to the file alone, decide() never sees it. */
export const policyJsonSchema = (): SchemaNode => {
  if (made) return made;
  const { properties, ...rest } = node.parse(z.toJSONSchema(policySchema, { io: 'input' }));
  made = { ...rest, properties: { extends: extendsNode, ...properties } };
  return made;
};

const extendsNode: SchemaNode = {
  type: 'string',
  pattern: '^(default|\\./[A-Za-z0-9][A-Za-z0-9._-]{0,60}\\.ya?ml)$',
  description:
    'The policy that this one is written on top of: "default", or a file beside it, such as ./base.yaml. Objects merge by key, lists replace whole, null removes.',
};

/** What the schema says of a field, or undefined where it knows none. */
export const nodeAt = (path: readonly PropertyKey[]): SchemaNode | undefined => {
  let at: SchemaNode | undefined = policyJsonSchema();
  for (const key of path) at = at && childOf(at, key);
  return at;
};

const childOf = (holder: SchemaNode, key: PropertyKey): SchemaNode | undefined => {
  const own = holder.properties;
  if (own && Object.hasOwn(own, key)) return own[String(key)];
  if (typeof key === 'number' && holder.items) return holder.items;
  if (typeof holder.additionalProperties === 'object') return holder.additionalProperties;
  return holder.anyOf?.map((each) => childOf(each, key)).find((each) => each !== undefined);
};
