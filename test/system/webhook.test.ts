// The webhook from outside: signed, posted over HTTP to the local AWS, and followed to what it changes.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { webhookAddress } from '#cli/webhook-address.ts';
import { sign, signatureHeader } from '#intake/webhook/signature.ts';
import { eventually, freshAt, stack } from '../stack.ts';
import { commandLine, root } from './command-line.ts';

const { findInvoice } = await import('#store/load-facts.ts');
const { putObject } = await import('#store/objects.ts');
const { run, done, fileOf, leave } = commandLine('webhook');
const made = z.object({ secret: z.string(), address: z.string(), previousUntil: z.string().nullable() });
let secret = '';

const nowSeconds = () => Math.floor(Date.now() / 1000);
const post = async (
  profile: string,
  body: string | Uint8Array,
  { creditor = 'hook', header = sign(secret, nowSeconds(), Buffer.from(body)) } = {},
) => {
  const response = await fetch(webhookAddress(stack, creditor, profile), {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(header === '' ? {} : { [signatureHeader]: header }) },
    body: Buffer.from(body),
  });
  return { status: response.status, answer: z.looseObject({}).parse(await response.json()) };
};
const issuedEvent = (invoice: string, given: object = {}) => ({
  'detail-type': 'Invoice Issued',
  detail: {
    id: `hook-${invoice}`,
    invoice,
    debtor: { id: `D-${invoice}`, name: 'Talleres Ribera SL', email: 'pagos@ribera.example.com' },
    amount: '100.00',
    currency: 'EUR',
    issued: '2026-01-02',
    due: '2026-03-02',
    ...given,
  },
});
const balanceOf = (invoice: string) => async () => (await findInvoice({ creditor: 'hook', invoice }))?.invoice.balance;
const becomes = (invoice: string, balance: number) =>
  eventually(`${invoice} at ${balance}`, async () => (await balanceOf(invoice)()) === balance);

beforeAll(async () => {
  await freshAt('2026-02-20T00:00:00.000Z');
  const { code } = await run('send', fileOf('early.json', '{}'), '--creditor', 'hook');
  expect(code).toBe(4);
  ({ secret } = made.parse(JSON.parse(await done('secret', '--creditor', 'hook', '--json'))));
});
afterAll(leave);

describe('what is signed', () => {
  test('an event, and a list of them, are taken and applied', async () => {
    expect(await post('events', JSON.stringify(issuedEvent('H-1')))).toEqual({ status: 202, answer: { accepted: 1 } });
    const more = Array.from({ length: 23 }, (_, index) => issuedEvent(`H-L${index}`));
    expect(await post('events', JSON.stringify(more))).toEqual({ status: 202, answer: { accepted: 23 } });
    await becomes('H-1', 10_000);
    await becomes('H-L22', 10_000);
  });

  test('the same request again has no effect, not even after other news', async () => {
    const first = JSON.stringify(issuedEvent('H-2', { amount: '50.00' }));
    const header = sign(secret, nowSeconds(), Buffer.from(first));
    expect((await post('events', first, { header })).status).toBe(202);
    await becomes('H-2', 5_000);
    expect(await post('events', first, { header })).toEqual({ status: 200, answer: { accepted: 0, repeated: true } });
    // Under another name of a profile as well: what was signed is the body.
    expect((await post('documents', first, { header })).status).toBe(200);
  });

  test('a document is mapped by a profile that comes along, byte for byte as it was signed', async () => {
    const list = readFileSync(join(root, 'samples/formats/odoo.csv'));
    const { status, answer } = await post('odoo', list);
    expect({ status, answer }).toMatchObject({ status: 202 });
    const latin = Buffer.concat([Buffer.from('{"detail-type":"'), Buffer.from([0xe9]), Buffer.from('"}')]);
    expect(await post('events', latin)).toMatchObject({ status: 400 });
  });

  test("a document is mapped by a profile of one's own in the bucket", async () => {
    const profile = readFileSync(join(root, 'samples/webhook/odoo-invoice.profile.yaml'), 'utf8');
    const body = readFileSync(join(root, 'samples/webhook/odoo-invoice.json'));
    expect(await post('odoo-invoice', body)).toMatchObject({
      status: 400,
      answer: { reasons: [{ reason: expect.stringContaining('there is no profile "odoo-invoice"') }] },
    });
    await putObject('profiles/odoo-invoice.yaml', profile, 'application/yaml');
    expect(await post('odoo-invoice', body)).toEqual({ status: 202, answer: { accepted: 1 } });
    await becomes('INV/2026/00017', 125_000);
  });
});

describe('what is refused, and why', () => {
  const good = JSON.stringify(issuedEvent('H-NO'));
  test.each([
    ['no signature', { header: '' }, 'is missing'],
    ['a signature of other words', { header: `t=${nowSeconds()},v1=${'0'.repeat(64)}` }, 'does not fit'],
    ['an old one', { header: 'OLD' }, 'more than 300 seconds'],
    ['one of another creditor', { creditor: 'stranger' }, 'does not fit'],
  ])('%s: 401', async (_, given: { header?: string; creditor?: string }, reason) => {
    const header = given.header === 'OLD' ? sign(secret, nowSeconds() - 400, Buffer.from(good)) : given.header;
    const { status, answer } = await post('events', good, { ...given, ...(header === undefined ? {} : { header }) });
    expect(status).toBe(401);
    expect(answer.error).toContain(reason);
  });

  test('a field that is wrong: 400, and nothing of the list is taken', async () => {
    const body = JSON.stringify([issuedEvent('H-HALF'), issuedEvent('H-BAD', { amount: '1,5' })]);
    const { status, answer } = await post('events', body);
    expect({ status, answer }).toMatchObject({
      status: 400,
      answer: { error: 'nothing was taken', reasons: [{ entry: 2, reason: expect.stringContaining('amount') }] },
    });
    expect(await balanceOf('H-HALF')()).toBeUndefined();
  });

  test('one id for two events: 409', async () => {
    const body = JSON.stringify([issuedEvent('H-3'), issuedEvent('H-3', { amount: '7.00' })]);
    expect((await post('events', body)).status).toBe(409);
  });

  test('more than 256 KiB: 413', async () => {
    expect((await post('events', JSON.stringify(issuedEvent('H-4', { pad: 'x'.repeat(262_144) })))).status).toBe(413);
  });

  test('another creditor in the event: 400', async () => {
    const { status, answer } = await post('events', JSON.stringify(issuedEvent('H-5', { creditor: 'other' })));
    expect({ status, answer }).toMatchObject({ status: 400, answer: { reasons: [{ field: 'creditor' }] } });
  });
});

describe('recaudo webhook', () => {
  test('sends a file, signed', async () => {
    const file = fileOf('event.json', JSON.stringify(issuedEvent('H-CLI')));
    expect(await done('send', file, '--creditor', 'hook')).toBe('202 {"accepted":1}\n');
    await becomes('H-CLI', 10_000);
    expect((await run('send', fileOf('bad.json', 'nonsense'), '--creditor', 'hook')).code).toBe(2);
  });

  test('is not needed: a shell with openssl and curl signs as well', async () => {
    const file = fileOf('shell.json', JSON.stringify(issuedEvent('H-SHELL', { note: 'Año nuevo, €' })));
    const answer = execFileSync(
      join(root, 'samples/webhook/post.sh'),
      [webhookAddress(stack, 'hook', 'events'), file],
      {
        env: { ...process.env, RECAUDO_SECRET: secret },
        encoding: 'utf8',
      },
    );
    expect(JSON.parse(answer)).toEqual({ accepted: 1 });
  });

  test('shows a secret once, and makes another one beside which the first is taken', async () => {
    const shown = await done('secret', '--creditor', 'hook');
    expect(shown).toContain('has a secret since');
    expect(shown).not.toContain(secret);
    const old = secret;
    const rotated = made.parse(JSON.parse(await done('secret', '--creditor', 'hook', '--rotate', '--json')));
    expect(rotated.secret).not.toBe(old);
    expect(rotated.previousUntil).not.toBeNull();
    const body = JSON.stringify(issuedEvent('H-ROTATED'));
    expect((await post('events', body, { header: sign(old, nowSeconds(), Buffer.from(body)) })).status).toBe(202);
  });
});
