// A statement for programs: amounts in decimal text, each charge with its formula in the statement's language.
import { toDecimalText } from '#domain/money/money.ts';
import { formulaOf } from './formula-of.ts';
import type { CurrencyAccount, Derived, Owed, Statement, StatementItem } from './statement.ts';

export const jsonOfStatement = (statement: Statement) => ({
  ...statement,
  accounts: statement.accounts.map((account) => accountAsJson(account, statement)),
});

const accountAsJson = (account: CurrencyAccount, statement: Statement) => {
  const text = textIn(account.currency);
  return {
    currency: account.currency,
    items: account.items.map((item) => itemAsJson(item, account.currency, statement)),
    owed: owedAsJson(account.owed, account.currency),
    derived: sumsAsJson(account.derived, account.currency),
    credit: text(account.credit),
    overdue: text(account.overdue),
    toPay: text(account.toPay),
    inFavour: text(account.inFavour),
  };
};

const itemAsJson = (item: StatementItem, currency: string, { language }: Statement) => {
  const text = textIn(currency);
  const { corrections } = item.derived;
  return {
    ...item,
    lines: item.lines.map(({ undone, ...line }) => ({
      ...line,
      debit: text(line.debit),
      credit: text(line.credit),
      balance: text(line.balance),
      ...(undone === undefined ? {} : { undone: { amount: text(undone.amount) } }),
    })),
    offers: item.offers.map(({ offer, from, until, left, off }) => ({
      ...{ offer, from, until },
      pays: text(left),
      letGo: text(off),
    })),
    owed: owedAsJson(item.owed, currency),
    derived: {
      ...sumsAsJson(item.derived, currency),
      lines: item.derived.lines.map((line) => ({
        ...{ kind: line.kind, from: line.from, to: line.to, days: line.days },
        base: text(line.base),
        ratePct: line.ratePct,
        formula: formulaOf(line, currency, language),
        rule: line.ground.rule,
        source: line.ground.source,
        amount: text(line.amount),
      })),
      corrections: {
        interest: text(corrections.interest),
        compensation: text(corrections.compensation),
        collectionCosts: text(corrections.collectionCosts),
      },
    },
    total: text(item.total),
  };
};

const owedAsJson = (owed: Owed, currency: string) => {
  const text = textIn(currency);
  return {
    principal: text(owed.principal),
    interest: text(owed.interest),
    'collection-cost': text(owed['collection-cost']),
    compensation: text(owed.compensation),
    total: text(owed.total),
  };
};

const sumsAsJson = ({ interest, compensation, collectionCosts, total }: Derived, currency: string) => {
  const text = textIn(currency);
  return {
    interest: text(interest),
    compensation: text(compensation),
    collectionCosts: text(collectionCosts),
    total: text(total),
  };
};

const textIn =
  (currency: string) =>
  (amount: number): string =>
    toDecimalText({ amount, currency });
