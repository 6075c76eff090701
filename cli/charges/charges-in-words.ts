// Charges as they are printed: for programs with amounts in decimal text, for people as lines to recompute by hand.
import type { ChargeLine, Charges } from '#domain/money/charges/charge.ts';
import { formulaInWords } from '#domain/money/charges/formula-in-words.ts';
import { toDecimalText } from '#domain/money/money.ts';
import { table } from '../output.ts';

/** Amounts in decimal text of the currency. */
export const chargesAsJson = (charges: Charges, asOf: string, currency: string) => {
  const text = (amount: number): string => toDecimalText({ amount, currency });
  return {
    asOf,
    principal: text(charges.principal),
    interest: text(charges.interest),
    compensation: text(charges.compensation),
    collectionCosts: text(charges.collectionCosts),
    total: text(charges.total),
    lines: charges.lines.map((line) => ({
      kind: line.kind,
      from: line.from,
      to: line.to,
      days: line.days,
      base: text(line.base),
      ratePct: line.ratePct,
      rule: `${line.ground.rule}: ${formulaInWords(line, currency)}`,
      source: line.ground.source,
      amount: text(line.amount),
    })),
    warnings: charges.warnings,
  };
};

export const chargesInWords = (charges: Charges, asOf: string, currency: string): readonly string[] => {
  const text = (amount: number): string => toDecimalText({ amount, currency });
  const sources = [...new Set(charges.lines.map(({ ground }) => ground.source))];
  return [
    `As of ${asOf}, in ${currency}:`,
    ...table([
      ['principal', { right: text(charges.principal) }],
      ['interest', { right: text(charges.interest) }],
      ['compensation', { right: text(charges.compensation) }],
      ['collection costs', { right: text(charges.collectionCosts) }],
      ['total', { right: text(charges.total) }],
    ]),
    '',
    ...(charges.lines.length === 0
      ? ['Nothing is charged.']
      : [
          'How it came about:',
          ...table(
            charges.lines.map((line) => [
              names[line.kind],
              line.from === line.to ? line.from : `${line.from} to ${line.to}`,
              formulaInWords(line, currency),
              { right: text(line.amount) },
              `${line.ground.rule} [${sources.indexOf(line.ground.source) + 1}]`,
            ]),
          ),
          'Each kind is rounded once, on what has come together: a line is that less the line before.',
          '',
          ...sources.map((source, index) => `  ${index + 1}  ${source}`),
        ]),
    ...charges.warnings.map((warning) => `warning: ${warning}`),
    'Not legal advice; see recaudo packs show.',
  ];
};

const names = {
  interest: 'interest',
  compensation: 'compensation',
  collectionCosts: 'collection costs',
} as const satisfies Readonly<Record<ChargeLine['kind'], string>>;
