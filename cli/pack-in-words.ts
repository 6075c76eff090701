// A pack as it is printed: its values in order, what is unknown, what is unverified, and the numbered sources.
import type { InterestTerms, PublishedSeries } from '#domain/law-terms.ts';
import { type LegalPack, unknown } from '#rules/legal-pack.ts';
import { referenceRates } from '#rules/reference-rates.ts';
import { isUnverified, type PackValue, valuesOf } from '#rules/values-of.ts';

/** For a lawyer to read: every value with its mark and source. */
export const packInWords = (pack: LegalPack): readonly string[] => {
  const values = valuesOf(pack);
  const isBlank = ({ confidence, says }: PackValue): boolean => confidence === 'U' && says === unknown.says;
  const stated = values.filter((value) => !isBlank(value));
  const sources = [...new Set([...stated, ...ratesOf(pack)].map(({ source }) => source))];
  const toVerify = [...new Set(stated.filter(isUnverified).map(({ id }) => id))];
  return [
    `${pack.id}: ${pack.place}, ${pack.debtorType} debtors`,
    `as of ${pack.asOf}; ${pack.validFrom ? `in force since ${pack.validFrom}` : 'since when it is in force was not recorded'}`,
    '',
    ...stated.flatMap((value) =>
      entry(value.rule, value, `${value.says}${period(value)}`, sources.indexOf(value.source)),
    ),
    ...ratesOf(pack).flatMap((rate) =>
      entry('rate', rate, `${rate.series} ${rate.percent} %${period(rate)}`, sources.indexOf(rate.source)),
    ),
    ...entries(
      '  Unknown',
      values.filter(isBlank).map(({ rule }) => rule),
      'the policy must state',
    ),
    ...entries('  Unverified', toVerify, 'somebody has to look at'),
    '  Sources',
    ...sources.flatMap((source, index) => wrapped(`    ${`${index + 1}`.padStart(2)}  `, source)),
    '',
  ];
};

const entry = (
  name: string,
  { confidence, remark }: Pick<PackValue, 'confidence' | 'remark'>,
  says: string,
  source: number,
): readonly string[] =>
  wrapped(`  ${name.padEnd(15)}  ${confidence.padEnd(2)}  `, `${says}${remark ? ` (${remark})` : ''} [${source + 1}]`);

const entries = (heading: string, names: readonly string[], does: string): readonly string[] =>
  names.length === 0 ? [] : wrapped(`${heading.padEnd(21)}  `, `${does}: ${names.join(', ')}`);

const period = ({ from, to }: { readonly from?: string; readonly to?: string }): string =>
  from === undefined && to === undefined ? '' : `, ${from ? `from ${from}` : ''}${to ? ` to ${to}` : ' on'}`;

const lineLength = 110;

/** Text beside its label, the further lines indented as far. */
export const wrapped = (label: string, text: string): readonly string[] => {
  const lines: string[] = [];
  let line = label;
  for (const word of text.split(' ')) {
    if (line.length + word.length > lineLength && line.trim() !== '' && line !== label) {
      lines.push(line.trimEnd());
      line = ' '.repeat(label.length);
    }
    line += `${word} `;
  }
  return [...lines, line.trimEnd()];
};

/** The published rates that its interest refers to. */
export const ratesOf = ({ terms }: LegalPack) => {
  const series = terms.flatMap((term) => (term.rule === 'interest' && term.data ? seriesOf(term.data) : []));
  return referenceRates.filter((rate) => series.includes(rate.series));
};

/** What the rate refers to, and what its cap does. */
const seriesOf = ({ reference, cap }: InterestTerms): readonly (PublishedSeries | undefined)[] => [
  reference,
  cap === 'unknown' ? undefined : cap?.reference,
];
