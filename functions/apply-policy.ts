// A policy file uploaded to the config prefix: checked, put in force as the next version, and reported on beside the file.
import * as z from 'zod';
import { now as readClock } from '#clock';
import { describeProblems, type PolicyProblem, readPolicy } from '#policies/read-policy.ts';
import { hashOf } from '#store/claim-contact.ts';
import { putObject, readObject } from '#store/objects.ts';
import { applyPolicy } from '#store/policies.ts';
import { handle, logger } from './handle.ts';

const upload = z.object({ detail: z.object({ object: z.object({ key: z.string() }) }) });

export const handler = handle(upload, async ({ detail: { object } }) => {
  const { key } = object;
  const named = /^config\/([^/]+)\.ya?ml$/.exec(key)?.[1];
  if (named === undefined) return { ignored: key };
  const text = await readObject(key);
  const reading = readPolicy(text);
  const now = await readClock();
  const report = async (content: { readonly ok: boolean; readonly [field: string]: unknown }) => {
    await putObject(
      `${key}.report.json`,
      JSON.stringify({ file: key, at: now, ...content }, null, 2),
      'application/json',
    );
    logger.info('policy', { creditor: named, ok: content.ok });
    return content;
  };
  if (!reading.ok)
    return report({ ok: false, problems: reading.problems, text: describeProblems(key, reading.problems) });
  const { id } = reading.content.creditor;
  if (id !== named) {
    const problem: PolicyProblem = {
      line: 1,
      column: 1,
      field: 'creditor.id',
      reason: `is "${id}", but the file is named for "${named}": rename one of the two`,
    };
    return report({ ok: false, problems: [problem], text: describeProblems(key, [problem]) });
  }
  const { version, changed } = await applyPolicy(
    id,
    reading.content,
    hashOf(JSON.stringify(reading.content)),
    now,
    key,
  );
  return report({ ok: true, version, changed });
});
