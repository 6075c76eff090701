// SWIFT MT940 statements: what was booked on the account becomes payments. Pages of a statement follow each other.
import { BadInput } from '#domain/errors.ts';
import { bankIds, passedOver } from './bank-payment.ts';
import { mt940Balance } from './mt940-balance.ts';
import { readEntry } from './mt940-entry.ts';
import { fieldsOf, mostMt940Characters } from './mt940-fields.ts';
import { type ReadFile, type Reading, sumUp } from './notes.ts';

/** By its beginning: a block of SWIFT, a first tag, or a line with the number of the message, after the bank's or not. */
export const isMt940 = (text: string): boolean =>
  /^\uFEFF?\s*(\{1:|:20:|:940:|([A-Z0-9]{8,12}\s*[\r\n]\s*)?940\s*[\r\n])/.test(text.slice(0, 1000));

/** Throws BadInput when the file as a whole is no statement; what is wrong with an entry in it is among the errors. */
export const readMt940 = (text: string): ReadFile => {
  if (text.length > mostMt940Characters) throw new BadInput('mt940-refused', 'the file is too large; split it by day');
  if (text.includes('\0')) throw new BadInput('not-text', 'the file is binary, not text');
  const fields = fieldsOf(text);
  if (fields.some(({ tag }) => tag === '34F')) {
    throw new BadInput(
      'not-mt940',
      'the file is an MT942 report, which the bank may still change; upload the MT940 statement',
    );
  }
  if (!fields.some(({ tag }) => tag === '20' || tag === '60F')) {
    throw new BadInput('not-mt940', 'the file is not an MT940 statement: it has neither :20: nor :60F:');
  }
  const readings: Reading[] = [];
  const passed = { pending: 0, other: 0, zero: 0 };
  const balance = mt940Balance();
  let [currency, idOf, line] = ['', bankIds(), 0];
  for (const { tag, lines, details } of fields) {
    balance.see(tag, lines[0] ?? '');
    // Pages of one statement have a :20: each and share what is known of it; only another opening balance begins anew.
    if (tag === '60F') idOf = bankIds();
    if (tag === '60F' || tag === '60M') currency = /^[CD]\d{6}([A-Z]{3})/.exec(lines[0] ?? '')?.[1] ?? '';
    if (tag !== '61') continue;
    line += 1;
    const outcome = readEntry({ lines, details, currency, line, idOf });
    if (outcome.kind === 'read') readings.push(outcome.reading);
    else passed[outcome.kind] += 1;
  }
  return sumUp('mt940', 'entry', readings, [
    ...passedOver({
      'not booked yet': passed.pending,
      'no payment of a debtor': passed.other,
      'of no amount': passed.zero,
    }),
    ...balance.warnings(),
  ]);
};
