// What whoever sends a file says that it holds: in the metadata of the upload, in a file beside it, or in its own last row.
import * as z from 'zod';
import { BadInput } from '#domain/errors.ts';
import { decimalsOf, isCurrency } from '#domain/money/money.ts';
import { foldedOf, sameName } from '../formats/find-column.ts';
import type { ControlTotals } from '../formats/parsed-file.ts';
import { textOf } from '../formats/raw-table.ts';
import { readDelimited } from '../formats/read-delimited.ts';

/** Endings of the file beside an upload, and how it is read. */
export const controlFiles = ['.control.json', '.control.csv'] as const;
export type ControlFile = (typeof controlFiles)[number];
/** A line for each currency; whatever is longer is no such file. */
export const mostOfControl = 65_536;

const unreadable = (where: string, why: string): BadInput =>
  new BadInput('bad-control', `the control totals in ${where} cannot be read: ${why}`);

const rowsOf = (where: string, text: string): number => {
  if (/^\d{1,7}$/.test(text.trim())) return Number(text);
  throw unreadable(where, `${JSON.stringify(text.slice(0, 40))} is no number of rows; write digits alone`);
};

const totalOf = (where: string, currency: string, text: string): string => {
  if (!isCurrency(currency))
    throw unreadable(
      where,
      `${JSON.stringify(currency.slice(0, 40))} is not a currency; write an ISO 4217 code such as EUR`,
    );
  if (/^-?\d{1,30}(?:\.\d{1,10})?$/.test(text.trim())) return text.trim();
  throw unreadable(where, `${JSON.stringify(text.slice(0, 40))} is not an amount in ${currency}; write it as 1234.50`);
};

const controlOf = (rows: number | undefined, totals: Readonly<Record<string, string>>): ControlTotals | undefined =>
  rows === undefined && Object.keys(totals).length === 0
    ? undefined
    : { ...(rows === undefined ? {} : { rows }), ...(Object.keys(totals).length === 0 ? {} : { totals }) };

/** Of an upload: `control-rows`, `control-total-eur`. Throws BadInput for what cannot be read. */
export const controlInMetadata = (metadata: Readonly<Record<string, string>>): ControlTotals | undefined => {
  const rows = metadata['control-rows'];
  const totals = Object.entries(metadata).flatMap(([name, value]) => {
    const [, code] = /^control-total-(.+)$/.exec(name.toLowerCase()) ?? [];
    if (code === undefined) return [];
    const currency = code.toUpperCase();
    return [[currency, totalOf(`the metadata ${name}`, currency, value)] as const];
  });
  return controlOf(
    rows === undefined ? undefined : rowsOf('the metadata control-rows', rows),
    Object.fromEntries(totals),
  );
};

/** `name` is what messages call it. Throws BadInput for what cannot be read. */
export const controlInFile = (text: string, kind: ControlFile, name: string): ControlTotals => {
  const told = kind === '.control.json' ? inJson(text, name) : inList(text, name);
  if (told === undefined) throw unreadable(name, 'it has neither a total nor a number of rows');
  return told;
};

const shape = z.strictObject({
  rows: z.int().min(0).max(9_999_999).optional(),
  totals: z.record(z.string(), z.string()).optional(),
});

const inJson = (text: string, name: string): ControlTotals | undefined => {
  const parsed = shape.safeParse(jsonOf(text, name));
  if (!parsed.success)
    throw unreadable(name, 'write { "rows": 12, "totals": { "EUR": "1234.50" } }, with the amounts in quotes');
  const { rows, totals = {} } = parsed.data;
  return controlOf(
    rows,
    Object.fromEntries(Object.entries(totals).map(([currency, total]) => [currency, totalOf(name, currency, total)])),
  );
};

const jsonOf = (text: string, name: string): unknown => {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    throw unreadable(name, 'it is not JSON; write { "rows": 12, "totals": { "EUR": "1234.50" } }');
  }
};

/** A line for each currency, with the columns `currency`, `total` and perhaps `rows`. */
const inList = (text: string, name: string): ControlTotals | undefined => {
  const [header, ...lines] = readDelimited(text.replace(/^\ufeff/, '')).rows;
  const names = foldedOf((header?.cells ?? []).map(textOf));
  const [currencyAt, totalAt, rowsAt] = ['currency', 'total', 'rows'].map((column) => names.indexOf(sameName(column)));
  if (currencyAt === undefined || totalAt === undefined || currencyAt < 0 || totalAt < 0)
    throw unreadable(name, 'its first line names no columns currency and total; write currency,total,rows');
  const totals: Record<string, string> = {};
  let rows: number | undefined;
  for (const { line, cells } of lines) {
    const cell = (at: number | undefined): string => (at === undefined || at < 0 ? '' : textOf(cells[at]).trim());
    if (cells.every((each) => textOf(each).trim() === '')) continue;
    const currency = cell(currencyAt).toUpperCase();
    if (totals[currency] !== undefined) throw unreadable(name, `${currency} stands there twice; keep one line`);
    totals[currency] = totalOf(`${name}, line ${line}`, currency, cell(totalAt));
    if (cell(rowsAt) !== '') rows = (rows ?? 0) + rowsOf(`${name}, line ${line}`, cell(rowsAt));
  }
  return controlOf(rows, totals);
};

export type ControlSource = { readonly where: string; readonly told: ControlTotals | undefined };
/** All of it together; `conflicts` where two places say different things. */
export type ToldControl = ControlTotals & { readonly conflicts?: string[] };

export const combineControls = (sources: readonly ControlSource[]): ToldControl | undefined => {
  const said = sources.flatMap(({ where, told }) => (told === undefined ? [] : [{ where, told }]));
  if (said.length === 0) return undefined;
  const conflicts: string[] = [];
  const first = new Map<string, { readonly where: string; readonly value: string; readonly shown: string }>();
  const hear = (what: string, where: string, value: string, shown: string): void => {
    const before = first.get(what);
    if (before === undefined) first.set(what, { where, value, shown });
    else if (before.value !== value)
      conflicts.push(
        `the control totals contradict one another: ${before.where} says ${before.shown}, ${where} ${shown}`,
      );
  };
  for (const { where, told } of said) {
    if (told.rows !== undefined) hear('rows', where, String(told.rows), `${told.rows} rows`);
    for (const [currency, total] of Object.entries(told.totals ?? {}))
      hear(currency, where, sameAmount(total, currency), `${total} ${currency}`);
  }
  const rows = said.find(({ told }) => told.rows !== undefined)?.told.rows;
  const totals = Object.assign({}, ...said.toReversed().map(({ told }) => told.totals ?? {}));
  return {
    ...(rows === undefined ? {} : { rows }),
    ...(Object.keys(totals).length === 0 ? {} : { totals }),
    ...(conflicts.length === 0 ? {} : { conflicts }),
  };
};

/** Totals may be larger than what one invoice can be: the same text for the same amount, whatever its size. */
export const sameAmount = (text: string, currency: string): string => {
  const decimals = decimalsOf(currency);
  const [, sign = '', whole = '', fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text.trim()) ?? [];
  if (whole === '') return `not a number: ${text}`;
  const units = BigInt(whole + fraction.slice(0, decimals).padEnd(decimals, '0'));
  return /[1-9]/.test(fraction.slice(decimals)) ? `not exact: ${text}` : `${units === 0n ? '' : sign}${units}`;
};
