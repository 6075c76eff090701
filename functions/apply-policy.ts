// A policy file uploaded to the config prefix: checked, planned against the version in force, applied where the file says so, and
// reported on beside the file.
import { basename } from 'node:path';
import { now as readClock } from '#clock';
import { BadInput, Conflict } from '#domain/errors.ts';
import { changesInShort, comparePolicies } from '#domain/planning/compare-policies.ts';
import { planInWords } from '#domain/planning/plan-in-words.ts';
import { pricesUnder } from '#domain/planning/prices.ts';
import { propose } from '#domain/planning/propose.ts';
import { compareOutboxes } from '#domain/planning/summary.ts';
import type { InFlight, Policy, PolicyContent } from '#domain/policy.ts';
import { describeFinding, type Finding } from '#policies/finding.ts';
import { loadBases } from '#policies/load-bases.ts';
import { planPortfolio } from '#policies/plan-portfolio.ts';
import { putInForce } from '#policies/put-in-force.ts';
import { describeProblems, type PolicyProblem } from '#policies/read-policy.ts';
import { readUpload } from '#policies/read-upload.ts';
import { env, readEnvironment } from '#store/environment.ts';
import { findText, putObject, readObject } from '#store/objects.ts';
import { loadPolicy } from '#store/policies.ts';
import { loadRates } from '#store/rates.ts';
import { objectCreated } from './contracts.ts';
import { handle, logger } from './handle.ts';

const replanArn = readEnvironment(env.replanArn);

export const handler = handle(objectCreated, async ({ detail: { object } }) => {
  const { key } = object;
  const named = /^config\/([^/]+)\.ya?ml$/.exec(key)?.[1];
  if (named === undefined) return { ignored: key };
  const text = await readObject(key);
  const resolve = await loadBases(text, readBase);
  const reading = readUpload(text, {
    today: (await readClock()).slice(0, 10),
    rates: await loadRates(),
    file: basename(key),
    resolve,
  });
  const report = async (content: { readonly ok: boolean; readonly [field: string]: unknown }) => {
    const whole = { file: key, at: await readClock(), ...content };
    await putObject(`${key}.report.json`, JSON.stringify(whole, null, 2), 'application/json');
    logger.info('policy', { creditor: named, ok: content.ok });
    return { ok: content.ok };
  };
  const refuse = (...problems: readonly PolicyProblem[]) =>
    report({ ok: false, problems, text: describeProblems(key, problems) });
  if (!reading.ok) return refuse(...reading.problems.map(byKey));
  const { content, inFlight } = reading;
  const lints = reading.lints.map(byKey);
  const { id } = content.creditor;
  if (id !== named) {
    const reason = `is "${id}", but the file is named for "${named}": rename one of the two`;
    return refuse({ line: 1, column: 1, field: 'creditor.id', reason });
  }
  const planned = await plan(content, inFlight ?? 'now');
  if (inFlight === undefined)
    return report({
      ok: true,
      applied: false,
      lints,
      ...planned.figures,
      text: [...lints.map((lint) => describeFinding(key, lint)), ...planned.lines, '', howToApply].join('\n'),
    });
  try {
    const applied = await putInForce(
      replanArn,
      content,
      { inFlight, by: 'upload', source: key, at: await readClock(), expected: planned.against },
      planned.figures.invoices,
    );
    const said = applied.changed
      ? `Version ${applied.version} is in force (in flight: ${inFlight}); open invoices are being moved to it.`
      : `Version ${applied.version}, in force already, says the same: nothing changed.`;
    return report({
      ok: true,
      applied: true,
      lints,
      ...applied,
      ...planned.figures,
      text: [...lints.map((lint) => describeFinding(key, lint)), ...planned.lines, '', said].join('\n'),
    });
  } catch (error) {
    if (!(error instanceof BadInput) && !(error instanceof Conflict)) throw error;
    return refuse({ line: 1, column: 1, field: error instanceof BadInput ? 'steps' : '', reason: error.message });
  }
});

/** Files are named by their keys. */
const byKey = (finding: Finding): Finding =>
  finding.file === undefined || finding.file === 'default' ? finding : { ...finding, file: `config/${finding.file}` };

/** What a policy extends is another file of the config prefix. */
const readBase = (reference: string): Promise<string | undefined> =>
  findText(`config/${reference.replace(/^\.\//, '')}`);

const howToApply =
  'Nothing was applied. To apply it, add the line "apply: { inFlight: now }" (or next-stage, or pin) and upload it again, or run recaudo policy apply.';

/** A plan that takes longer is reported as far as it has come. */
const planningMs = 10 * 60_000;
const listed = 50;

const plan = async (content: PolicyContent, inFlight: InFlight) => {
  const now = await readClock();
  const before: Policy = await loadPolicy(content.creditor.id);
  const begun = performance.now();
  const { complete, invoices, changed, byChange, sample, outbox } = await planPortfolio(
    content.creditor.id,
    { before, after: propose(before, content, inFlight, now) },
    now,
    { sample: listed, stops: () => performance.now() - begun > planningMs },
  );
  const { added, missed, moved } = compareOutboxes(outbox);
  const changes = changesInShort(comparePolicies(before.content, content), 20);
  const summary = { invoices, changed, byChange, sample, outbox };
  return {
    against: before.version,
    figures: {
      against: before.version,
      inFlight,
      changes,
      complete,
      invoices,
      changed,
      byChange,
      sample,
      outbox: { before: outbox.before.length, after: outbox.after.length, added, missed, moved },
    },
    lines: [
      `Planned against version ${before.version}, in flight: ${inFlight}. What the file says otherwise: ${changes}.`,
      ...(complete ? [] : [`The portfolio is large: these figures are of its first ${invoices} open invoices.`]),
      '',
      ...planInWords(summary, pricesUnder(content), listed),
    ],
  };
};
