// The JSON Schema of policy files for editors, and the reference of their fields, both made from the schema in the code.
import { policyJsonSchema, type SchemaNode } from '#policies/policy-json-schema.ts';

export const policySchemaFile = new URL('./policy.schema.json', import.meta.url);
export const policyReferenceFile = new URL('./policy-reference.md', import.meta.url);

/** A file that extends another may leave out what that one has, and remove with null what is not required. */
export const policySchemaContent = (): string => {
  const { properties = {}, required = [], ...rest } = policyJsonSchema();
  const fields = Object.entries(properties).map(([name, node]) => {
    const { required: _, ...own } = node;
    return [name, required.includes(name) || typeof own.type !== 'string' ? own : { ...own, type: [own.type, 'null'] }];
  });
  const nested = Object.entries(properties)
    .filter(([name, node]) => required.includes(name) && node.type === 'object')
    .map(([name, node]) => [name, { required: node.required }]);
  const schema = {
    title: 'Policy',
    ...rest,
    properties: Object.fromEntries(fields),
    if: { required: ['extends'] },
    else: { required, properties: Object.fromEntries(nested) },
  };
  return `${JSON.stringify(schema, null, 2)}\n`;
};

export const policyReference = (): string => {
  const sections = sectionsOf();
  return [
    '# Fields of a policy',
    '',
    'Made from the code by `npm run build:docs`; [the guide](policy.md) tells how to use them. Unknown fields are refused.',
    'Fields in **bold** are required; a file that extends another may leave them to that one.',
    ...sections.flatMap(({ title, node }) => ['', `## ${title}`, '', ...tableOf(node, sections)]),
    '',
  ].join('\n');
};

type Section = { readonly title: string; readonly node: SchemaNode };

const topTitle = 'The file';

/** Every object that has fields, once, under the path where it first stands. */
const sectionsOf = (): readonly Section[] => {
  const found: Section[] = [];
  const visit = (node: SchemaNode, title: string): void => {
    if (node.properties && !found.some((each) => isSame(each.node, node))) found.push({ title, node });
    const path = title === topTitle ? '' : `${title}.`;
    for (const [name, child] of Object.entries(node.properties ?? {})) visit(child, `${path}${name}`);
    if (node.items) visit(node.items, `${title}[]`);
    if (typeof node.additionalProperties === 'object') visit(node.additionalProperties, `${title}.{name}`);
    for (const each of node.anyOf ?? []) visit(each, title);
  };
  visit(policyJsonSchema(), topTitle);
  return found;
};

const isSame = (one: SchemaNode, other: SchemaNode): boolean =>
  JSON.stringify([one.properties, one.required]) === JSON.stringify([other.properties, other.required]);

const tableOf = ({ properties = {}, required = [] }: SchemaNode, sections: readonly Section[]): readonly string[] => [
  '| field | type | default | meaning |',
  '| --- | --- | --- | --- |',
  ...Object.entries(properties).map(([name, node]) => {
    const shown = required.includes(name) ? `**\`${name}\`**` : `\`${name}\``;
    const preset = node.default === undefined ? '' : `\`${JSON.stringify(node.default)}\``;
    return `| ${[shown, typeOf(node, sections), preset, node.description ?? ''].map(cell).join(' | ')} |`;
  }),
];

const cell = (text: string): string => text.replaceAll('|', '\\|');

const typeOf = (node: SchemaNode, sections: readonly Section[]): string => {
  if (node.anyOf) return node.anyOf.map((each) => typeOf(each, sections)).join(', or ');
  if (node.enum) return node.enum.map((each) => `\`${each}\``).join(' ');
  if (node.items) return `list of ${typeOf(node.items, sections)}`;
  if (node.properties) {
    const title = sections.find((each) => isSame(each.node, node))?.title ?? '';
    return `[${title}](#${title.toLowerCase().replace(/[^a-z0-9 -]/g, '')})`;
  }
  if (typeof node.additionalProperties === 'object')
    return `${keyOf(node.propertyNames)} → ${typeOf(node.additionalProperties, sections)}`;
  if (node.type === 'integer') return `${node.minimum} to ${node.maximum}`;
  if (node.type === 'boolean') return '`true` `false`';
  return 'text';
};

const keyOf = (names: SchemaNode | undefined): string => (names?.enum ? names.enum.map(String).join(' ') : 'name');
