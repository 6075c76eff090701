// A creditor's own texts uploaded below templates/: checked under the policy in force, put in force when nothing is wrong with them,
// and reported on beside the file.
import { now as readClock } from '#clock';
import { Conflict } from '#domain/errors.ts';
import { type Language, languages } from '#domain/vocabulary.ts';
import { describeFinding } from '#policies/finding.ts';
import { putObject, readObject } from '#store/objects.ts';
import { findTextsInForce, putTextsInForce } from '#store/own-texts.ts';
import { loadPolicy } from '#store/policies.ts';
import { checkTexts } from '#templates/check-texts.ts';
import { objectCreated } from './contracts.ts';
import { handle, logger } from './handle.ts';

type Report = { readonly ok: boolean; readonly text: string; readonly [field: string]: unknown };

/** The file is read as it is now: events that come twice or late find the last upload. */
export const handler = handle(objectCreated, async ({ detail: { object } }) => {
  const { key } = object;
  const content = await reportOn(key);
  const whole = { file: key, at: await readClock(), ...content };
  await putObject(`${key}.report.json`, JSON.stringify(whole, null, 2), 'application/json');
  logger.info('texts', { key, ok: content.ok });
  return { ok: content.ok };
});

const reportOn = async (key: string): Promise<Report> => {
  const [, creditor, named] = /^templates\/([A-Za-z0-9][A-Za-z0-9._-]{0,39})\/([a-z]{2})\.ya?ml$/.exec(key) ?? [];
  const language = languages.find((each) => each === named);
  if (creditor === undefined || language === undefined) {
    const text = `${key} is no file of texts: upload it as templates/CREDITOR/LANGUAGE.yaml, the language one of ${languages.join(', ')}.`;
    return { ok: false, findings: [], text };
  }
  for (let attempt = 1; attempt <= mostAttempts; attempt += 1) {
    const report = await apply(key, creditor, language);
    if (report) return report;
  }
  throw new Conflict(
    `other texts of ${creditor} in ${language} are put in force again and again: upload them once more`,
  );
};

const mostAttempts = 3;

/** Undefined when another upload was put in force meanwhile. */
const apply = async (key: string, creditor: string, language: Language): Promise<Report | undefined> => {
  const seen = await findTextsInForce(creditor, language);
  const [content, policy] = await Promise.all([readObject(key), loadPolicy(creditor)]);
  const { ok, findings } = checkTexts(content, { language, under: policy.content });
  const told = findings.map((finding) => describeFinding(key, finding));
  const against = { creditor, language, policyVersion: policy.version, findings };
  if (!ok) {
    const text = [...told, '', 'Nothing was changed: correct it, then upload it again.'].join('\n');
    return { ok, ...against, text };
  }
  const applied = await putTextsInForce(creditor, language, content, { at: await readClock(), source: key, seen });
  if (!applied) return undefined;
  const { version, changed } = applied;
  const said = changed
    ? `Version ${version} is in force: every message of ${creditor} in ${language} is written with it from now on.`
    : `Version ${version}, in force already, says the same: nothing changed.`;
  return { ok, ...against, ...applied, text: [...told, ...(told.length > 0 ? [''] : []), said].join('\n') };
};
