// A creditor's own texts: one file for each language, numbered and immutable, one in force. Where none was uploaded, version 0 are
// the texts that come with Recaudo.
import { createHash } from 'node:crypto';
import { parse } from 'yaml';
import * as z from 'zod';
import type { IsoInstant } from '#domain/calendar.ts';
import { BrokenInvariant } from '#domain/errors.ts';
import type { Language } from '#domain/vocabulary.ts';
import { withOwnTexts } from '#templates/own-texts.ts';
import { type Texts, textsOf } from '#templates/texts.ts';
import { textsCurrentItem, textsVersionItem } from './keys.ts';
import { getItem, tableName, transact } from './table.ts';

/** What a contact keeps of the texts that it was written with. */
export type TextsUsed = { readonly language: Language; readonly version: number };

const currentSchema = z.object({
  version: z.int(),
  contentHash: z.string(),
  appliedAt: z.string(),
  source: z.string(),
});
const versionSchema = currentSchema.extend({ content: z.string() });
export type OwnTexts = z.output<typeof versionSchema>;

/** Strongly consistent; undefined while none was ever put in force. */
export const findTextsInForce = async (creditor: string, language: Language) => {
  const current = await getItem(textsCurrentItem(creditor, language));
  return current && currentSchema.parse(current);
};

export const findTextsVersion = async (
  creditor: string,
  language: Language,
  version: number,
): Promise<OwnTexts | undefined> => {
  const item = await getItem(textsVersionItem(creditor, language, version));
  return item && versionSchema.parse(item);
};

/** What a creditor says now. Throws BadInput where its own texts do not fit this release any more. */
export const loadTexts = async (
  creditor: string,
  language: Language,
): Promise<{ readonly used: TextsUsed; readonly texts: Texts }> => {
  const current = await findTextsInForce(creditor, language);
  if (!current) return { used: { language, version: 0 }, texts: textsOf(language) };
  const { version, contentHash } = current;
  // By its hash as well: a table that was restored to an earlier moment may have come to others under the same number.
  const key = `${creditor} ${language} ${version} ${contentHash}`;
  const texts = loaded.get(key) ?? (await readVersion(creditor, language, version));
  loaded.set(key, texts);
  return { used: { language, version }, texts };
};

const loaded = new Map<string, Texts>();

const readVersion = async (creditor: string, language: Language, version: number): Promise<Texts> => {
  const found = await findTextsVersion(creditor, language, version);
  if (!found) throw new BrokenInvariant(`there is no version ${version} of the texts of ${creditor} in ${language}`);
  return withOwnTexts(language, parse(found.content) ?? {});
};

type InForce = Awaited<ReturnType<typeof findTextsInForce>>;

/**
 * `seen` is what was in force before the content was read. The same content changes nothing. Undefined when another upload came
 * in between, which may be the newer one: read again.
 */
export const putTextsInForce = async (
  creditor: string,
  language: Language,
  content: string,
  { at, source, seen }: { readonly at: IsoInstant; readonly source: string; readonly seen: InForce },
): Promise<{ readonly version: number; readonly changed: boolean } | undefined> => {
  const contentHash = createHash('sha256').update(content).digest('hex');
  if (seen?.contentHash === contentHash) return { version: seen.version, changed: false };
  const version = (seen?.version ?? 0) + 1;
  const applied = { version, contentHash, appliedAt: at, source };
  const refused = await transact([
    {
      Put: {
        TableName: tableName,
        Item: { ...textsVersionItem(creditor, language, version), creditor, language, ...applied, content },
        ConditionExpression: 'attribute_not_exists(pk)',
      },
    },
    {
      Put: {
        TableName: tableName,
        Item: { ...textsCurrentItem(creditor, language), ...applied },
        ...(seen
          ? { ConditionExpression: 'version = :seen', ExpressionAttributeValues: { ':seen': seen.version } }
          : { ConditionExpression: 'attribute_not_exists(pk)' }),
      },
    },
  ]);
  return refused.length > 0 ? undefined : { version, changed: true };
};
