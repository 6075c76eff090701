// Bank statements as camt.053 and notifications as camt.054: what was booked, taken back, batched, and by whom.
import { describe, expect, it } from 'vitest';
import { readXml } from '#intake/formats/read-xml.ts';
import { changed } from './sample-files.ts';

type Entry = {
  readonly amount?: string;
  readonly currency?: string;
  readonly direction?: string;
  readonly reversal?: string;
  readonly status?: string;
  readonly booked?: string;
  readonly valued?: string;
  readonly reference?: string;
  readonly code?: string;
  readonly details?: string;
};

const element = (name: string, content: string | undefined) =>
  content === undefined ? '' : `<${name}>${content}</${name}>`;
const anEntry = (entry: Entry = {}): string => {
  const { amount = '100.00', currency = 'EUR', direction = 'CRDT', reversal, status = '<Cd>BOOK</Cd>' } = entry;
  const { booked = '<Dt>2026-02-09</Dt>', valued = '<Dt>2026-02-10</Dt>', reference = 'B-1', code, details } = entry;
  return element(
    'Ntry',
    [
      `<Amt Ccy="${currency}">${amount}</Amt>`,
      element('CdtDbtInd', direction),
      element('RvslInd', reversal),
      element('Sts', status),
      element('BookgDt', booked),
      element('ValDt', valued),
      element('AcctSvcrRef', reference),
      code === undefined
        ? ''
        : `<BkTxCd><Domn><Cd>PMNT</Cd><Fmly><SubFmlyCd>${code}</SubFmlyCd></Fmly></Domn></BkTxCd>`,
      element('NtryDtls', details),
    ].join(''),
  );
};
const statementOf = (...entries: readonly string[]) =>
  readXml(`<Document><BkToCstmrStmt><Stmt>${entries.join('')}</Stmt></BkToCstmrStmt></Document>`);
const aTransaction = (content: string) => element('TxDtls', content);
const paid = (amount: string, more = '') => aTransaction(`<Amt Ccy="EUR">${amount}</Amt>${more}`);
const returned = '<RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf>';

describe('an entry', () => {
  it.each([
    ['a credit', { direction: 'CRDT' }, '100.00'],
    ['a credit that is said not to be a reversal', { direction: 'CRDT', reversal: 'false' }, '100.00'],
    ['a credit that is taken back', { direction: 'DBIT', reversal: 'true' }, '-100.00'],
    ['a credit that is taken back, written 1', { direction: 'DBIT', reversal: '1' }, '-100.00'],
    ['a direct debit that was returned', { direction: 'DBIT', details: paid('100.00', returned) }, '-100.00'],
    ['a direct debit that was returned, by its code', { direction: 'DBIT', code: 'UPDD' }, '-100.00'],
    ['a transfer that was sent back, by its code', { direction: 'DBIT', code: 'RRTN' }, '-100.00'],
    ['a transfer, by its code', { code: 'ESCT' }, '100.00'],
  ])('%s is a payment', (_, entry, amount) => {
    expect(statementOf(anEntry(entry)).payments.map((payment) => payment.amount)).toEqual([amount]);
  });

  it.each([
    ['a debit', { direction: 'DBIT' }, 'no payment of a debtor'],
    ['a debit of ours that was taken back', { direction: 'CRDT', reversal: 'true' }, 'no payment of a debtor'],
    ['a transfer of ours that came back', { details: paid('100.00', returned) }, 'no payment of a debtor'],
    ['a debit, by its code', { direction: 'DBIT', code: 'ESDD' }, 'no payment of a debtor'],
    ['a transfer of ours that came back, by its code', { code: 'RRTN' }, 'no payment of a debtor'],
    ['pending', { status: '<Cd>PDNG</Cd>' }, 'not booked yet'],
    ['pending, as text', { status: 'PDNG' }, 'not booked yet'],
    ['information only', { status: 'INFO' }, 'not booked yet'],
    ['zero', { amount: '0.00' }, 'of no amount'],
  ])('%s is passed over and counted', (_, entry, why) => {
    const one = statementOf(anEntry(entry));
    expect([one.rows, one.accepted, one.rejected, one.payments]).toEqual([0, 0, 0, []]);
    expect(one.warnings).toEqual([`1 entry was passed over: ${why}`]);
    const two = statementOf(anEntry(entry), anEntry(), anEntry(entry));
    expect(two.warnings).toEqual([`2 entries were passed over: ${why}`]);
    expect(two.payments.map(({ line }) => line)).toEqual([2]);
  });

  it('may tell that it is booked as text or as a code', () => {
    expect(statementOf(anEntry({ status: 'BOOK' })).accepted).toBe(1);
    expect(statementOf(anEntry({ status: '' })).errors).toMatchObject([{ field: 'Sts', reason: 'is missing' }]);
  });

  it.each([
    ['<Dt>2026-02-10</Dt>', '2026-02-10'],
    ['<DtTm>2026-02-10T23:30:00+01:00</DtTm>', '2026-02-10'],
    [undefined, '2026-02-09'],
  ])('valued at %j is of %s', (valued, date) => {
    const entry = anEntry({ valued: valued ?? '' });
    expect(statementOf(entry).payments[0]?.date).toBe(date);
  });

  it.each([
    ['Amt', { amount: '1,00' }],
    ['Amt', { amount: '-1.00' }],
    ['Amt', { amount: '1e2' }],
    ['Amt/@Ccy', { currency: 'EURO' }],
    ['CdtDbtInd', { direction: 'C' }],
    ['ValDt/Dt', { valued: '<Dt>2026-02-30</Dt>' }],
    ['BookgDt/Dt', { valued: '', booked: '' }],
  ])('is rejected for its %s, and the others are read', (field, entry) => {
    const file = statementOf(anEntry(), anEntry(entry), anEntry());
    expect([file.rows, file.accepted, file.rejected]).toEqual([3, 2, 1]);
    expect(file.errors).toMatchObject([{ line: 2, field }]);
    expect(file.payments.map(({ line }) => line)).toEqual([1, 3]);
  });
});

describe('a batch', () => {
  it('is a payment for each of its transactions, numbered when they share a reference', () => {
    const file = statementOf(
      anEntry({ details: paid('60.00') + paid('40.00', '<Refs><AcctSvcrRef>T-2</AcctSvcrRef></Refs>') + paid('0.50') }),
    );
    expect(file.payments.map(({ line, amount, id }) => [line, amount, id])).toEqual([
      [1, '60.00', 'B-1'],
      [1, '40.00', 'T-2'],
      [1, '0.50', 'B-1/2'],
    ]);
    expect(file.warnings).toEqual(['entry 1: has payments of 100.50 EUR in an entry of 100.00']);
  });

  it('that is not told one by one is one payment, with a warning', () => {
    const file = statementOf(anEntry({ details: '<Btch><NbOfTxs>12</NbOfTxs></Btch>' }));
    expect(file.payments).toHaveLength(1);
    expect(file.warnings[0]).toMatch(/a batch of 12 transactions that are not told one by one/);
    expect(statementOf(anEntry({ details: '<Btch><NbOfTxs>1</NbOfTxs></Btch>' })).warnings).toEqual([]);
  });

  it('is rejected whole when an amount is missing, wrong, or in another currency only', () => {
    for (const bad of [aTransaction(''), paid('x'), paid('40.00').replace('EUR', 'USD')]) {
      const file = statementOf(anEntry({ details: paid('60.00') + bad }));
      expect([file.rejected, file.payments]).toEqual([1, []]);
      expect(file.errors).toMatchObject([{ line: 1, field: 'NtryDtls/TxDtls/Amt' }]);
    }
  });

  it('may hold a return among its payments', () => {
    const back = '<CdtDbtInd>DBIT</CdtDbtInd>';
    const file = statementOf(
      anEntry({ details: paid('130.00') + paid('20.00', back + returned) + paid('10.00', back) }),
    );
    expect(file.payments.map(({ amount, id }) => [amount, id])).toEqual([
      ['130.00', 'B-1'],
      ['-20.00', 'B-1/returned'],
    ]);
  });
});

describe('the amount of a single transaction', () => {
  it.each([
    ['Amt', '<Amt Ccy="EUR">99.00</Amt>', '99.00'],
    ['AmtDtls/TxAmt', '<AmtDtls><TxAmt><Amt Ccy="EUR">99.00</Amt></TxAmt></AmtDtls>', '99.00'],
    [
      'the entry, when it is told in another currency',
      '<AmtDtls><TxAmt><Amt Ccy="USD">118.00</Amt></TxAmt></AmtDtls>',
      '100.00',
    ],
    ['the entry, when it is not told', '', '100.00'],
  ])('is that of %s', (_, content, amount) => {
    expect(statementOf(anEntry({ details: aTransaction(content) })).payments[0]?.amount).toBe(amount);
  });
});

describe('what it was paid for', () => {
  const readAs = (content: string) => statementOf(anEntry({ details: paid('100.00', content) })).payments[0];
  const ends = (id: string) => `<Refs><EndToEndId>${id}</EndToEndId></Refs>`;
  const structured = (ref: string) => `<Strd><CdtrRefInf><Ref>${ref}</Ref></CdtrRefInf></Strd>`;
  const about = (content: string) => element('RmtInf', content);

  it.each([
    ['a structured reference', ends('E') + about(`<Ustrd>text</Ustrd>${structured('RF18')}`), 'RF18'],
    ['several structured references', about(structured('R1') + structured('R2') + structured('R1')), 'R1 R2'],
    ['text', ends('E') + about('<Ustrd>Factura 1</Ustrd>'), 'Factura 1'],
    ['text in pieces', about('<Ustrd>Factura 1,</Ustrd><Ustrd>\n gracias</Ustrd>'), 'Factura 1, gracias'],
    ['the reference of the payer', ends('F-1'), 'F-1'],
    ['no reference of the payer', ends('NOTPROVIDED'), ''],
    ['no text', ends('F-1') + about('<Ustrd>NOTPROVIDED</Ustrd>'), 'F-1'],
    ['what the bank adds', '<AddtlTxInf>Ingreso en efectivo</AddtlTxInf>', 'Ingreso en efectivo'],
    ['text of more than anybody reads, cut', about(`<Ustrd>${'x'.repeat(3000)}</Ustrd>`), 'x'.repeat(2000)],
    ['text without its control characters', about('<Ustrd>a\u0085\u009Fb</Ustrd>'), 'a b'],
    ['nothing', '', ''],
  ])('is %s', (_, content, reference) => {
    expect(readAs(content)?.reference).toBe(reference);
  });

  it('names invoices where the payer does, and no credit notes', () => {
    const named = (code: string, number: string) =>
      `<Strd><RfrdDocInf><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp><Nb>${number}</Nb></RfrdDocInf></Strd>`;
    expect(readAs(about(named('CINV', 'F-1') + named('CREN', 'N-1') + named('CINV', 'F-2')))?.invoices).toEqual([
      'F-1',
      'F-2',
    ]);
    expect(readAs(about(named('CREN', 'N-1')))).not.toHaveProperty('invoices');
  });

  it.each([
    ['<Dbtr><Nm>Ana Ruiz</Nm></Dbtr>', 'Ana Ruiz'],
    ['<Dbtr><Pty><Nm>Ana\n Ruiz</Nm></Pty></Dbtr>', 'Ana Ruiz'],
    ['<UltmtDbtr><Nm>Ana</Nm></UltmtDbtr><Dbtr><Nm>Bank of Ana</Nm></Dbtr>', 'Bank of Ana'],
    ['<UltmtDbtr><Pty><Nm>Ana</Nm></Pty></UltmtDbtr>', 'Ana'],
    ['<Cdtr><Nm>We</Nm></Cdtr>', ''],
  ])('by the payer in %s', (parties, payer) => {
    expect(readAs(element('RltdPties', parties))?.payer).toBe(payer);
  });
});

describe('the id', () => {
  it('is left out where the bank has none', () => {
    for (const reference of ['', 'NONREF', 'NOTPROVIDED', '0000']) {
      expect(statementOf(anEntry({ reference })).payments[0]).not.toHaveProperty('id');
    }
  });

  it('differs between a payment and its return, and between entries of one statement', () => {
    const ids = statementOf(anEntry(), anEntry({ direction: 'DBIT', reversal: 'true' }), anEntry()).payments.map(
      ({ id }) => id,
    );
    expect(ids).toEqual(['B-1', 'B-1/returned', 'B-1/2']);
  });

  it('is the same when a statement is told twice', () => {
    const once = changed('camt.053.xml');
    const statement = /<Stmt>.*<\/Stmt>/s.exec(once)?.[0] ?? '';
    const ids = readXml(once.replace(statement, statement + statement)).payments.map(({ id }) => id);
    expect(ids.slice(0, 4)).toEqual(ids.slice(4));
    expect(ids).toHaveLength(8);
  });
});

describe('a message', () => {
  it('of any version is read', () => {
    for (const version of ['02', '04', '06', '13']) {
      const { payments } = readXml(changed('camt.053.xml', ['camt.053.001.08', `camt.053.001.${version}`]));
      expect(payments).toHaveLength(4);
    }
  });

  it('without entries is read as nothing', () => {
    expect(statementOf()).toMatchObject({ format: 'camt.053', rows: 0, accepted: 0, rejected: 0, warnings: [] });
  });

  it.each([
    ['camt.052', '<BkToCstmrAcctRpt/>', /camt.052 report, which the bank may still change/],
    ['pain.001', '<CstmrCdtTrfInitn/>', /neither a statement \(camt.053\) nor a notification/],
    ['nothing', '', /neither a statement/],
  ])('of %s is refused', (_, content, message) => {
    expect(() => readXml(`<Document>${content}</Document>`)).toThrow(message);
  });
});

it('XML that is none of these is refused, naming what it is', () => {
  expect(() => readXml('<html><body/></html>')).toThrow('"html" begins no XML file that is read here; known are');
  expect(() => readXml('<constructor/>')).toThrow('"constructor" begins no XML file');
});
