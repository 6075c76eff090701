// Writes what in docs/ is made from the code: the JSON Schemas of the events, the facts of segments, the fields of
// policies. Tests fail when they are stale.
import { readFileSync, writeFileSync } from 'node:fs';
import * as z from 'zod';
import { eventSchemas, eventSchemaVersion } from '#domain/events.ts';
import { type SegmentFact, segmentFactCatalogue } from '#domain/segments/segment-fact-catalogue.ts';
import { policyReference, policyReferenceFile, policySchemaContent, policySchemaFile } from './generate-policy.ts';

/** File name in docs/events and content, for every event that comes in. */
export const eventSchemaFiles = (): readonly { readonly file: string; readonly content: string }[] =>
  Object.entries(eventSchemas).map(([type, schema]) => ({
    file: `${fileNameOf(type)}.schema.json`,
    content: `${JSON.stringify(
      {
        $id: `urn:recaudo:event:${fileNameOf(type)}:${eventSchemaVersion}`,
        title: type,
        version: eventSchemaVersion,
        ...z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }),
      },
      null,
      2,
    )}\n`,
  }));

const fileNameOf = (type: string): string => type.toLowerCase().replaceAll(' ', '-');

export const eventSchemaFolder = new URL('./events/', import.meta.url);

/** docs/segments.md with the table of facts as the code has it. */
export const withSegmentFacts = (guide: string): string =>
  guide.replace(
    /(<!-- facts: .*-->\n)[\s\S]*(<!-- end of facts -->)/,
    (_, begin, end) => `${begin}\n${factTable()}\n\n${end}`,
  );

const factTable = (): string => {
  const facts: readonly (readonly [string, SegmentFact])[] = Object.entries(segmentFactCatalogue);
  const rows = facts.map(([name, { type, means, example, changesWithTime, values }]) => [
    `\`${name}\``,
    `\`${type}\``,
    values ? `${means} One of ${values.map((each) => `\`${each}\``).join(', ')}.` : means,
    changesWithTime ? 'yes' : 'no',
    `\`${example}\``,
  ]);
  return [
    ['fact', 'type', 'means', 'changes with time alone', 'example'],
    Array.from({ length: 5 }, () => '---'),
    ...rows,
  ]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
};

export const segmentGuide = new URL('./segments.md', import.meta.url);

if (import.meta.main) {
  for (const { file, content } of eventSchemaFiles()) writeFileSync(new URL(file, eventSchemaFolder), content);
  writeFileSync(policySchemaFile, policySchemaContent());
  writeFileSync(policyReferenceFile, policyReference());
  writeFileSync(segmentGuide, withSegmentFacts(readFileSync(segmentGuide, 'utf8')));
}
