// `npm run soak:reports`: the three steps that read what every chunk of a batch left, over a batch of a million rows on the local AWS,
// each in a process of its own. Prints the most memory that each held.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { use } from '#cli/connect.ts';
import { deployLocal } from '#infra/local/deploy-local.ts';
import { startEmulator } from '#infra/local/emulator.ts';
import { localEnvironment } from '#infra/local/local-environment.ts';
import { preparePythonEnvironment } from '#infra/local/python-environment.ts';
import { appliedKey, rehearsalKey, tallyKey, undoneKey } from '#intake/batch/batch-files.ts';
import type { Rehearsal } from '#intake/batch/rehearsal.ts';
import { peakMemory } from './peak-memory.ts';

const rowsOfChunk = 200;
const batch = 'soak';
/** What each step finds the batch in. */
const steps = { 'weigh-batch': 'received', 'report-batch': 'importing', 'report-undo': 'undoing' } as const;
type Step = keyof typeof steps;

const [first = '', given] = process.argv.slice(2);

const main = async (): Promise<void> => {
  const report = (line: string): void => void process.stderr.write(`${line}\n`);
  const emulator = await startEmulator({ python: await preparePythonEnvironment(report) });
  try {
    Object.assign(process.env, localEnvironment(emulator.endpoint, emulator.messaging), {
      POWERTOOLS_LOG_LEVEL: 'SILENT',
    });
    use(await deployLocal({ endpoint: emulator.endpoint, report }), emulator.endpoint);
    for (const chunks of first === '' ? [50, 5000] : [Number(first)]) {
      report(`putting what ${chunks} chunks left …`);
      await putResults(chunks);
      for (const step of Object.keys(steps)) process.stdout.write(await peakOf(step, chunks));
    }
  } finally {
    await emulator.stop();
  }
};

const peakOf = async (step: string, chunks: number): Promise<string> =>
  (await promisify(execFile)(process.execPath, [import.meta.filename, step, String(chunks)])).stdout;

/** As large as they get: each row a debtor of its own, with a contact, and a reason why something stands. */
const putResults = async (chunks: number): Promise<void> => {
  const { putJson } = await import('#store/objects.ts');
  const { inParallel } = await import('#store/in-parallel.ts');
  await putJson(tallyKey(batch), { rows: 0, rejected: 0, totals: {}, creditors: ['default'], errors: [] });
  const all = Array.from({ length: chunks }, (_, index) => index + 1);
  await inParallel(all, async (chunk) => {
    const lines = Array.from({ length: rowsOfChunk }, (_, index) => (chunk - 1) * rowsOfChunk + index + 2);
    await putJson(rehearsalKey(batch, chunk), rehearsalOf(lines));
    await putJson(appliedKey(batch, chunk), {
      counts: { new: rowsOfChunk - 1, changed: 0, unchanged: 0 },
      errors: [{ line: lines[0], field: 'invoice', reason: 'is of another debtor', remedy: 'correct it', value: '' }],
    });
    await putJson(undoneKey(batch, chunk), {
      rows: lines.map((line) => ({ line, undone: 1, kept: [`the name of debtor d-${line}`], wasTold: true })),
    });
  });
};

const rehearsalOf = (lines: readonly number[]): Rehearsal => ({
  rows: lines.map((line) => ({ line, outcome: 'new' })),
  odd: [],
  contacts: lines.map((line) => ({
    ...{ at: '2026-01-05T09:00:00.000Z', creditor: 'default', debtor: `debtor-${line}`, invoice: `INV-${line}` },
    ...{ step: 'first-reminder', stage: 'preventive', channel: 'email' },
  })),
});

const run = async (step: Step, chunks: number): Promise<void> => {
  const { documents, tableName } = await import('#store/table.ts');
  const { PutCommand } = await import('@aws-sdk/lib-dynamodb');
  const { batchItem } = await import('#store/keys.ts');
  const item = {
    ...{ batch, file: 'incoming/standard/soak.csv', profile: 'standard', isRehearsal: false, status: steps[step] },
    ...{ receivedAt: '2026-01-05T00:00:00.000Z', owner: 'soak', source: 'batch-soak', content: `soak-${chunks}` },
    ...{ rows: chunks * rowsOfChunk, rejected: 0, chunks, totals: {}, creditors: ['default'], isProposed: false },
  };
  await documents.send(new PutCommand({ TableName: tableName, Item: { ...batchItem(batch), ...item } }));
  const { handler } = await import(join(import.meta.dirname, `../../functions/${step}.ts`));
  const begun = performance.now();
  await handler({ batch }, { functionName: step, awsRequestId: step, getRemainingTimeInMillis: () => 290_000 });
  const seconds = ((performance.now() - begun) / 1000).toFixed(0);
  const { accepted, contacts, undo } = (await (await import('#store/batches.ts')).findBatch(batch)) ?? {};
  const said = JSON.stringify({ accepted, contacts, undone: undo?.undone, kept: undo?.kept });
  const mb = peakMemory().toFixed(0);
  process.stdout.write(`${step.padEnd(13)} ${String(chunks).padStart(5)} chunks: ${mb} MiB, ${seconds} s ${said}\n`);
};

const isStep = (text: string): text is Step => text in steps;
await (isStep(first) ? run(first, Number(given)) : main());
