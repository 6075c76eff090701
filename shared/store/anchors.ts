// The ends of all registers, written down day by day in the bucket, for whoever copies them to where nobody who can write the table can:
// decision 0036. A run writes pages, each with the SHA-256 of the one before, and then the day's own file, which names the last.
import { createHmac } from 'node:crypto';
import { GenerateMacCommand, KMSClient } from '@aws-sdk/client-kms';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { type IsoDate, type IsoInstant, isDate } from '#domain/calendar.ts';
import { BadInput, BrokenInvariant } from '#domain/errors.ts';
import type { DebtorKey } from '#domain/facts.ts';
import { beginning, type End } from '#domain/register/register-record.ts';
import { env, readEnvironment } from './environment.ts';
import { debtorKeyIn, type Key } from './keys.ts';
import { bucketName, findText, listObjects, putObject } from './objects.ts';
import { hashOf } from './register.ts';
import { documents, tableName } from './table.ts';

const folder = 'anchors/';
const dayKey = (day: IsoDate): string => `${folder}${day}.json`;
const pageKey = (day: IsoDate, run: string, page: number): string =>
  `${folder}${day}/${run}/${String(page).padStart(6, '0')}.ndjson`;

const keys = new KMSClient({});

/** Of a debtor, to whoever cannot ask the key, nothing but a name for its register that is always the same. */
export type NameOf = (key: DebtorKey) => string;

export const loadNames = async (): Promise<NameOf> => {
  const { Mac } = await keys.send(
    new GenerateMacCommand({
      KeyId: readEnvironment(env.threadKey),
      MacAlgorithm: 'HMAC_SHA_256',
      Message: Buffer.from('anchors'),
    }),
  );
  if (Mac === undefined) throw new BrokenInvariant('KMS answered no code');
  return ({ creditor, debtor }) =>
    createHmac('sha256', Mac).update(`${creditor}\n${debtor}`).digest('base64url').slice(0, 22);
};

const lineSchema = z.object({ creditor: z.string(), register: z.string(), sequence: z.int(), hash: z.string() });
const headSchema = z.object({ day: z.string(), run: z.string(), page: z.int(), previous: z.string() });
const daySchema = z.object({
  format: z.literal('recaudo-anchor'),
  ...{ day: z.string(), at: z.string(), run: z.string(), pages: z.int(), registers: z.int(), last: z.string() },
});
export type AnchoredDay = z.output<typeof daySchema>;

/** How far a run has come. `last` is the SHA-256 of the page before. */
export type AnchorRun = {
  readonly day: IsoDate;
  readonly run: string;
  readonly page: number;
  readonly registers: number;
  readonly last: string;
  readonly after?: Key | undefined;
};

export const beginRun = (day: IsoDate, run: string): AnchorRun => ({
  ...{ day, run, page: 1, registers: 0, last: beginning },
});

/** So much of the table makes a page: a scan reads one megabyte, or so many items. */
type PageSize = { readonly scans: number; readonly itemsOfScan?: number };
const usualSize: PageSize = { scans: 16 };

/** Writes one page. Undefined when it was the last and the day is written; written again, a page says what the registers end with then. */
export const writePage = async (
  { day, run, page, registers, last, after }: AnchorRun,
  nameOf: NameOf,
  now: IsoInstant,
  size = usualSize,
): Promise<AnchorRun | undefined> => {
  const { ends, next } = await endsAfter(after, size);
  const head = JSON.stringify({ day, run, page, previous: last });
  const lines = ends.map(({ key, end }) =>
    JSON.stringify({ creditor: key.creditor, register: nameOf(key), sequence: end.sequence, hash: end.hash }),
  );
  const text = `${[head, ...lines].join('\n')}\n`;
  await putObject(pageKey(day, run, page), text, 'application/x-ndjson');
  const soFar = { day, run, registers: registers + ends.length, last: hashOf(text) };
  if (next !== undefined) return { ...soFar, page: page + 1, after: next };
  const written: AnchoredDay = { format: 'recaudo-anchor', ...soFar, at: now, pages: page };
  await putObject(dayKey(day), `${JSON.stringify(written)}\n`, 'application/json');
  return undefined;
};

type EndOf = { readonly key: DebtorKey; readonly end: End };
const registerSchema = z.object({
  pk: z.string(),
  sk: z.string(),
  register: z.object({ sequence: z.int(), hash: z.string() }),
});
const lastKeySchema = z.object({ pk: z.string(), sk: z.string() });

/** Of some megabytes of the table. It reads keys and ends alone, and may read no more. */
const endsAfter = async (
  after: Key | undefined,
  { scans, itemsOfScan }: PageSize,
): Promise<{ readonly ends: readonly EndOf[]; readonly next: Key | undefined }> => {
  const ends: EndOf[] = [];
  let next = after;
  for (let scan = 0; scan < scans; scan += 1) {
    const { Items = [], LastEvaluatedKey } = await documents.send(
      new ScanCommand({
        TableName: tableName,
        ConsistentRead: true,
        Select: 'SPECIFIC_ATTRIBUTES',
        ProjectionExpression: 'pk, sk, #register',
        FilterExpression: 'sk = :sk AND attribute_exists(#register)',
        ExpressionAttributeNames: { '#register': 'register' },
        ExpressionAttributeValues: { ':sk': 'DEBTOR' },
        ...(next === undefined ? {} : { ExclusiveStartKey: next }),
        ...(itemsOfScan === undefined ? {} : { Limit: itemsOfScan }),
      }),
    );
    for (const item of Items) {
      const { pk, register } = registerSchema.parse(item);
      ends.push({ key: debtorKeyIn(pk), end: register });
    }
    if (LastEvaluatedKey === undefined) return { ends, next: undefined };
    next = lastKeySchema.parse(LastEvaluatedKey);
  }
  return { ends, next };
};

/** Undefined where the day was not written yet. */
export const findDay = async (day: IsoDate, bucket = bucketName): Promise<AnchoredDay | undefined> => {
  const text = await findText(dayKey(day), bucket);
  return text === undefined ? undefined : daySchema.parse(JSON.parse(text));
};

/** The last day that was written; undefined where none was. */
export const newestDay = async (bucket = bucketName): Promise<IsoDate | undefined> => {
  const keys = await listObjects(folder, { bucket, isFlat: true });
  return keys
    .map((key) => key.slice(folder.length, -'.json'.length))
    .filter(isDate)
    .toSorted()
    .at(-1);
};

/** The ends of a creditor's registers as they were on a day, by their names. Throws BadInput where a page is not as it was written. */
export const readDay = async (
  { day, run, pages, last }: AnchoredDay,
  creditor: string,
  bucket = bucketName,
): Promise<ReadonlyMap<string, End>> => {
  const ends = new Map<string, End>();
  let previous = beginning;
  for (let page = 1; page <= pages; page += 1) {
    const key = pageKey(day, run, page);
    const text = await findText(key, bucket);
    const [head = '{}', ...lines] = text?.trimEnd().split('\n') ?? [];
    if (text === undefined || headSchema.parse(JSON.parse(head)).previous !== previous)
      throw new BadInput(
        'not-anchored',
        `${key} is not as it was written: take the copy of another day, or another copy`,
      );
    previous = hashOf(text);
    for (const line of lines) {
      const { creditor: whose, register, sequence, hash } = lineSchema.parse(JSON.parse(line));
      if (whose === creditor) ends.set(register, { sequence, hash });
    }
  }
  if (previous !== last)
    throw new BadInput('not-anchored', `the last page of ${day} is not as it was written: take another copy`);
  return ends;
};
