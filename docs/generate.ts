// Writes what in docs/ is made from the code: the JSON Schemas of the events. A test fails when they are stale.
import { writeFileSync } from 'node:fs';
import * as z from 'zod';
import { eventSchemas } from '#domain/events.ts';

/** File name in docs/events and content, for every event that comes in. */
export const eventSchemaFiles = (): readonly { readonly file: string; readonly content: string }[] =>
  Object.entries(eventSchemas).map(([type, schema]) => ({
    file: `${type.toLowerCase().replaceAll(' ', '-')}.schema.json`,
    content: `${JSON.stringify({ title: type, ...z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) }, null, 2)}\n`,
  }));

export const eventSchemaFolder = new URL('./events/', import.meta.url);

if (import.meta.main)
  for (const { file, content } of eventSchemaFiles()) writeFileSync(new URL(file, eventSchemaFolder), content);
