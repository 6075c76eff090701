// What no single field of a case for `charges` can tell.
import { publishedSeries } from '#domain/law-terms.ts';
import { decimalsOf, isCurrency, parseAmount } from '#domain/money/money.ts';
import { closestName } from '#domain/segments/closest-name.ts';
import { isUnitSeries, isValueOf } from '#domain/units-of-account.ts';

type Problem = { readonly path: readonly (string | number)[]; readonly message: string };
type Told = {
  readonly currency: string;
  readonly principal: string;
  readonly movements: readonly ToldMovement[];
  readonly terms: {
    readonly costs?: { readonly bands: readonly ToldBand[] } | undefined;
    readonly compensation?: string | undefined;
  };
  readonly rates: Readonly<Record<string, readonly { readonly from: string }[]>>;
};
type ToldMovement = { readonly kind: 'payment' | 'credit-note'; readonly amount: string } | Reversal;
type Reversal = { readonly kind: 'reversal'; readonly of: number; readonly amount?: string | undefined };
type ToldBand = {
  readonly from: string;
  readonly fixed?: string | undefined;
  readonly min?: string | undefined;
  readonly max?: string | undefined;
};

/** Decimals of the currency, the order of bands, what a reversal undoes, days told twice. */
export const problemsOfCase = ({ currency, principal, movements, terms, rates }: Told): readonly Problem[] => {
  if (!isCurrency(currency)) return [];
  const inCurrency = (path: Problem['path'], value: string | undefined): readonly Problem[] =>
    value === undefined ? [] : decimalsProblem(path, value, currency);
  return [
    ...inCurrency(['principal'], principal),
    ...inCurrency(['terms', 'compensation'], terms.compensation),
    ...movements.flatMap((each, index) => [
      ...inCurrency(['movements', index, 'amount'], each.amount),
      ...(each.kind === 'reversal' ? reversalProblem(each, index, movements) : []),
    ]),
    ...bandProblems(terms.costs?.bands ?? [], inCurrency),
    ...Object.entries(rates).flatMap(([series, values]) => repeatedDays(series, values)),
  ];
};

/** Percentages, and amounts of units of account. */
export const valueProblemsOf = (
  rates: Readonly<Record<string, readonly { readonly pct: string }[]>>,
): readonly Problem[] =>
  Object.entries(rates).flatMap(([series, values]) => {
    const meant = closestName(series, publishedSeries) ?? series;
    const wanted = isUnitSeries(meant)
      ? 'is not an amount above zero with at most 8 decimals; write it as "39000.12"'
      : 'is not a percentage with at most 8 decimals; write it as "2.15"';
    return values.flatMap(({ pct }, index) => (isValueOf(meant, pct) ? [] : [problem([series, index, 'pct'], wanted)]));
  });

const problem = (path: Problem['path'], message: string): Problem => ({ path, message });

const bandProblems = (
  bands: readonly ToldBand[],
  inCurrency: (path: Problem['path'], value: string | undefined) => readonly Problem[],
): readonly Problem[] =>
  bands.flatMap(({ from, fixed, min, max }, index) => {
    const path = ['terms', 'costs', 'bands', index];
    const isOutOfOrder = index > 0 && !isBelow(bands[index - 1]?.from, from);
    const isInverted = min !== undefined && max !== undefined && isBelow(max, min);
    const order = 'is not above that of the band before; write the bands in ascending order';
    return [
      ...Object.entries({ from, fixed, min, max }).flatMap(([name, value]) => inCurrency([...path, name], value)),
      ...(isOutOfOrder ? [problem([...path, 'from'], order)] : []),
      ...(isInverted ? [problem([...path, 'min'], 'is above max')] : []),
    ];
  });

const repeatedDays = (series: string, values: readonly { readonly from: string }[]): readonly Problem[] =>
  values.flatMap(({ from }, index) =>
    values.findIndex((other) => other.from === from) === index
      ? []
      : [problem(['rates', series, index, 'from'], `is the day of another value of ${series}; keep one of them`)],
  );

const decimalsProblem = (path: Problem['path'], value: string, currency: string): readonly Problem[] => {
  try {
    parseAmount(value, currency);
    return [];
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return [{ path, message: `${message}; ${currency} has ${decimalsOf(currency)}` }];
  }
};

const reversalProblem = (
  { of, amount: undone }: Reversal,
  index: number,
  movements: readonly ToldMovement[],
): readonly Problem[] => {
  const path = ['movements', index, 'of'];
  const reversed = movements[of];
  if (reversed === undefined) return [{ path, message: `there is no movement ${of}; the first is 0` }];
  if (reversed.kind === 'reversal')
    return [{ path, message: `movement ${of} is a reversal itself; name a payment or credit note` }];
  return undone !== undefined && (isBelow(undone, reversed.amount) || isBelow(reversed.amount, undone))
    ? [
        {
          path: ['movements', index, 'amount'],
          message: `is not the ${reversed.amount} of movement ${of}, which a reversal undoes as a whole; leave it out`,
        },
      ]
    : [];
};

/** Decimal texts of zero or more, compared digit by digit. */
const isBelow = (one = '0', other = '0'): boolean => digitsOf(one) < digitsOf(other);
const digitsOf = (value: string): string => {
  const [units = '', decimals = ''] = value.split('.');
  return `${units.padStart(15, '0')}.${decimals.padEnd(15, '0')}`;
};
