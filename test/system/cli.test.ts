// The command line as people and programs use it: each run is a process of its own, on the local AWS of the tests.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { localEnvironment, withoutAws } from '#infra/local/local-environment.ts';
import { contactsOf, environment, eventually, freshAt, invoiceNow, outbox, outputs, stack } from '../stack.ts';

const root = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'recaudo-cli-test-'));
const fileOf = (name: string, content: string): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};
const runningOf = (name: string, outputs: Readonly<Record<string, string>>): string =>
  fileOf(name, JSON.stringify({ endpoint: stack.endpoint, environment, outputs }));

const running = runningOf('running.json', outputs);
const nowhere = join(folder, 'no-such.json');

type Ended = { readonly code: number | null; readonly out: string; readonly err: string };
type Surroundings = {
  readonly environment?: Readonly<Record<string, string>>;
  readonly node?: readonly string[];
  readonly cwd?: string;
};

const run = (args: readonly string[], { environment = {}, node = [], cwd = folder }: Surroundings = {}) =>
  new Promise<Ended>((resolve, reject) => {
    const child = spawn(process.execPath, [...node, join(root, 'cli/recaudo.js'), ...args], {
      cwd,
      env: { ...withoutAws(process.env), RECAUDO_RUNNING: running, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let out = '';
    let err = '';
    child.stdout.on('data', (text: Buffer) => {
      out += text;
    });
    child.stderr.on('data', (text: Buffer) => {
      err += text;
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, out, err }));
  });

const done = async (...args: readonly string[]): Promise<string> => {
  const { code, out, err } = await run(args);
  expect({ code, err }).toMatchObject({ code: 0 });
  return out;
};

/** The one JSON object of an answer: standard output holds nothing else. */
const jsonOf = <Shape extends z.ZodType>(out: string, shape: Shape): z.output<Shape> => {
  expect(out.split('\n')).toHaveLength(2);
  return shape.parse(JSON.parse(out));
};

const failure = z.strictObject({ error: z.string(), exitCode: z.int() });

/** A program is told by one object what a person reads on standard error, and by the exit code. No stack trace. */
const refused = async (args: readonly string[], surroundings?: Surroundings) => {
  const { code, out, err } = await run([...args, '--json'], surroundings);
  const told = jsonOf(out, failure);
  expect(err.trimEnd().split('\n').at(-1)).toBe(`recaudo: ${told.error}`);
  expect(err).not.toMatch(/\n {4}at |node:internal|Warning/);
  expect(code).toBe(told.exitCode);
  return { code, error: told.error };
};

const header = 'invoice,debtor_id,debtor_name,email,phone,time_zone,amount,currency,issued,due';
const batch = `${header}
C-1,ana,Ana Ruiz,ana@example.com,,America/Bogota,1000.00,EUR,2026-01-05,2026-03-02
C-2,ana,Ana Ruiz,ana@example.com,,America/Bogota,20.50,EUR,2026-01-05,2026-03-02
C-3,beto,Beto Díaz,beto@example.com,,UTC,38500,CLP,2026-01-05,2026-03-02
C-4,carla,Carla Paz,,,UTC,500.00,EUR,2026-01-05,2026-03-03
`;

beforeAll(async () => {
  await freshAt('2026-02-01T00:00:00.000Z');
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('without a stack', () => {
  const commands = [
    'status',
    'import',
    'batch list',
    'batch show',
    'batch approve',
    'batch decline',
    'batch settle',
    'batch undo',
    'invoice',
    'explain',
    'debtor',
    'pay',
    'payments list',
    'payments show',
    'payments match',
    'payments unmatch',
    'merge',
    'replies list',
    'replies show',
    'replies answer',
    'letters list',
    'letters show',
    'letters status',
    'offer',
    'event',
    'events list',
    'events show',
    'events retry',
    'tasks',
    'tasks next',
    'tasks claim',
    'tasks done',
    'tasks release',
    'answer',
    'outbox',
    'advance',
    'reconcile',
    'replay',
    'audit',
    'register verify',
    'register anchor',
    'register show',
    'evidence',
    'erase',
    'policy check',
    'policy test',
    'policy plan',
    'policy apply',
    'policy history',
    'diary',
    'may-contact',
    'charges',
    'packs',
    'parse',
    'profile',
    'rates',
    'rates import',
    'sending rate',
    'sending start',
    'sending status',
    'sending stop',
    'scripts list',
    'scripts show',
    'scripts check',
    'scripts practise',
    'simulate',
    'statement',
    'template check',
    'template preview',
    'template apply',
    'webhook secret',
    'webhook send',
  ];

  test('the help names every command and every exit code', async () => {
    const help = await done('--help');
    for (const command of commands) expect(help).toContain(`\n  ${command.split(' ')[0]} `);
    expect(help).toContain('0 done, 1 failed, 2 bad input or usage, 3 no stack to talk to, 4 not found');
    expect(await done('--version')).toBe(`${JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version}\n`);
  });

  test('the help of each command shows examples of itself and the exit codes', async () => {
    for (const command of ['pay', 'event', 'policy check']) {
      const help = await done(...command.split(' '), '--help');
      expect(help).toContain(`\n  recaudo ${command} `);
      expect(help).toContain('Exit codes: 0 done');
    }
  });

  test('the page about the command line shows every command with its exit codes', () => {
    const page = readFileSync(join(root, 'docs/cli.md'), 'utf8');
    for (const command of commands) expect(page).toContain(`\n## ${command}\n`);
    expect(page.match(/^Exit codes:/gm)).toHaveLength(commands.length);
  });

  test('a conversation is practised by itself, and by chance where nothing is said', async () => {
    const answers = 'it-is-me,confirms,listens,is-ill,tells-an-amount,part-now';
    const { out } = await run(['scripts', 'practise', '--answers', answers, '--language', 'es', '--json']);
    expect(JSON.parse(out)).toEqual({
      path: answers.split(','),
      node: 'agree-part',
      outcome: 'promise',
      cause: 'illness',
    });
    expect((await run(['scripts', 'practise'])).err).toContain('the conversation is not over');
  });

  test('an older Node hands over to the one that the package brings', async () => {
    const older = `data:text/javascript,Object.defineProperty(process,"versions",{value:{...process.versions,node:"20.11.0"}})`;
    const { code, out, err } = await run(['policy', 'check', join(root, 'shared/policies/default.yaml'), '--json'], {
      node: ['--import', older],
    });
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(jsonOf(out, z.object({ ok: z.boolean() })).ok).toBe(true);
  });

  const badPolicy = fileOf('bad.yaml', 'creditor: { id: Acme }\nstagess: []\n');
  test.concurrent.each([
    { args: ['bogus'], says: "unknown command 'bogus'" },
    { args: ['status', '--bogus'], says: "unknown option '--bogus'" },
    { args: ['merge', 'ana'], says: 'name the debtor that it becomes, or say --undo' },
    { args: ['merge', 'ana', 'luz', '--undo'], says: 'name the debtor that it becomes, or say --undo' },
    { args: ['offer', 'ana', '--pays', '5'], says: '--until is missing' },
    { args: ['offer', 'ana', '--tiers', '5', '--until', '2026-03-31'], says: '"5" is no tier' },
    { args: ['pay', 'C-1'], says: "missing required argument 'amount'" },
    { args: ['pay', 'C-1', '5', '--date', '2026-02-30'], says: '"2026-02-30" is not a date' },
    { args: ['import', 'nope.csv'], says: 'nope.csv cannot be read: there is no such file' },
    { args: ['import', '.'], says: '. cannot be read: it is a folder' },
    { args: ['import', badPolicy, '--profile', 'nope.yaml'], says: 'nope.yaml cannot be read' },
    { args: ['import', badPolicy, '--control-rows', 'ten'], says: '--control-rows takes a whole number' },
    { args: ['import', badPolicy, '--control-total', 'EUR'], says: 'write it as EUR=12500.00' },
    { args: ['tasks', '--kind', 'dance'], says: 'Allowed choices are call, visit' },
    { args: ['tasks', '--limit', '0'], says: '--limit takes a whole number from 1 to 10000, not "0"' },
    { args: ['tasks', 'next'], says: "required option '--agent <name>' not specified" },
    { args: ['tasks', 'next', '--agent', 'Ana!'], says: '--agent "Ana!" is no name' },
    { args: ['scripts', 'show', '--cause', 'love'], says: 'there is no cause "love"; use one of oversight' },
    { args: ['scripts', 'check', '--folder', folder], says: 'tree.yaml cannot be read' },
    {
      args: ['scripts', 'practise', '--answers', 'hello'],
      says: '"hello" is not heard at "opening"; say one of it-is-me',
    },
    { args: ['scripts', 'practise', '--answers', 'it-is-me'], says: 'the conversation is not over: at "identity"' },
    { args: ['outbox', '--limit', 'all'], says: '--limit takes a whole number from 1 to 99999, not "all"' },
    { args: ['advance'], says: 'say either --to TIME or --days N' },
    { args: ['advance', '--days', '1', '--to', '2026-03-01'], says: 'say either --to TIME or --days N' },
    { args: ['advance', '--days', '1.5'], says: '--days takes a whole number from 1 to 3650, not "1.5"' },
    { args: ['advance', '--to', 'tomorrow'], says: '"tomorrow" is neither a date nor a minute' },
    { args: ['advance', '--to', '2026-03-01T24:00'], says: '"2026-03-01T24:00" is neither a date nor a minute' },
    { args: ['event', 'Party', '{}'], says: 'the detail-type "Party" is not known; known are Invoice Issued' },
    { args: ['event', 'Dispute Opened', 'x'], says: 'the detail is not JSON' },
    { args: ['event', 'Dispute Opened', '[]'], says: 'the detail must be a JSON object' },
    { args: ['event', 'Dispute Opened', '{"id":"e-1","invoice":"C-1"}'], says: 'dispute: ' },
    { args: ['event', 'Dispute Opened', '@nope.json'], says: 'nope.json cannot be read' },
    { args: ['policy', 'check', 'nope.yaml'], says: 'nope.yaml cannot be read' },
    { args: ['template', 'check', 'texts.yaml'], says: 'name it es.yaml, en.yaml, pt.yaml, or say --language' },
    { args: ['template', 'preview', 'nothing'], says: 'there is no text "nothing"; there are invoice, preventive' },
  ])('refuses `$args` with exit code 2', async ({ args, says }) => {
    const { code, error } = await refused(args, { environment: { RECAUDO_RUNNING: nowhere } });
    expect(code).toBe(2);
    expect(error).toContain(says);
  });

  test('a policy with errors is reported with file, line and column, exit code 2', async () => {
    const { code, out } = await run(['policy', 'check', badPolicy]);
    expect(code).toBe(2);
    expect(out).toContain(
      `${badPolicy}:2:1 error unknown-field stagess: unknown field "stagess". did you mean "stages"?`,
    );
    const json = await run(['policy', 'check', badPolicy, '--json']);
    expect(json.code).toBe(2);
    expect(jsonOf(json.out, z.object({ ok: z.boolean() })).ok).toBe(false);
  });

  test('says with exit code 3 which stack it looked for', async () => {
    const { code, error } = await refused(['status'], { environment: { RECAUDO_RUNNING: nowhere } });
    expect(code).toBe(3);
    expect(await run(['status'], { environment: { RECAUDO_RUNNING: nowhere } })).toEqual({
      code: 3,
      out: '',
      err: `recaudo: ${error}\n`,
    });
    expect(error).toContain(nowhere);
    expect(error).toContain('npm start');
  });
});

describe('with a stack', () => {
  test('an empty portfolio says what to do first', async () => {
    expect(await done('status')).toContain('No invoices yet: recaudo import FILE brings some.');
    expect(await done('tasks')).toBe('No open tasks.\n');
  });

  test('imports a batch once, whatever its file is called; the second time changes nothing', async () => {
    const file = fileOf('batch.txt', batch);
    expect(await done('import', file)).toContain('Accepted amounts:\n    38500 CLP\n  1520.50 EUR\n');
    const again = await run(['import', file, '--json']);
    expect(again.code).toBe(0);
    expect(jsonOf(again.out, z.object({ accepted: z.unknown(), rejected: z.int() }))).toEqual({
      accepted: { new: 0, changed: 0, unchanged: 4 },
      rejected: 0,
    });
    expect(again.err).toContain('uploaded as incoming/standard/batch.txt;');
    expect((await invoiceNow('C-1')).invoice.balance).toBe(100_000);
  });

  test('rejected rows end with exit code 2, and come back corrected under their own name', async () => {
    const bad = `${header}\nC-5,dora,Dora,dora@example.com,,UTC,"1,5",EUR,2026-01-05,2026-05-30\n`;
    const saved = join(folder, 'dora.csv.rejected.csv');
    const { code, out } = await run(['import', fileOf('dora.csv', bad), '--rejected', saved]);
    expect(code).toBe(2);
    expect(out).toMatch(/rejected +1\n/);
    expect(out).toMatch(/line 2 {2}amount {2}"1,5" is not an amount/);
    writeFileSync(saved, readFileSync(saved, 'utf8').replace('"1,5"', '1.50'));
    expect(await done('import', saved)).toMatch(/new +1\n/);
  });

  test('a file that is no batch is refused whole, exit code 2', async () => {
    const { code, out } = await run(['import', fileOf('prose.csv', 'Dear all,\nplease pay.\n'), '--json']);
    expect(code).toBe(2);
    expect(jsonOf(out, z.object({ refused: z.string() })).refused).toContain('lacks the columns invoice');
  });

  test('an invoice that another one speaks for says which, and when', async () => {
    const { code, out } = await run(['invoice', 'C-2', '--json']);
    expect(code).toBe(0);
    const { next, foreseen } = jsonOf(
      out,
      z.object({ next: z.string(), foreseen: z.object({ at: z.string(), lead: z.string() }) }),
    );
    expect(foreseen).toEqual({ at: '2026-02-23T14:00:00.000Z', lead: 'C-1' });
    expect(next).toBe(
      'friendly-reminder by email on 2026-02-23 14:00 UTC (09:00 in America/Bogota), led by C-1, which speaks for this one too',
    );
  });

  test('explain says in plain words what is decided now, and what comes next', async () => {
    const lines = (await done('explain', 'C-1')).split('\n');
    expect(lines).toEqual(
      expect.arrayContaining([
        'Invoice C-1 of Ana Ruiz, on January 31, 2026, 19:00 (America/Bogota).',
        'Nothing is done now; collection of the invoice has not begun.',
        'Why: its first stage has not begun.',
        'It follows the default policy.',
        'If nothing happens, Ana Ruiz gets an email on February 23, 2026, 09:00 (America/Bogota): step friendly-reminder.',
        '- A payment or a credit note.',
      ]),
    );
    expect(await done('explain', 'C-2')).toContain('step friendly-reminder, led by invoice C-1.');
    expect(await done('explain', 'C-2', '--language', 'pt')).toContain('Por quê: a primeira etapa ainda não começou.');
  });

  test('explain decides at a moment to come on the facts of now, and says so', async () => {
    const { code, out } = await run(['explain', 'C-1', '--at', '2026-02-23T14:00:00Z', '--language', 'es', '--json']);
    expect(code).toBe(0);
    const { decision, explanation } = jsonOf(
      out,
      z.object({
        now: z.string(),
        decision: z.looseObject({ kind: z.string() }),
        explanation: z.looseObject({ kind: z.string(), lines: z.array(z.string()) }),
      }),
    );
    expect([decision.kind, explanation.kind]).toEqual(['contact', 'contact']);
    expect(explanation.lines[0]).toBe(
      'Factura C-1 de Ana Ruiz, como estaría el 23 de febrero de 2026, 09:00 (America/Bogota) si no llega ninguna novedad y no se envía nada antes.',
    );
    expect(await done('explain', 'C-1', '--at', '2026-02-23')).toContain(
      'on February 23, 2026, 12:00 (America/Bogota)',
    );
  });

  test.each<[string, string[], number, string]>([
    ['an invoice that is not there', ['C-98'], 4, 'there is no invoice C-98'],
    ['a moment before it came in', ['C-1', '--at', '2025-01-01T00:00:00Z'], 4, 'was not known yet'],
    ['a date before it came in', ['C-1', '--at', '2025-01-01'], 4, 'was not known yet'],
    ['what is no time', ['C-1', '--at', 'tomorrow'], 2, '--at takes a date'],
    ['a day that no month has', ['C-1', '--at', '2026-02-30'], 2, '--at takes a date'],
    ['an instant without its offset', ['C-1', '--at', '2026-03-02T10:00:00'], 2, '--at takes a date'],
    ['a language that it does not speak', ['C-1', '--language', 'fr'], 2, 'fr'],
  ])('explain refuses %s', async (_, args, code, error) => {
    const told = await refused(['explain', ...args]);
    expect(told.code).toBe(code);
    expect(told.error).toContain(error);
  });

  test('invoice announces the next step, and that is what happens', async () => {
    const before = await done('invoice', 'C-1');
    expect(before).toContain('Invoice C-1 of Ana Ruiz (debtor ana)');
    expect(before).toContain('open    1000.00 EUR of 1000.00 EUR');
    expect(before).toContain('due     2026-03-02, in 30 days');
    expect(before).toContain('2026-01-05  principal  1000.00 EUR');
    expect(before).toContain(
      'Next: friendly-reminder by email on 2026-02-23 14:00 UTC (09:00 in America/Bogota).\n' +
        'Why: it is the notice of the preventive stage (day -7); until then its first stage has not begun.\n',
    );
    expect(await done('advance', '--to', '2026-02-20T13:59')).toContain('It is 2026-02-20 13:59 UTC: 0 contacts made');
    const { code, out, err } = await run(['advance', '--to', '2026-02-25', '--json']);
    expect(code).toBe(0);
    expect(jsonOf(out, z.object({ to: z.string(), contacts: z.int() }))).toEqual({
      to: '2026-02-25T23:59:59.999Z',
      contacts: 2,
    });
    expect(err).toMatch(/2026-02-23 {2}preventive +email +ana +1020\.50 EUR {2}friendly-reminder/);
    expect((await contactsOf('ana')).map(({ claimedAt }) => claimedAt)).toEqual(['2026-02-23T14:00:00.000Z']);
    expect(await done('invoice', 'C-1')).toMatch(
      /2026-02-23 14:00 {2}preventive: friendly-reminder {2}email, delivered/,
    );
    expect(await done('invoice', 'C-2')).toContain('email, delivered, for 2 invoices');
  });

  test('a payment counts once under its id, and says what is left', async () => {
    expect(await done('pay', 'C-1', '250.5', '--id', 'bank-1')).toBe(
      'Payment bank-1 of 250.50 EUR is recorded.\nInvoice C-1: 749.50 EUR still open.\n',
    );
    expect(await done('pay', 'C-1', '250.5', '--id', 'bank-1')).toContain('was recorded before');
    expect((await invoiceNow('C-1')).invoice.balance).toBe(74_950);
    const { code, out } = await run(['pay', 'C-3', '38500', '--json']);
    expect(code).toBe(0);
    expect(jsonOf(out, z.looseObject({}))).toMatchObject({ balance: '0', currency: 'CLP', repeated: false });
    await eventually('C-3 closes', async () => (await invoiceNow('C-3')).invoice.stage === 'closed');
    expect(await done('invoice', 'C-3')).toContain('Next: nothing.\nWhy: it is paid.\n');
  });

  test('an offer is shown before it is made, made once, and withdrawn', async () => {
    expect(await done('offer', 'ana')).toBe('Debtor ana has no offer.\n');
    const offer = ['offer', 'ana', '--pays', '385.00', '--until', '2026-03-31', '--id', 'o-1'];
    const split = [
      'Offer o-1, until 2026-03-31',
      '',
      'Invoices (2)',
      '  C-1  owes 749.50 EUR  374.75 let go once 374.75 more is paid',
      '  C-2   owes 20.50 EUR  10.25 let go once 10.25 more is paid',
      '',
    ].join('\n');
    expect(await done(...offer, '--dry-run')).toBe(`Nothing is recorded. The offer would be made.\n${split}`);
    expect(await done('offer', 'ana')).toBe('Debtor ana has no offer.\n');
    expect(await done(...offer)).toBe(`The offer is made.\n${split}`);
    expect(await done(...offer)).toBe(`The offer was made before; nothing changed.\n${split}`);
    expect(await done('offer', 'ana')).toBe(split);
    // 250.50 EUR of that day's money came before the offer.
    expect(await done('invoice', 'C-1')).toContain(
      '374.75 EUR let go once 625.25 EUR is paid from 2026-02-25 to 2026-03-31',
    );
    expect((await refused([...offer.slice(0, -1), 'o-2'])).error).toContain('the offer o-1 stands until 2026-03-31');
    expect(await done('offer', 'ana', '--withdraw', 'o-1')).toBe('The offer is withdrawn.\n');
    expect(await done('offer', 'ana')).toBe('Debtor ana has no offer.\n');
    expect((await invoiceNow('C-1')).invoice.balance).toBe(74_950);
    const tiers = [
      'offer',
      'ana',
      '--tiers',
      '100.00:10.00,385.00:385.00',
      '--until',
      '2026-03-31',
      '--dry-run',
      '--json',
    ];
    const { out } = await run(tiers);
    expect(jsonOf(out, z.looseObject({}))).toMatchObject({
      done: 'dry-run',
      offer: { currency: 'EUR', invoices: [{ invoice: 'C-1', owed: '749.50' }, { invoice: 'C-2' }] },
    });
  });

  test('an event is followed to its invoice: a dispute leaves nothing to do', async () => {
    const dispute = '{"id":"e-1","invoice":"C-2","dispute":"d-1"}';
    expect(await done('event', 'Dispute Opened', dispute)).toContain('Dispute Opened e-1 is recorded.');
    expect(await done('event', 'Dispute Opened', dispute)).toContain('nothing changed');
    const shown = await done('invoice', 'C-2');
    expect(shown).toContain('hold    dispute (d-1) until released');
    expect(shown).toContain('Next: nothing until a fact arrives.\nWhy: it is disputed.\n');
    const early = fileOf('early.json', '{"id":"e-2","invoice":"C-99","dispute":"d-2"}');
    expect(await done('event', 'Dispute Opened', `@${early}`)).toContain('the event waits for it');
  });

  test('an event that tells otherwise than the debtor itself is sent, and says that its word stands', async () => {
    const own = '{"id":"w-1","debtor":"ana","preferred":{"time":"10:00"},"saidBy":"debtor"}';
    expect(await done('event', 'Debtor Changed', own)).toBe('Debtor Changed w-1 is sent.\n');
    await eventually('its word', async () => (await done('debtor', 'ana')).includes('from 10:00 on (said so itself'));
    const erp = '{"id":"w-2","debtor":"ana","preferred":{"time":"09:00"}}';
    expect(await done('event', 'Debtor Changed', erp)).toBe(
      'Debtor Changed w-2 is sent.\nThe debtor has said itself otherwise of preferred, and its word stands. If it has said so since, send it with "saidBy": "debtor".\n',
    );
    const { out } = await run(['event', 'Debtor Changed', erp, '--json']);
    expect(jsonOf(out, z.looseObject({}))).toMatchObject({ outcome: 'sent', ownWord: ['preferred'] });
    expect(await done('debtor', 'ana')).toContain('from 10:00 on (said so itself');
  });

  test('a debtor without an address becomes a task, which is answered once', async () => {
    const { out } = await run(['tasks', '--kind', 'find-address', '--json']);
    const { tasks } = jsonOf(out, z.object({ tasks: z.array(z.object({ task: z.string(), invoice: z.string() })) }));
    const task = tasks.find(({ invoice }) => invoice === 'C-4')?.task ?? '';
    expect(await done('tasks', '--limit', '1')).toMatch(/open tasks, 1 shown|1 open task\./);
    const claimed = await run(['tasks', 'claim', task, '--agent', 'ana', '--json']);
    expect(jsonOf(claimed.out, z.looseObject({}))).toMatchObject({
      task: { task, lease: { agent: 'ana' } },
      whom: { name: 'Carla Paz' },
    });
    expect(await refused(['tasks', 'claim', task, '--agent', 'ben'])).toMatchObject({ code: 1 });
    expect((await refused(['tasks', 'done', task, 'asked', '--agent', 'ben'])).error).toContain('ana works task');
    expect((await refused(['tasks', 'done', task, 'asked', '--date', '2026-03-01'])).error).toContain(
      'leave out --date',
    );
    expect(await done('tasks', 'release', task, '--agent', 'ana')).toBe(`Task ${task} is free again.\n`);
    expect(await done('tasks', 'next', '--agent', 'ben', '--kind', 'call')).toContain('Nothing to do now');
    expect(await done('answer', task, 'asked-sales', '--note', 'they know her')).toContain(
      `Task ${task} is done: asked-sales.\nWhat follows: recaudo invoice C-4\n`,
    );
    expect(await done('debtor', 'carla')).toMatch(/find-address {2}asked-sales/);
    expect((await refused(['answer', task, 'asked-sales'])).code).toBe(4);
  });

  test('the outbox holds what was sent, to the last word', async () => {
    const sent = (await outbox()).filter(({ channel }) => channel === 'email');
    const { out } = await run(['outbox', '--channel', 'email', '--limit', '1', '--json']);
    expect(jsonOf(out, z.object({ total: z.int(), messages: z.array(z.looseObject({})) }))).toEqual({
      total: sent.length,
      messages: sent.slice(-1),
    });
  });

  test('reconcile finds nothing to repair in a healthy portfolio', async () => {
    expect(await done('reconcile')).toContain('Nothing was overdue');
  });

  test('a closed pipe is no error', async () => {
    const script = `"${process.execPath}" "${join(root, 'cli/recaudo.js')}" --help | head -1; exit \${PIPESTATUS[0]}`;
    const ended = await new Promise<{ code: number | null; err: string }>((resolve) => {
      const child = spawn('bash', ['-c', script], { stdio: ['ignore', 'ignore', 'pipe'] });
      let err = '';
      child.stderr.on('data', (text: Buffer) => {
        err += text;
      });
      child.on('close', (code) => resolve({ code, err }));
    });
    expect(ended).toEqual({ code: 0, err: '' });
  });

  test.concurrent.each([
    { args: ['invoice', 'X-1'], code: 4, says: 'there is no invoice X-1 of creditor default; check the number' },
    { args: ['invoice', 'C-1', '--creditor', 'acme'], code: 4, says: 'of creditor acme' },
    { args: ['debtor', 'nobody'], code: 4, says: 'there is no debtor nobody of creditor default' },
    { args: ['pay', 'X-1', '5'], code: 4, says: 'there is no invoice X-1' },
    { args: ['answer', 'call-x', 'paid'], code: 4, says: 'there is no open task call-x' },
    { args: ['status', '--creditor', 'acme'], code: 4, says: 'there is no creditor acme' },
    { args: ['tasks', '--creditor', 'acme'], code: 4, says: 'there is no creditor acme' },
    { args: ['pay', 'C-1', 'ten'], code: 2, says: '"ten" is not an amount; write it as 1234.50' },
    { args: ['pay', 'C-1', '1,000.00'], code: 2, says: '"1,000.00" is not an amount' },
    { args: ['pay', 'C-1', '1.001'], code: 2, says: 'more than the 2 decimals of EUR' },
    { args: ['pay', 'C-1', '0'], code: 2, says: 'give an amount above zero' },
    { args: ['pay', 'C-1', '-5'], code: 2, says: 'give an amount above zero' },
    { args: ['pay', 'C-1', '5', '--date', '2027-01-01'], code: 2, says: '2027-01-01 is to come' },
    { args: ['pay', 'C-1', '5', '--id', 'no spaces#'], code: 2, says: 'id: use 1 to 128 letters' },
    { args: ['pay', 'C-2', '5', '--id', 'e-1'], code: 2, says: 'e-1 names another event of this invoice already' },
    {
      args: [
        'event',
        'Payment Received',
        '{"id":"e-3","invoice":"C-1","amount":"5","currency":"USD","effective":"2026-02-01"}',
      ],
      code: 2,
      says: 'invoice C-1 is in EUR, not in USD',
    },
    { args: ['advance', '--to', '2026-01-01'], code: 2, says: 'time only moves forward' },
  ])('refuses `$args` with exit code $code', async ({ args, code, says }) => {
    const told = await refused(args);
    expect(told.error).toContain(says);
    expect(told.code).toBe(code);
  });

  test('what was refused changed nothing', async () => {
    expect((await invoiceNow('C-1')).invoice.balance).toBe(74_950);
  });

  test('advance refuses where time cannot be moved', async () => {
    const production = runningOf('production.json', { ...outputs, Stage: 'production', TimeTravel: 'false' });
    const { code, error } = await refused(['advance', '--days', '1'], { environment: { RECAUDO_RUNNING: production } });
    expect(code).toBe(2);
    expect(error).toContain("stack production runs on the system's clock");
  });

  test('a stack that fails ends it with exit code 1, in words', async () => {
    const broken = runningOf('broken.json', { ...outputs, TableName: 'no-such-table' });
    const { code, error } = await refused(['invoice', 'C-1'], { environment: { RECAUDO_RUNNING: broken } });
    expect(code).toBe(1);
    expect(error).toContain('AWS answered ResourceNotFoundException');
  });

  test('a stack is reached by its name as on AWS, from any folder, with the messages that its bucket keeps', async () => {
    const environment = { ...localEnvironment(stack.endpoint), RECAUDO_RUNNING: nowhere };
    const { code, out } = await run(
      ['outbox', '--channel', 'email', '--limit', '200', '--stack', 'recaudo-local', '--json'],
      {
        environment,
        cwd: tmpdir(),
      },
    );
    expect(code).toBe(0);
    const { messages } = jsonOf(
      out,
      z.object({ messages: z.array(z.object({ to: z.string(), subject: z.string(), text: z.string() })) }),
    );
    const [sent] = (await outbox()).filter(({ to }) => to.includes('ana@example.com')).slice(-1);
    const kept = messages.find(({ subject }) => subject === sent?.subject);
    expect(kept?.to).toBe(sent?.to);
    expect(plain(kept?.text)).toBe(plain(sent?.text));
    const unknown = await refused(['status', '--stack', 'recaudo-nope'], { environment });
    expect(unknown.code).toBe(3);
    expect(unknown.error).toContain('the stack recaudo-nope cannot be reached');
  });

  test('a batch is rehearsed, held, approved, shown and undone', async () => {
    const file = fileOf(
      'held.csv',
      `${header}\nC-90,hugo,Hugo Sanz,hugo@example.com,,UTC,75.00,EUR,2026-01-05,2026-12-30\n`,
    );
    const dry = await done('import', file, '--dry-run');
    expect(dry).toContain('rehearsed: nothing of it counts');
    expect(dry).toContain('It makes us contact nobody by the end of tomorrow.');
    expect((await run(['invoice', 'C-90'])).code).toBe(4);

    const held = await done('import', file, '--control-rows', '2', '--control-total', 'EUR=75.00');
    const [, id = ''] = /recaudo batch approve ([0-9a-f]{16})/.exec(held) ?? [];
    expect(held).toContain('the file has 1 row, its control total says 2');
    expect(await done('batch', 'list')).toMatch(new RegExp(`${id} .* held .*incoming/standard/held.csv`));
    expect((await refused(['batch', 'undo', id])).error).toContain('only one that was imported can be undone');
    expect(await done('batch', 'approve', id, '--by', 'ana', '--note', 'counted again')).toMatch(/new +1\n/);
    expect((await refused(['batch', 'approve', id])).error).toContain('only one that is held can be approved');
    expect(await done('invoice', 'C-90')).toContain('75.00 EUR');
    expect(await done('batch', 'show', id)).toContain('approved by ana');
    expect(await done('batch', 'undo', id)).toBe(`Batch ${id}: 1 change taken back\n`);
    expect(await done('batch', 'show', id)).toContain('1 taken back, 0 kept');
    expect((await invoiceNow('C-90')).invoice).toMatchObject({ balance: 0, stage: 'closed' });
    expect((await refused(['batch', 'show', '0000000000000000'])).code).toBe(4);
  });

  test('a payment that nobody is known for is listed, matched and unmatched', async () => {
    const mt940 = [
      ':20:S',
      ':25:1234567890',
      ':28C:1/1',
      ':60F:C260209EUR0,00',
      ':61:2602090209C12,34NTRFNONREF//B-900',
      ':86:transferencia',
      ':62F:C260209EUR12,34',
      '-',
    ];
    const file = fileOf('bank.sta', mt940.join('\r\n'));
    expect(await done('import', file, '--profile', 'none')).toContain('of nobody known: a person has to say');
    const [, id = ''] = / ([0-9a-f]{12}) /.exec(await done('payments', 'list')) ?? [];
    expect(await done('payments', 'show', id)).toContain('12.34 EUR');
    expect(await done('payments', 'match', id, '--debtor', 'hugo', '--by', 'ana')).toContain('of hugo: said by ana');
    expect(await done('payments', 'list')).toBe('It is known of every payment whose it is.\n');
    expect((await refused(['payments', 'match', id, '--debtor', 'hugo'])).code).toBe(2);
    expect(await done('payments', 'unmatch', id)).toContain('open');
    expect((await refused(['payments', 'show', '000000000000'])).code).toBe(4);
  });

  test('sending is stopped, told of and started, and its rate is set', async () => {
    const stopped = await done('sending', 'stop', '--reason', 'wrong amounts', '--by', 'ana');
    expect(stopped).toContain('Stopped: every channel of every creditor.');
    expect(await done('sending', 'stop', '--reason', 'again')).toContain('It was stopped already');
    expect(await done('sending', 'status')).toMatch(/every channel of every creditor +since .* by ana +wrong amounts/);
    expect(await done('status')).toContain('SENDING IS STOPPED');
    const started = jsonOf(
      await done('sending', 'start', '--reason', 'mended', '--json'),
      z.object({ did: z.literal('start'), changed: z.literal(true), stops: z.array(z.unknown()).length(0) }),
    );
    expect(started.changed).toBe(true);
    expect(await done('sending', 'start', '--reason', 'once more')).toContain('It was not stopped as such');
    expect(await done('sending', 'rate', '--sms', '2.5', '--by', 'ana')).toMatch(/sms +2\.5 +set by ana/);
    expect(await done('sending', 'rate', '--sms', 'account')).toMatch(/sms +20 +as usual/);
    expect((await refused(['sending', 'stop', '--reason', ' '])).code).toBe(2);
    expect((await refused(['sending', 'rate'])).error).toContain('name a channel and its rate');
    expect((await refused(['sending', 'rate', '--email', '0'])).error).toContain('use recaudo sending stop');
    expect((await refused(['sending', 'stop', '--creditor', 'nobody', '--reason', 'why'])).code).toBe(4);
  });
});

const plain = (text: string | undefined): string | undefined => text?.replaceAll('\r\n', '\n').trimEnd();
