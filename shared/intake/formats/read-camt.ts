// ISO 20022 statements (camt.053) and notifications (camt.054) of any version: what was booked becomes payments.
import { BadInput } from '#domain/errors.ts';
import { bankIds, passedOver } from './bank-payment.ts';
import { readEntry } from './camt-entry.ts';
import { type ReadFile, type Reading, sumUp } from './notes.ts';
import { elementsAt, type XmlElement } from './xml-tree.ts';

export const readCamt = (root: XmlElement): ReadFile => {
  const [message] = root.children;
  const kind = kinds.find(({ name }) => name === message?.name);
  if (kind === undefined || message === undefined) {
    const isInterim = message?.name === 'BkToCstmrAcctRpt';
    throw new BadInput(
      'unknown-xml',
      isInterim
        ? 'the file is a camt.052 report, which the bank may still change; upload the camt.053 statement of the day'
        : 'the file is an ISO 20022 message, but neither a statement (camt.053) nor a notification (camt.054)',
    );
  }
  const readings: Reading[] = [];
  const passed = { pending: 0, other: 0, zero: 0 };
  let line = 0;
  for (const statement of elementsAt(message, kind.part)) {
    const idOf = bankIds();
    for (const entry of elementsAt(statement, 'Ntry')) {
      line += 1;
      const outcome = readEntry(entry, line, idOf);
      if (outcome.kind === 'read') readings.push(outcome.reading);
      else passed[outcome.kind] += 1;
    }
  }
  return sumUp(
    kind.format,
    'entry',
    readings,
    passedOver({
      'not booked yet': passed.pending,
      'no payment of a debtor': passed.other,
      'of no amount': passed.zero,
    }),
  );
};

const kinds = [
  { name: 'BkToCstmrStmt', part: 'Stmt', format: 'camt.053' },
  { name: 'BkToCstmrDbtCdtNtfctn', part: 'Ntfctn', format: 'camt.054' },
] as const;
