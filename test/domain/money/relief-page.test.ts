// The examples of relief in docs/money.md, worked out again.
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { readEvent } from '#domain/events.ts';
import { noLaw } from '#domain/law.ts';
import { type Account, anAccount } from '#domain/lives/account.ts';
import { happen } from '#domain/lives/happen.ts';
import { settleCash } from '#domain/lives/settle-cash.ts';
import { balancesOn, owedOf, postingsOf } from '#domain/money/balances.ts';
import { offersOnIssue } from '#domain/money/issued.ts';
import { parseAmount, toDecimalText } from '#domain/money/money.ts';
import { aDebtor, anInvoice } from '../../fixtures.ts';

const page = readFileSync('docs/money.md', 'utf8');
const rowsOf = (name: string): readonly (readonly string[])[] => {
  const [, section = ''] =
    new RegExp(`<!-- ${name}: recomputed by a test -->([\\s\\S]*?)<!-- end -->`).exec(page) ?? [];
  const [, , ...rows] = section.trim().split('\n');
  return rows.map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
};
const minor = (text: string): number => parseAmount(text, 'EUR').amount;
const text = (amount: number): string => toDecimalText({ amount, currency: 'EUR' });

const hear = (account: Account, type: string, detail: Readonly<Record<string, unknown>>): Account => {
  const event = readEvent(type, { id: `${type}-${JSON.stringify(detail).length}`, currency: 'EUR', ...detail });
  const heard = happen(account, { at: '2026-03-10T12:00:00.000Z', event }, [], new Set());
  if ('refused' in heard) throw new Error(heard.refused);
  return settleCash(heard.account, { order: 'principal-first', allocate: 'oldest-first' }, '2026-03-10T12:00:00.000Z');
};
const owedBy = ({ entries }: Account, invoice: string): string => text(owedOf(balancesOn(entries[invoice] ?? [])));
const letGoBy = ({ entries }: Account, invoice: string): string =>
  text(
    postingsOf(entries[invoice] ?? []).reduce(
      (sum, { entry, moved }) => (entry.offer === undefined ? sum : sum - owedOf(moved)),
      0,
    ),
  );

it('early payment', () => {
  const invoice = anInvoice({ amount: 100_000, issued: '2026-01-01', due: '2026-01-31' });
  const offers = offersOnIssue(invoice, [
    { percent: '2', days: 10 },
    { percent: '1', days: 20 },
  ]);
  const begin = anAccount(aDebtor(), [{ ...invoice, offers }], noLaw);
  const rows = rowsOf('early payment');
  expect(rows).toHaveLength(9);
  for (const [paid, on, note, letGo, owed] of rows) {
    const noted = note
      ? hear(begin, 'Credit Note Issued', { invoice: 'F-1', amount: note, effective: '2026-01-02' })
      : begin;
    const account = hear(noted, 'Payment Received', { invoice: 'F-1', amount: paid, effective: on });
    expect([paid, on, note, letGoBy(account, 'F-1'), owedBy(account, 'F-1')]).toEqual([paid, on, note, letGo, owed]);
  }
});

it('a settlement', () => {
  const rows = rowsOf('settlement');
  expect(rows).toHaveLength(3);
  const begin = anAccount(
    aDebtor(),
    rows.map(([invoice = '', owes = ''], index) =>
      anInvoice({ invoice, amount: minor(owes), due: `2026-02-0${index + 1}` }),
    ),
    noLaw,
  );
  const offered = hear(begin, 'Settlement Offered', { debtor: 'D-1', pays: '450.00', until: '2026-03-31' });
  const having = (amount: string, effective: string) =>
    hear(offered, 'Payment Received', { debtor: 'D-1', amount, effective });
  const ways = [having('450.00', '2026-03-31'), having('449.97', '2026-03-31'), having('450.00', '2026-04-01')];
  for (const [invoice = '', owes = '', pays, off, ...owed] of rows) {
    const [tier] = offered.entries[invoice]?.find(({ kind }) => kind === 'offer')?.tiers ?? [];
    expect(tier).toEqual({ until: '2026-03-31', pays: minor(pays ?? ''), off: minor(off ?? '') });
    expect([owedBy(offered, invoice), ...ways.map((each) => owedBy(each, invoice))]).toEqual([owes, ...owed]);
  }
});
