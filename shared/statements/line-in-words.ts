// What a line of a statement is about, in the words of a language.
import type { ChargeLine } from '#domain/money/charges/charge.ts';
import { agreedGround } from '#domain/money/charges/pack-terms.ts';
import { earlyPayment, isComponent } from '#domain/money/ledger.ts';
import { formatMoney } from '#domain/money/money.ts';
import type { Language } from '#domain/vocabulary.ts';
import { clean } from '#templates/format.ts';
import { renderText } from '#templates/liquid.ts';
import type { StatementLine } from './statement.ts';
import { wordsOf } from './words.ts';

/** Such as "Payment", or "Discount (paid within ten days)". One line of visible text. */
export const lineInWords = (line: StatementLine, currency: string, language: Language): string => {
  const { kinds, lines, changes } = wordsOf(language);
  const kind = isComponent(line.kind) && isTakenOff(line) ? changes[line.kind] : kinds[line.kind];
  const what =
    line.offer === undefined
      ? kind
      : renderText(line.offer === earlyPayment ? lines.earlyPayment : lines.earned, { what: kind, offer: line.offer });
  const told = line.undone
    ? renderText(lines.undone, { what, amount: formatMoney({ amount: line.undone.amount, currency }, language) })
    : what;
  return clean(line.reason === undefined ? told : renderText(lines.reason, { what: told, reason: line.reason }));
};

const isTakenOff = ({ credit, undone }: StatementLine): boolean => credit > 0 || (undone?.amount ?? 0) < 0;

/** The rule that allows a charge, and where it stands. */
export const groundInWords = ({ ground }: Pick<ChargeLine, 'ground'>, language: Language): string =>
  ground.rule === agreedGround.rule ? wordsOf(language).rules.agreed : clean(`${ground.rule}: ${ground.source}`);
