// What holds for any file, whatever is in it: the functions of intake, as its workflow calls them, over drawn files on the local AWS.
import '../fixed-seed.ts';
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { paginateScan } from '@aws-sdk/lib-dynamodb';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decimalsOf, decimalText } from '#domain/money/money.ts';
import type { BatchEntry } from '#intake/batch/batch-entry.ts';
import { chunkKey, sourceOfContent, tallyKey } from '#intake/batch/batch-files.ts';
import { readUpload } from '#intake/batch/read-upload.ts';
import { startTally } from '#intake/batch-report.ts';
import { readProfile } from '#intake/formats/read-profile.ts';
import { lambdaContext } from '#test/lambda-context.ts';
import { freshAt, stack } from '#test/stack.ts';

const { handler: rehearseChunk } = await import('#functions/rehearse-chunk.ts');
const { handler: weighBatch } = await import('#functions/weigh-batch.ts');
const { handler: applyChunk } = await import('#functions/apply-chunk.ts');
const { handler: applyPayments } = await import('#functions/apply-payments.ts');
const { handler: reportBatch } = await import('#functions/report-batch.ts');
const { handler: undoChunk } = await import('#functions/undo-chunk.ts');
const { handler: reportUndo } = await import('#functions/report-undo.ts');
const { loadBatch, moveBatch, receiveBatch, timesUndone } = await import('#store/batches.ts');
const { putJson } = await import('#store/objects.ts');
const { documents, tableName } = await import('#store/table.ts');
const { settleStreams } = await import('#infra/local/settle-streams.ts');

const now = '2026-01-05T00:00:00.000Z';
const whole = 1000;

// — files

const invoices = readProfile(
  `name: drawn
kind: invoices
decimals: "."
dates: YYYY-MM-DD
fields:
  number: invoice
  debtor: debtor
  debtorName: name
  email: email
  amount: amount
  currency: currency
  issued: issued
  due: due
  of: of
`,
  'drawn',
);
const payments = readProfile(
  `name: drawn-payments
kind: payments
decimals: "."
dates: YYYY-MM-DD
fields:
  date: date
  amount: amount
  currency: currency
  reference: reference
  payer: payer
  id: id
`,
  'drawn-payments',
);

// Without decimals, with two and with three.
const currencies = ['EUR', 'JPY', 'KWD'] as const;
const debtors = ['d-ana', 'd-luz', 'd-rojas', 'd-paz'] as const;
const numbers = ['F-1001', 'F-1002', 'F-1003', 'F-1004', 'F-1005', 'F-1006'] as const;
const named: readonly string[] = numbers;
const amountOf = (minor: number, currency: string): string => decimalText(BigInt(minor), decimalsOf(currency));

/** An invoice keeps its debtor and its currency most of the time; else it is refused. */
const invoiceRow = fc
  .record({
    number: fc.constantFrom(...numbers),
    stranger: fc.integer({ min: 0, max: 9 }),
    minor: fc.integer({ min: 1, max: 900_000 }),
    due: fc.constantFrom('2026-03-02', '2026-04-15'),
    mail: fc.constantFrom('', 'one@example.com', 'two@example.com'),
    bad: fc.constantFrom('', '', '', '', '', 'amount', 'due', 'currency'),
  })
  .map(({ number, stranger, minor, due, mail, bad }) => {
    const own = numbers.indexOf(number);
    const debtor = debtors[(own + (stranger === 0 ? 1 : 0)) % debtors.length] ?? '';
    const currency = currencies[(own + (stranger === 1 ? 1 : 0)) % currencies.length] ?? '';
    return [
      ...[number, debtor, `Name of ${debtor}`, mail, bad === 'amount' ? 'much' : amountOf(minor, currency)],
      ...[bad === 'currency' ? 'XYZ' : currency, '2026-01-02', bad === 'due' ? 'soon' : due, ''],
    ];
  });
const creditRow = fc
  .record({
    of: fc.constantFrom('', ...numbers, 'F-9999'),
    index: fc.nat(99),
    minor: fc.integer({ min: 1, max: 2000 }),
    debtor: fc.constantFrom(...debtors),
  })
  .map(({ of, index, minor, debtor }) => {
    const own = named.indexOf(of);
    const currency = currencies[own < 0 ? 0 : own % currencies.length] ?? '';
    const whose = own < 0 ? debtor : debtors[own % debtors.length];
    return [
      ...[`C-${index}`, whose, `Name of ${whose}`, '', `-${amountOf(minor, currency)}`, currency, '2026-01-03'],
      ...['2026-01-03', of],
    ];
  });
const csv = (header: string, rows: readonly (readonly (string | undefined)[])[]): Buffer =>
  Buffer.from([header, ...rows.map((cells) => cells.join(',')), ''].join('\n'));
const invoiceFile = (rows: fc.Arbitrary<readonly (string | undefined)[]>, most: number) =>
  fc
    .array(rows, { minLength: 1, maxLength: most })
    .map((cells) => csv('invoice,debtor,name,email,amount,currency,issued,due,of', cells));
const portfolio = invoiceFile(invoiceRow, 5);
const anyFile = invoiceFile(fc.oneof({ weight: 3, arbitrary: invoiceRow }, { weight: 1, arbitrary: creditRow }), 14);

/** Several may name one invoice: the first takes what is owed, the next finds what that has left. */
const paymentFile = fc
  .tuple(
    fc.array(fc.constantFrom(...numbers.slice(0, 4)), { maxLength: 6 }),
    fc.array(fc.integer({ min: 1, max: 900_000 }), { minLength: 8, maxLength: 8 }),
    fc.integer({ min: 0, max: 2 }),
  )
  .map(([named, amounts, others]) => {
    const known = named.map((number, index) => {
      const currency = currencies[numbers.indexOf(number) % currencies.length] ?? '';
      return ['2026-01-04', amountOf(amounts[index] ?? 1, currency), currency, `PAGO ${number}`, '', `bank-${index}`];
    });
    const unknown = Array.from({ length: others }, (_, index) => [
      ...['2026-01-04', amountOf(amounts[6 + index] ?? 1, 'EUR'), 'EUR', 'A CUENTA', 'NOBODY AT ALL', ''],
    ]);
    return csv('date,amount,currency,reference,payer,id', [
      ...known,
      ...unknown,
      ['2026-01-04', 'much', 'EUR', '', '', ''],
    ]);
  });

// — the workflow, chunk after chunk

let serial = 0;
/** The entries of files, as they lie in one upload one after another, in chunks of a size. */
type Part = readonly [Buffer, typeof invoices];
const importParts = async (parts: readonly Part[], size: number): Promise<string> => {
  serial += 1;
  const batch = `drawn-${Date.now()}-${serial}`;
  const tally = startTally();
  const entries: BatchEntry[] = [];
  for (const [file, profile] of parts) {
    const before = entries.length;
    for await (const row of readUpload(
      () => Readable.from([file]),
      profile.name,
      async () => profile,
    )) {
      const line = row.line + before * 100;
      tally.add({ ...row, line });
      if ('entry' in row) entries.push({ ...row.entry, line });
    }
  }
  const chunks = Math.ceil(entries.length / size);
  for (let chunk = 1; chunk <= chunks; chunk += 1)
    await putJson(chunkKey(batch, chunk), entries.slice((chunk - 1) * size, chunk * size));
  const { errors: _, warnings: __, ...counted } = tally.result();
  await putJson(tallyKey(batch), tally.result());
  await receiveBatch({
    batch,
    file: `incoming/drawn/${batch}.csv`,
    isRehearsal: false,
    receivedAt: now,
    owner: 'test',
  });
  const content = createHash('sha256')
    .update(Buffer.concat(parts.map(([file]) => file)))
    .digest('hex')
    .slice(0, 16);
  const source = sourceOfContent(content, await timesUndone(content));
  await moveBatch(batch, ['reading'], { ...counted, chunks, content, source, profile: 'drawn', status: 'received' });
  await eachChunk(batch, rehearseChunk);
  await weighBatch({ batch }, lambdaContext);
  // As a person would who was asked.
  await moveBatch(batch, ['held'], { status: 'importing' });
  await eachChunk(batch, applyChunk);
  for (let { payments: next } = await weighBatch({ batch }, lambdaContext); next !== undefined; )
    next = (await applyPayments({ batch, chunk: next }, lambdaContext)).payments;
  await reportBatch({ batch }, lambdaContext);
  await settleStreams(stack);
  return batch;
};
const importFile = (file: Buffer, size: number, profile = invoices): Promise<string> =>
  importParts([[file, profile]], size);

const undo = async (batch: string): Promise<void> => {
  await moveBatch(batch, ['imported'], { status: 'undoing' });
  await eachChunk(batch, undoChunk);
  await reportUndo({ batch }, lambdaContext);
  await settleStreams(stack);
};

const eachChunk = async (batch: string, work: typeof applyChunk | typeof rehearseChunk | typeof undoChunk) => {
  const { chunks } = await loadBatch(batch);
  for (let chunk = 1; chunk <= chunks; chunk += 1) await work({ batch, chunk }, lambdaContext);
};

// — what is in the table

type Row = Readonly<Record<string, unknown>>;
const scan = async (): Promise<readonly Row[]> => {
  const rows: Row[] = [];
  const pages = paginateScan({ client: documents }, { TableName: tableName, ConsistentRead: true });
  for await (const { Items = [] } of pages) rows.push(...Items);
  return rows.toSorted((one, other) => (placeOf(one) < placeOf(other) ? -1 : 1));
};
const placeOf = ({ pk, sk }: Row): string => `${pk}\n${sk}`;
const without = (row: Row, ...fields: readonly string[]): Row =>
  Object.fromEntries(Object.entries(row).filter(([field]) => !fields.includes(field)));

/** All but the batches themselves and the clock; `version` and `counter` count how often something was written. */
const tableNow = async (): Promise<readonly Row[]> =>
  (await scan())
    .filter(({ pk }) => !/^(BATCH|CLOCK)/.test(String(pk)))
    .map((row) => without(row, 'version', 'counter'));

/**
 * What is owed and known of those who were there before: invoices, debtors without credit that is nothing, pointers of open invoices.
 * Excluded are the records of what happened: events, ledger entries with their reversals, pointers of invoices once closed, payments
 * that were undone, and what the batch brought and the undo has closed; of an item, when it was changed and is looked at next.
 */
const portfolioNow = async (before?: readonly Row[]): Promise<readonly Row[]> => {
  const places = before && new Set(before.map(placeOf));
  return (await scan())
    .filter(
      ({ pk, sk }) => /^(INVOICE|DEBTOR|OPEN#.*|WAITING#.*|TASK#.*)$/.test(String(sk)) && !/^CLOCK/.test(String(pk)),
    )
    .map((row) => ({
      ...without(row, 'version', 'counter', 'changedAt', 'wakeAt', 'agendaPk', 'stageSk', 'stagePk', 'history'),
      ...credit(row),
    }))
    .filter((row) => places === undefined || places.has(placeOf(row)) || !isClosed(row));
};
const credit = (row: Row): Row =>
  typeof row.credit === 'object' && row.credit !== null
    ? { credit: Object.fromEntries(Object.entries(row.credit).filter(([, amount]) => amount !== 0)) }
    : {};
/** Of the batch, taken back: an invoice that owes nothing, a debtor without credit, a task that nobody has to do. */
const isClosed = (row: Row): boolean =>
  row.sk === 'INVOICE'
    ? row.balance === 0
    : row.sk === 'DEBTOR' || (String(row.sk).startsWith('TASK#') && row.status !== 'open');

const balancesNow = async (): Promise<readonly (readonly unknown[])[]> =>
  (await scan()).filter(({ sk }) => sk === 'INVOICE').map(({ pk, balance }) => [pk, balance]);

/** By currency, what the ledgers of invoices and debtors say came in by invoices, less what credit notes gave; also those that wait. */
const ledgerTotals = async (): Promise<Readonly<Record<string, string>>> => {
  const sums = new Map<string, bigint>();
  const add = (currency: string, minor: bigint) => sums.set(currency, (sums.get(currency) ?? 0n) + minor);
  for (const { sk, kind, amount, currency, detail } of await scan()) {
    if (String(sk).startsWith('LEDGER#') && (kind === 'principal' || kind === 'credit-note'))
      add(String(currency), BigInt(Number(amount)) * (kind === 'principal' ? 1n : -1n));
    if (String(sk).startsWith('WAITING#')) {
      const told = detail as { readonly amount: string; readonly currency: string };
      add(told.currency, -BigInt(told.amount.replace('.', '')));
    }
  }
  return Object.fromEntries([...sums].sort().map(([code, sum]) => [code, decimalText(sum, decimalsOf(code))]));
};

const rowsOf = async (batch: string) => {
  const {
    rows,
    rejected,
    accepted = { new: 0, changed: 0, unchanged: 0 },
    undo: undone,
    totals,
  } = await loadBatch(batch);
  return {
    rows,
    rejected,
    accepted,
    undone,
    totals,
    sum: rejected + accepted.new + accepted.changed + accepted.unchanged,
  };
};

const runs = Number(process.env.DRAWN_FILES ?? 2);

it('any file of invoices: each row in one group, twice is once, the chunks do not matter, undone it is as if it had never come', async () => {
  await fc.assert(
    fc.asyncProperty(portfolio, anyFile, async (known, file) => {
      await freshAt(now);
      await importFile(known, whole);
      const before = await portfolioNow();
      const batch = await importFile(file, whole);
      const { rows, rejected, sum } = await rowsOf(batch);
      expect(sum).toBe(rows);
      const after = await tableNow();
      const again = await rowsOf(await importFile(file, 2));
      expect([again.rejected, again.accepted.unchanged]).toEqual([rejected, rows - rejected]);
      expect(await tableNow()).toEqual(after);
      await undo(batch);
      const { undone } = await rowsOf(batch);
      if (undone?.kept === 0) expect(await portfolioNow(before)).toEqual(before);
      for (const size of [1, 2, 7]) {
        await freshAt(now);
        await importFile(known, whole);
        await importFile(file, size);
        expect(await tableNow()).toEqual(after);
      }
    }),
    { numRuns: runs },
  );
});

it('any file into an empty table: its totals are those of the ledgers, and undone in chunks nothing is owed', async () => {
  await fc.assert(
    fc.asyncProperty(anyFile, fc.integer({ min: 1, max: 5 }), async (file, size) => {
      await freshAt(now);
      const batch = await importFile(file, size);
      const { rows, sum, totals } = await rowsOf(batch);
      expect(sum).toBe(rows);
      expect(await ledgerTotals()).toEqual(totals);
      await undo(batch);
      expect((await rowsOf(batch)).undone).toMatchObject({ kept: 0 });
      expect(await portfolioNow([])).toEqual([]);
    }),
    { numRuns: runs },
  );
});

it('any file of payments: twice is once, the chunks do not matter, undone it is as if it had never come', async () => {
  await fc.assert(
    fc.asyncProperty(portfolio, paymentFile, async (known, file) => {
      await freshAt(now);
      await importFile(known, whole);
      const before = await portfolioNow();
      const batch = await importFile(file, whole, payments);
      const { rows, sum } = await rowsOf(batch);
      expect(sum).toBe(rows);
      const after = await tableNow();
      await importFile(file, 2, payments);
      expect(await tableNow()).toEqual(after);
      await undo(batch);
      expect(await portfolioNow(before)).toEqual(before);
      for (const size of [1, 3]) {
        await freshAt(now);
        await importFile(known, whole);
        await importFile(file, size, payments);
        expect(await tableNow()).toEqual(after);
      }
    }),
    { numRuns: runs },
  );
});

it('an upload of payments and of the invoices that they are for: in whatever order and chunks, payments come last', async () => {
  await fc.assert(
    fc.asyncProperty(portfolio, paymentFile, async (known, file) => {
      const parts: readonly Part[] = [
        [file, payments],
        [known, invoices],
      ];
      await freshAt(now);
      const batch = await importParts(parts, whole);
      const { rows, sum } = await rowsOf(batch);
      expect(sum).toBe(rows);
      const after = await tableNow();
      for (const size of [1, 3]) {
        await freshAt(now);
        await importParts(parts, size);
        expect(await tableNow()).toEqual(after);
      }
      const owed = await balancesNow();
      await freshAt(now);
      await importFile(known, whole);
      await importFile(file, whole, payments);
      expect(await balancesNow()).toEqual(owed);
    }),
    { numRuns: runs },
  );
});
