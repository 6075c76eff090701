// State Apply Chunk: registers the invoices of one chunk. Applied again, it changes nothing.
import * as z from 'zod';
import { now as readClock } from '#clock';
import { BadInput } from '#domain/errors.ts';
import { defaultCreditor } from '#domain/events.ts';
import type { ReportedError } from '#intake/batch-report.ts';
import { type IntakeRow, intakeRow } from '#intake/intake-row.ts';
import { putObject, readObject } from '#store/objects.ts';
import { registerInvoice } from '#store/register-invoice.ts';
import { type AppliedChunk, applyInput, batchSchema } from './contracts.ts';
import { handle } from './handle.ts';

/** Debtors written at the same time; rows of one debtor follow each other. */
const lanes = 8;

export const handler = handle(applyInput, async ({ batch: { prefix }, chunk }): Promise<{ readonly chunk: number }> => {
  const [batch, rows] = await Promise.all([
    readObject(`${prefix}/batch.json`).then((text) => batchSchema.parse(JSON.parse(text))),
    readObject(`${prefix}/chunk-${chunk}.json`).then((text) => z.array(intakeRow).parse(JSON.parse(text))),
  ]);
  const now = await readClock();
  const counts = { new: 0, changed: 0, unchanged: 0 };
  const errors: ReportedError[] = [];
  const debtors = [...Map.groupBy(rows, ({ creditor, debtor }) => `${creditor}#${debtor.id}`).values()];
  await Promise.all(
    Array.from({ length: lanes }, async () => {
      for (let next = debtors.shift(); next; next = debtors.shift()) {
        for (const row of next) {
          try {
            counts[await register(row, `batch-${batch.content}/${row.line}`, now)] += 1;
          } catch (error) {
            if (!(error instanceof BadInput)) throw error;
            errors.push({
              line: row.line,
              field: 'invoice',
              reason: error.message,
              remedy: 'correct the row, or the invoice in the portfolio',
              value: row.invoice,
            });
          }
        }
      }
    }),
  );
  const applied: AppliedChunk = { counts, errors };
  await putObject(`${prefix}/applied-${chunk}.json`, JSON.stringify(applied), 'application/json');
  return { chunk };
});

const register = ({ line: _, creditor = defaultCreditor, debtor, ...row }: IntakeRow, source: string, now: string) =>
  registerInvoice({ ...row, creditor, debtor }, source, now);
