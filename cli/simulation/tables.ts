// A simulation's report as a terminal shows it.
import type { Counts } from '#domain/simulation/tally.ts';
import { channels } from '#domain/vocabulary.ts';
import { type Right, table } from '../output.ts';
import { count } from '../written.ts';
import { labelsIn } from './labels.ts';
import type { Difference, PolicyReport, SimulationReport } from './report.ts';

const labels = labelsIn.en;
const mostRejections = 10;

export const linesOfReport = (report: SimulationReport): readonly string[] => {
  const { policies, portfolio, from, to, model, seed, differences } = report;
  const [first] = policies;
  const drawn = model === 'responses' ? `${labels.model[model]}, seed ${seed}` : labels.model[model];
  return [
    `${count(first?.invoices ?? 0, 'invoice')} of ${count(first?.debtors ?? 0, 'debtor')}, ${from} to ${to}; ${drawn}.`,
    ...linesOfRows(portfolio),
    '',
    ...table([['', ...policies.map(({ policy }) => right(policy))], ...figures(report)]),
    '',
    'Contacts by stage and channel',
    ...policies.flatMap((policy) => [...heading(policies, policy), ...table(contactRows(policy))]),
    '',
    'Contacts of a debtor in a week in collection (share of such weeks)',
    ...table(weekRows(policies)),
    '',
    'Time in stage (average days of the invoices that were in it)',
    ...table(stageRows(policies)),
    '',
    ...Object.keys(first?.money ?? {}).flatMap((currency) => [
      `Open by stage at the end of every fourth week, ${currency}`,
      ...policies.flatMap((policy) => [
        ...heading(policies, policy),
        ...table(openRows(policy, currency, report.weeks)),
      ]),
      '',
    ]),
    ...(differences ? [...linesOfDifferences(differences, policies), ''] : []),
    `${labels.cannotTell}:`,
    ...labels.limits.map((limit) => `  - ${limit}`),
  ];
};

const right = (text: string): Right => ({ right: text });
const percent = (share: number): Right => right(`${(share * 100).toFixed(1)} %`);
const days = (value: number | null | undefined): Right =>
  right(value === null || value === undefined ? '-' : value.toFixed(1));

const heading = (policies: readonly PolicyReport[], { policy }: PolicyReport): readonly string[] =>
  policies.length > 1 ? [`  ${policy}`] : [];

const linesOfRows = (portfolio: SimulationReport['portfolio']): readonly string[] => {
  const { rows, rejected, rejections, issuedLater, paidBefore, sharedPersons, times } = portfolio;
  const shown = rejections.slice(0, mostRejections);
  return [
    `Read ${count(rows, 'row')}${times > 1 ? `, each taken ${times} times` : ''}: ${rejected} rejected, ${issuedLater} issued later, ${paidBefore} paid before.`,
    ...(rejected === 0
      ? []
      : [
          'Rejected:',
          ...table(
            shown.map(({ line, field, reason, remedy }) => [right(`line ${line}`), field, `${reason}; ${remedy}`]),
          ),
          ...(rejections.length > shown.length ? ['  and more: --json lists them'] : []),
        ]),
    ...(sharedPersons > 0
      ? [`${count(sharedPersons, 'debtor')} share a person with another; each is simulated with a budget of its own.`]
      : []),
  ];
};

const figures = ({ policies, moreThan, pricesIn }: SimulationReport): readonly (readonly (string | Right)[])[] => {
  const row = (name: string, of: (policy: PolicyReport) => Right) => [name, ...policies.map(of)];
  const currencies = Object.keys(policies[0]?.money ?? {});
  return [
    row(labels.contacts, ({ contacts }) => right(String(contacts))),
    row(`${labels.cost}, ${pricesIn}`, ({ cost }) => right(Number(cost).toFixed(2))),
    row(labels.bounced, ({ outcomes }) => right(String(outcomes.bounced ?? 0))),
    row(labels.promises, ({ promises }) => right(String(promises))),
    row(labels.handoffs, ({ handoffs }) => right(String(handoffs))),
    row(labels.debtorsOver(moreThan), ({ debtorsOver }) => percent(debtorsOver)),
    row(labels.weeksOver(moreThan), ({ weeksOver }) => percent(weeksOver)),
    ...currencies.flatMap((currency) => [
      row(`${labels.owed}, ${currency}`, ({ money }) => right(money[currency]?.owed ?? '0')),
      row(`${labels.collected}, ${currency}`, ({ money }) => right(money[currency]?.collected ?? '0')),
      row(`${labels.handedOff}, ${currency}`, ({ money }) => right(money[currency]?.handedOff ?? '0')),
      row(`${labels.recoveryRate}, ${currency}`, ({ money }) => percent(money[currency]?.recoveryRate ?? 0)),
      row(`${labels.daysToPay}, ${currency}`, ({ money }) => days(money[currency]?.daysToPay)),
      row(`${labels.daysLate}, ${currency}`, ({ money }) => days(money[currency]?.daysLate)),
      row(`${labels.daysOverdue}, ${currency}`, ({ money }) => days(money[currency]?.daysOverdue)),
    ]),
  ];
};

const contactRows = ({ contactsByStage, contactsByChannel, contacts }: PolicyReport) => {
  const used = channels.filter((channel) => (contactsByChannel[channel] ?? 0) > 0);
  const row = (name: string, counts: Counts, total: number) => [name, ...used.map((each) => counts[each] ?? 0), total];
  return [
    ['', ...used.map(right), right('total')],
    ...Object.entries(contactsByStage).map(([stage, counts]) =>
      row(
        stage,
        counts,
        Object.values(counts).reduce((sum, each) => sum + each, 0),
      ),
    ),
    row('total', contactsByChannel, contacts),
  ];
};

const weekRows = (policies: readonly PolicyReport[]) => {
  const times = [...new Set(policies.flatMap(({ weeksByContacts }) => Object.keys(weeksByContacts).map(Number)))];
  return [
    ['contacts', ...policies.map(({ policy }) => right(policy))],
    ...times
      .toSorted((one, other) => one - other)
      .map((each) => [
        right(String(each)),
        ...policies.map(({ weeksByContacts }) => {
          const all = Object.values(weeksByContacts).reduce((sum, count) => sum + count, 0);
          return percent((weeksByContacts[each] ?? 0) / Math.max(1, all));
        }),
      ]),
  ];
};

const stageRows = (policies: readonly PolicyReport[]) => {
  const names = [...new Set(policies.flatMap(({ stages }) => stages.map(({ stage }) => stage)))];
  return [
    ['', ...policies.flatMap(({ policy }) => [right(policy), right('invoices')])],
    ...names.map((name) => [
      name,
      ...policies.flatMap(({ stages }) => {
        const found = stages.find(({ stage }) => stage === name);
        return [days(found?.averageDays), right(String(found?.invoices ?? 0))];
      }),
    ]),
  ];
};

const openRows = ({ money }: PolicyReport, currency: string, weeks: readonly string[]) => {
  const { openByStage = {} } = money[currency] ?? {};
  const stages = Object.keys(openByStage);
  return [
    ['', ...stages.map(right)],
    ...weeks.flatMap((week, index) =>
      index % 4 === 3 || index === weeks.length - 1
        ? [[week, ...stages.map((stage) => right(openByStage[stage]?.[index] ?? '0'))]]
        : [],
    ),
  ];
};

const linesOfDifferences = (
  differences: readonly Difference[],
  [first, second]: readonly PolicyReport[],
): readonly string[] => [
  `Differences: ${second?.policy} less ${first?.policy}, with 95 % intervals over the debtors, each paired with itself`,
  ...table(
    differences.map(({ figure, currency, difference, low, high }) => {
      const written = (value: number): string => writtenDifference(figure, value);
      return [
        currency === undefined ? labels[figure] : `${labels[figure]}, ${currency}`,
        right(written(difference)),
        right(`${written(low)} to ${written(high)}`),
      ];
    }),
  ),
  ...((first?.debtors ?? 0) < fewDebtors
    ? [`  With fewer than ${fewDebtors} debtors these intervals are too narrow to be trusted.`]
    : []),
];
const fewDebtors = 30;

export const writtenDifference = (figure: Difference['figure'], value: number): string => {
  const sign = value > 0 ? '+' : value < 0 ? '−' : '';
  const size = Math.abs(value);
  switch (figure) {
    case 'recoveryRate':
      return `${sign}${(size * 100).toFixed(2)} %`;
    case 'contacts':
    case 'handoffs':
      return `${sign}${size.toFixed(0)}`;
    case 'cost':
    case 'collected':
    case 'daysOverdue':
      return `${sign}${size.toFixed(2)}`;
  }
};
