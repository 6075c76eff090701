// What a local run collects: a file of invoices, the events of the people in it, and the days it spans.
import { readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { parse } from 'csv-parse/sync';
import * as z from 'zod';
import { addDays, type IsoDate, instantAt } from '#domain/calendar.ts';
import { toDecimalText } from '#domain/money/money.ts';
import { readRows } from '#intake/formats/read-rows.ts';
import type { IntakeRow } from '#intake/intake-row.ts';
import { findImportProfile } from '#intake/profiles/built-in-profiles.ts';
import { takeInvoice } from '#intake/row-of-invoice.ts';
import type { TimedEvent } from './advance.ts';

type Wish = {
  readonly file: string;
  readonly profile: string;
  readonly limit: number | undefined;
  readonly days: number | undefined;
};
export type Portfolio = {
  readonly file: string;
  readonly profile: string;
  readonly content: Uint8Array;
  readonly events: readonly TimedEvent[];
  readonly from: IsoDate;
  readonly to: IsoDate;
  /** The run ends with the last invoice, if that is before `to`. */
  readonly endsWhenQuiet: boolean;
};

/** Days before the due date at which a run opens, and after the last one at which it ends at the latest. */
const opensBefore = 7;
const endsAfter = 120;
const demoDays = 120;

/** Throws, in words, when the file cannot be read or holds no invoice. */
export const readPortfolio = async ({ file, profile, limit, days }: Wish): Promise<Portfolio> => {
  const text = readText(file);
  const content = limit === undefined ? text : firstRows(text, limit);
  const rows: IntakeRow[] = [];
  const open = () => Readable.from([Buffer.from(content)]);
  for await (const read of readRows(open, { profile: findImportProfile(profile) })) {
    const row = takeInvoice(read);
    if ('accepted' in row) rows.push(row.accepted);
  }
  if (rows.length === 0) throw new Error(`${file} holds no invoice that profile ${profile} can read`);
  const dues = rows.map(({ due }) => due).toSorted();
  const from = addDays(dues[0] ?? '', -opensBefore);
  const events = profile === 'ibm' ? settlements(content, rows, from) : besideIt(file);
  const to =
    days !== undefined
      ? addDays(from, days)
      : profile === 'ibm'
        ? addDays(dues.at(-1) ?? '', endsAfter)
        : addDays(from, demoDays);
  return {
    file,
    profile,
    content: Buffer.from(content),
    events,
    from,
    to,
    endsWhenQuiet: profile === 'ibm' && days === undefined,
  };
};

const readText = (file: string): string => {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new Error(`${file} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
};

const firstRows = (text: string, limit: number): string =>
  text
    .split(/(?<=\n)/)
    .slice(0, limit + 1)
    .join('');

const timedEvents = z.array(
  z.object({ at: z.string(), detailType: z.string(), detail: z.record(z.string(), z.unknown()) }),
);

/** samples/demo.csv has samples/demo-events.json beside it; a file without one has no events. */
const besideIt = (file: string): readonly TimedEvent[] => {
  try {
    return timedEvents.parse(JSON.parse(readFileSync(file.replace(/\.csv$/, '-events.json'), 'utf8')));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
};

const settled = z.array(z.object({ invoiceNumber: z.string(), SettledDate: z.string() }));

/** The IBM set tells when each invoice was settled: a payment event at the beginning of that day for the debtor. */
const settlements = (content: string, rows: readonly IntakeRow[], from: IsoDate): readonly TimedEvent[] => {
  const byNumber = new Map(
    settled
      .parse(parse(content, { columns: true }))
      .map(({ invoiceNumber, SettledDate }) => [invoiceNumber, isoDate(SettledDate)]),
  );
  return rows.flatMap(({ invoice, amount, currency, debtor }) => {
    const date = byNumber.get(invoice);
    if (date === undefined) return [];
    const at = instantAt(debtor.timeZone ?? 'UTC', date < from ? from : date, '00:00');
    const detail = {
      id: `settled-${invoice}`,
      invoice,
      amount: toDecimalText({ amount, currency }),
      currency,
      effective: date,
    };
    return [{ at, detailType: 'Payment Received', detail }];
  });
};

const isoDate = (american: string): IsoDate => {
  const [month = '', day = '', year = ''] = american.split('/');
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
};
