// A bank: draws statements of accounts, and writes each as camt.053 and as MT940, as banks in Europe do.
import fc from 'fast-check';

export type Movement = {
  /** Money that came, money that the bank took back, what the creditor paid itself, and what is not booked yet. */
  readonly kind: 'paid' | 'taken-back' | 'own' | 'pending';
  /** Minor units, each payment of a batch by itself. */
  readonly amounts: readonly number[];
  readonly day: string;
  readonly payer: string;
  readonly text: string;
};
export type Statement = {
  readonly currency: 'EUR' | 'CLP' | 'KWD';
  readonly opening: number;
  readonly movements: readonly Movement[];
};

const decimals = { EUR: 2, CLP: 0, KWD: 3 } as const;
const cents = fc.integer({ min: 1, max: 10 ** 9 });
/** SWIFT's letters, and at no end of a line what would be read as a field. */
const words = fc.stringMatching(/^[A-Z]{1,12}( [A-Z0-9]{1,8}){0,2}$/);
const day = fc
  .date({ min: new Date('2024-01-01'), max: new Date('2027-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

const movement: fc.Arbitrary<Movement> = fc.record({
  kind: fc.constantFrom('paid', 'paid', 'paid', 'taken-back', 'own', 'pending'),
  amounts: fc.array(cents, { minLength: 1, maxLength: 4 }),
  day,
  payer: words,
  text: words,
});
export const statement: fc.Arbitrary<Statement> = fc.record({
  currency: fc.constantFrom('EUR', 'CLP', 'KWD'),
  opening: fc.integer({ min: -(10 ** 9), max: 10 ** 9 }),
  movements: fc.array(movement, { minLength: 1, maxLength: 12 }),
});

/** Decimal text of minor units, made letter by letter. */
export const written = (minor: number, currency: Statement['currency'], mark = '.'): string => {
  const digits = String(Math.abs(minor)).padStart(decimals[currency] + 1, '0');
  const at = digits.length - decimals[currency];
  return decimals[currency] === 0 ? digits : `${digits.slice(0, at)}${mark}${digits.slice(at)}`;
};

const sum = (amounts: readonly number[]): number => amounts.reduce((total, each) => total + each, 0);

/** A batch is one entry with a transaction for each payment. */
export const camtOf = ({ currency, movements }: Statement, version: number): string => {
  const entries = movements.map(({ kind, amounts, day: on, payer, text }, index) => {
    const status = kind === 'pending' ? 'PDNG' : 'BOOK';
    const isCredit = kind === 'paid' || kind === 'pending';
    const transactions = amounts.map(
      (amount, at) =>
        `<TxDtls><Refs><AcctSvcrRef>B${index}-${at}</AcctSvcrRef></Refs><Amt Ccy="${currency}">${written(amount, currency)}</Amt><CdtDbtInd>${isCredit ? 'CRDT' : 'DBIT'}</CdtDbtInd><RltdPties><Dbtr>${version < 8 ? `<Nm>${payer}</Nm>` : `<Pty><Nm>${payer}</Nm></Pty>`}</Dbtr></RltdPties><RmtInf><Ustrd>${text}</Ustrd></RmtInf></TxDtls>`,
    );
    return `<Ntry><Amt Ccy="${currency}">${written(sum(amounts), currency)}</Amt><CdtDbtInd>${isCredit ? 'CRDT' : 'DBIT'}</CdtDbtInd>${kind === 'taken-back' ? '<RvslInd>true</RvslInd>' : ''}<Sts>${version < 8 ? status : `<Cd>${status}</Cd>`}</Sts><BookgDt><Dt>${on}</Dt></BookgDt><ValDt><Dt>${on}</Dt></ValDt><NtryDtls>${transactions.join('')}</NtryDtls></Ntry>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.0${version}"><BkToCstmrStmt><GrpHdr/><Stmt>${entries.join('\n')}</Stmt></BkToCstmrStmt></Document>`;
};

const balance = (minor: number, currency: Statement['currency']): string =>
  `${minor < 0 ? 'D' : 'C'}260101${currency}${written(minor, currency, ',')}${currency === 'CLP' ? ',' : ''}`;

/** One entry for each payment: MT940 has no batches. `pages` is how many the statement is cut into. */
export const mt940Of = ({ currency, opening, movements }: Statement, pages = 1): string => {
  const entries = movements.flatMap(({ kind, amounts, day: on, payer, text }, index) =>
    amounts.map((amount, at) => {
      const mark = { paid: 'C', 'taken-back': 'RC', own: 'D', pending: 'EC' }[kind];
      const figures = `${written(amount, currency, ',')}${currency === 'CLP' ? ',' : ''}`;
      const moved = kind === 'pending' ? 0 : kind === 'paid' ? amount : -amount;
      const date = on.replaceAll('-', '');
      return {
        moved,
        text: `:61:${date.slice(2)}${date.slice(4)}${mark}${figures}NTRFNONREF//B${index}-${at}\r\n:86:166?00GUTSCHRIFT?20SVWZ+${text}?32${payer}\r\n`,
      };
    }),
  );
  const size = Math.ceil(entries.length / pages);
  let total = opening;
  let out = '';
  for (let at = 0; at < entries.length; at += size) {
    const page = entries.slice(at, at + size);
    const [begin, end] = [at === 0 ? '60F' : '60M', at + size >= entries.length ? '62F' : '62M'];
    out += `:20:STMT\r\n:25:10020030/1234567\r\n:28C:1/${at / size + 1}\r\n:${begin}:${balance(total, currency)}\r\n`;
    out += page.map((each) => each.text).join('');
    total += sum(page.map(({ moved }) => moved));
    out += `:${end}:${balance(total, currency)}\r\n-\r\n`;
  }
  return out;
};
