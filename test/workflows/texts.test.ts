// A creditor's own texts on the local AWS: uploaded, put in force, said by the next message, recorded on its contact; a bad file changes nothing.
import { beforeEach, expect, it } from 'vitest';
import { crashAfterWrite } from '#test/crash.ts';
import { aNewInvoice } from '#test/fixtures.ts';
import { lambdaContext } from '#test/lambda-context.ts';
import { contactsOf, eventually, freshAt, outbox } from '#test/stack.ts';

const { handler: sendMessage } = await import('#functions/send-message.ts');
const { handler: applyTexts } = await import('#functions/apply-texts.ts');
const { registerInvoice } = await import('#store/register-invoice.ts');
const { beginFirstRun } = await import('#store/runs.ts');
const { putObject, readObject } = await import('#store/objects.ts');
const { findTextsInForce, findTextsVersion } = await import('#store/own-texts.ts');

const now = '2026-03-03T10:00:00.000Z';
const key = 'templates/default/es.yaml';
beforeEach(async () => {
  await freshAt(now);
  await putObject(`${key}.report.json`, '{}', 'application/json');
});

const own = (subject: string): string =>
  `moments:\n  administrative:\n    email:\n      subject: "${subject}"\n      paragraphs:\n        - "La factura {{ invoices }} sigue pendiente: {{ balance }}."\n`;

const reported = async (): Promise<Record<string, unknown>> => JSON.parse(await readObject(`${key}.report.json`));
const reportWith = (words: string) =>
  eventually(`a report with "${words}"`, async () => {
    const report = await reported();
    return String(report.text).includes(words) && report;
  });

/** The subject of the first notice of a new invoice, and what its contact records. */
const notice = async (invoice: string) => {
  const debtor = `D-${invoice}`;
  const input = { creditor: 'default', invoice };
  await registerInvoice(aNewInvoice(invoice, debtor), `issue-${invoice}`, now);
  await beginFirstRun(input, now);
  await sendMessage({ ...input, run: 1 }, lambdaContext);
  const [contact] = await contactsOf(debtor);
  const mail = (await outbox()).find(({ to }) => to.includes(`${debtor.toLowerCase()}@`));
  return { texts: contact?.texts, subject: mail?.subject };
};

it('an upload is put in force, said by the next message, and its version recorded on the contact', async () => {
  expect((await notice('TEXT-1')).texts).toEqual({ language: 'es', version: 0 });
  await putObject(key, own('Nos falta su pago de {{ invoices }}'), 'application/yaml');
  expect(await reportWith('Version 1 is in force')).toMatchObject({
    ok: true,
    version: 1,
    creditor: 'default',
    language: 'es',
  });
  expect(await notice('TEXT-2')).toEqual({
    texts: { language: 'es', version: 1 },
    subject: 'Nos falta su pago de TEXT-2',
  });
});

it('a bad upload is told with its line and remedy, and changes nothing', async () => {
  await putObject(key, own('Nos falta su pago de {{ invoices }}'), 'application/yaml');
  await reportWith('Version 1 is in force');
  await putObject(key, own('Demanda por {{ invoces }}'), 'application/yaml');
  const report = await reportWith('Nothing was changed');
  expect(report).toMatchObject({
    ok: false,
    findings: [
      { line: 4, code: 'wording' },
      { line: 4, column: 32, code: 'unknown-variable', remedy: 'did you mean {{ invoices }}?' },
    ],
  });
  expect(await findTextsInForce('default', 'es')).toMatchObject({ version: 1 });
  expect(await notice('TEXT-3')).toMatchObject({ texts: { version: 1 }, subject: 'Nos falta su pago de TEXT-3' });
});

it('a file of no language that there is is told so', async () => {
  await putObject('templates/default/fr.yaml', 'lines: {}', 'application/yaml');
  const report = await eventually('the report', async () =>
    readObject('templates/default/fr.yaml.report.json').catch(() => undefined),
  );
  expect(JSON.parse(report)).toMatchObject({ ok: false, text: expect.stringContaining('one of es, en, pt') });
});

it('a crash after any write, and an event that comes twice beside the stack that gets it too, make one version', async () => {
  const file = 'templates/crashing/es.yaml';
  const event = { detail: { object: { key: file } } };
  await putObject(file, own('Uno: {{ invoices }}'), 'application/yaml');
  for (let write = 1; write < 10; write += 1)
    if (!(await crashAfterWrite(write, () => applyTexts(event, lambdaContext)))) break;
  await Promise.all([applyTexts(event, lambdaContext), applyTexts(event, lambdaContext)]);
  expect(await findTextsInForce('crashing', 'es')).toMatchObject({ version: 1 });
  expect(await findTextsVersion('crashing', 'es', 2)).toBeUndefined();
  await putObject(file, own('Dos: {{ invoices }}'), 'application/yaml');
  await eventually('the second version', async () => (await findTextsInForce('crashing', 'es'))?.version === 2);
});
