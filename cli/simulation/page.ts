// A simulation's report as one page that needs nothing else: figures, charts, and what a simulation cannot tell.
import { type Channel, channels, type Language } from '#domain/vocabulary.ts';
import { escapeMarkup } from '#templates/escape-markup.ts';
import { bars, lines, stackedAreas } from './charts.ts';
import { type Labels, labelsIn } from './labels.ts';
import { pageStyle } from './page-style.ts';
import type { Difference, PolicyReport, SimulationReport } from './report.ts';

export const pageOfReport = (report: SimulationReport, language: Language): string => {
  const labels = labelsIn[language];
  const write = writerIn(language);
  const { policies, from, to, model, seed, portfolio } = report;
  const [first] = policies;
  const title = `${labels.title}: ${policies.map(({ policy }) => policy).join(' · ')}`;
  const facts = [
    `${write.number(first?.invoices ?? 0)} ${labels.invoices}`,
    `${write.number(first?.debtors ?? 0)} ${labels.debtors}`,
    `${labels.from} ${write.date(from)} ${labels.to} ${write.date(to)}`,
    model === 'responses' ? `${labels.model[model]} (${labels.seed} ${seed})` : labels.model[model],
    `${portfolio.file}${portfolio.times > 1 ? ` × ${portfolio.times}` : ''}`,
    ...(portfolio.rejected > 0 ? [`${write.number(portfolio.rejected)} ${labels.rejectedRows}`] : []),
    ...(portfolio.issuedLater + portfolio.paidBefore > 0
      ? [`${write.number(portfolio.issuedLater + portfolio.paidBefore)} ${labels.leftOut}`]
      : []),
  ];
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeMarkup(title)}</title>
<style>${pageStyle}</style>
</head>
<body>
<main>
<header class="full"><h1>${escapeMarkup(title)}</h1><ul class="facts">${facts.map((each) => `<li>${escapeMarkup(each)}</li>`).join('')}</ul></header>
${section(labels.figures, figureTable(report, labels, write))}
${half(labels.contactsByChannel, channelChart(policies, labels, write))}
${half(labels.contactsPerWeek, weekChart(policies, labels, write), labels.contactsPerWeekNote)}
${section(labels.contactsByStage, policies.map((policy) => contactTable(policy, labels, write)).join(''))}
${Object.keys(first?.money ?? {})
  .map((currency) => moneyCharts(report, currency, labels, write))
  .join('\n')}
${half(labels.timeInStage, stageTable(policies, labels, write), labels.timeInStageNote)}
${section(labels.cannotTell, `<ul class="limits">${labels.limits.map((each) => `<li>${escapeMarkup(each)}</li>`).join('')}</ul>`)}
</main>
</body>
</html>
`;
};

const writerIn = (language: Language) => {
  const format = (options: Intl.NumberFormatOptions) => {
    const by = new Intl.NumberFormat(language, options);
    return (value: number): string => by.format(value);
  };
  const date = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: 'UTC' });
  const shortDate = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short', timeZone: 'UTC' });
  return {
    number: format({ maximumFractionDigits: 0 }),
    short: format({ notation: 'compact', maximumFractionDigits: 1 }),
    decimal: format({ minimumFractionDigits: 1, maximumFractionDigits: 1 }),
    money: format({ minimumFractionDigits: 2, maximumFractionDigits: 2 }),
    percent: format({ style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 }),
    finePercent: format({ style: 'percent', minimumFractionDigits: 2, maximumFractionDigits: 2 }),
    wholePercent: format({ style: 'percent', maximumFractionDigits: 0 }),
    date: (text: string): string => date.format(Date.parse(text)),
    shortDate: (text: string): string => shortDate.format(Date.parse(text)),
  };
};
type Writer = ReturnType<typeof writerIn>;

/** As wide as the page. */
const section = (heading: string, body: string): string =>
  `<section class="full"><h2>${escapeMarkup(heading)}</h2>${body}</section>`;

/** Two beside each other, where the page is wide enough. */
const half = (heading: string, body: string, note?: string): string =>
  `<section><h2>${escapeMarkup(heading)}</h2>${note === undefined ? '' : `<p class="note">${escapeMarkup(note)}</p>`}${body}</section>`;

type Row = { readonly name: string; readonly cells: readonly string[]; readonly isTotal?: boolean };

const tableOf = (heads: readonly string[], rows: readonly Row[], kind = 'plain'): string => {
  const head = heads.map((each, index) => `<th${index === 0 ? '' : ' class="n"'}>${escapeMarkup(each)}</th>`).join('');
  const body = rows.map(
    ({ name, cells, isTotal }) =>
      `<tr${isTotal ? ' class="total"' : ''}><th>${escapeMarkup(name)}</th>${cells.map((cell) => `<td class="n">${escapeMarkup(cell)}</td>`).join('')}</tr>`,
  );
  return `<div class="wide"><table class="${kind}" style="--columns:${heads.length - 1}"><thead><tr>${head}</tr></thead><tbody>${body.join('')}</tbody></table></div>`;
};

const figureTable = (
  { policies, differences, moreThan, pricesIn }: SimulationReport,
  labels: Labels,
  write: Writer,
): string => {
  const row = (name: string, of: (policy: PolicyReport) => string, difference?: Difference): Row => ({
    name,
    cells: [...policies.map(of), ...(differences ? writtenDifference(difference, write) : [])],
  });
  const differ = (figure: Difference['figure'], currency?: string) =>
    differences?.find((each) => each.figure === figure && (currency === undefined || each.currency === currency));
  const days = (value: number | null | undefined): string =>
    value === null || value === undefined ? '–' : write.decimal(value);
  const inMoney = Object.keys(policies[0]?.money ?? {}).flatMap((currency) => {
    const of = (policy: PolicyReport) => policy.money[currency];
    const amount = (text = '0'): string => write.money(Number(text));
    return [
      row(`${labels.owed}, ${currency}`, (each) => amount(of(each)?.owed)),
      row(`${labels.collected}, ${currency}`, (each) => amount(of(each)?.collected), differ('collected', currency)),
      row(
        `${labels.recoveryRate}, ${currency}`,
        (each) => write.percent(of(each)?.recoveryRate ?? 0),
        differ('recoveryRate', currency),
      ),
      row(`${labels.handedOff}, ${currency}`, (each) => amount(of(each)?.handedOff)),
      row(`${labels.daysToPay}, ${currency}`, (each) => days(of(each)?.daysToPay)),
      row(`${labels.daysLate}, ${currency}`, (each) => days(of(each)?.daysLate)),
      row(`${labels.daysOverdue}, ${currency}`, (each) => days(of(each)?.daysOverdue), differ('daysOverdue', currency)),
    ];
  });
  const rows = [
    row(labels.contacts, ({ contacts }) => write.number(contacts), differ('contacts')),
    row(`${labels.cost}, ${pricesIn}`, ({ cost }) => write.money(Number(cost)), differ('cost')),
    row(labels.debtorsOver(moreThan), ({ debtorsOver }) => write.percent(debtorsOver)),
    row(labels.weeksOver(moreThan), ({ weeksOver }) => write.percent(weeksOver)),
    row(labels.bounced, ({ outcomes }) => write.number(outcomes.bounced ?? 0)),
    row(labels.promises, ({ promises }) => write.number(promises)),
    row(labels.handoffs, ({ handoffs }) => write.number(handoffs), differ('handoffs')),
    ...inMoney,
  ];
  return tableOf(
    [
      labels.figure,
      ...policies.map(({ policy }) => policy),
      ...(differences ? [labels.difference, labels.interval] : []),
    ],
    rows,
    'figures',
  );
};

const writtenDifference = (found: Difference | undefined, write: Writer): readonly string[] => {
  if (!found) return ['', ''];
  const { figure, difference, low, high } = found;
  const by =
    figure === 'recoveryRate'
      ? write.finePercent
      : figure === 'contacts' || figure === 'handoffs'
        ? write.number
        : write.money;
  const signed = (value: number): string => `${value > 0 ? '+' : ''}${by(value)}`;
  return [signed(difference), `${signed(low)} … ${signed(high)}`];
};

const legend = (names: readonly string[]): string =>
  `<ul class="legend">${names.map((name, place) => `<li><i class="fill${place}"></i>${escapeMarkup(name)}</li>`).join('')}</ul>`;

const legendOf = (policies: readonly PolicyReport[]): string =>
  policies.length > 1 ? legend(policies.map(({ policy }) => policy)) : '';

const usedChannels = (policies: readonly PolicyReport[]): readonly Channel[] =>
  channels.filter((channel) => policies.some(({ contactsByChannel }) => (contactsByChannel[channel] ?? 0) > 0));

const channelChart = (policies: readonly PolicyReport[], labels: Labels, write: Writer): string => {
  const used = usedChannels(policies);
  const series = policies.map(({ policy, contactsByChannel }) => ({
    name: policy,
    values: used.map((channel) => contactsByChannel[channel] ?? 0),
  }));
  const names = used.map((channel) => labels.channels[channel] ?? channel);
  return legendOf(policies) + bars(labels.contactsByChannel, series, { names, write: write.short });
};

const contactTable = (policy: PolicyReport, labels: Labels, write: Writer): string => {
  const used = usedChannels([policy]);
  const row = (name: string, counts: Readonly<Record<string, number>>, isTotal = false): Row => ({
    name,
    cells: [
      ...used.map((channel) => write.number(counts[channel] ?? 0)),
      write.number(Object.values(counts).reduce((sum, each) => sum + each, 0)),
    ],
    isTotal,
  });
  return tableOf(
    [policy.policy, ...used.map((channel) => labels.channels[channel] ?? channel), labels.total],
    [
      ...Object.entries(policy.contactsByStage).map(([stage, counts]) => row(labels.stages[stage] ?? stage, counts)),
      row(labels.total, policy.contactsByChannel, true),
    ],
  );
};

const weekChart = (policies: readonly PolicyReport[], labels: Labels, write: Writer): string => {
  const most = Math.max(...policies.flatMap(({ weeksByContacts }) => Object.keys(weeksByContacts).map(Number)), 0);
  const times = Array.from({ length: most + 1 }, (_, index) => index);
  const series = policies.map(({ policy, weeksByContacts }) => {
    const all = Object.values(weeksByContacts).reduce((sum, each) => sum + each, 0);
    return { name: policy, values: times.map((each) => (weeksByContacts[each] ?? 0) / Math.max(1, all)) };
  });
  return (
    legendOf(policies) + bars(labels.contactsPerWeek, series, { names: times.map(String), write: write.wholePercent })
  );
};

const moneyCharts = (
  { policies, weeks }: SimulationReport,
  currency: string,
  labels: Labels,
  write: Writer,
): string => {
  const names = weeks.map(write.shortDate);
  const stages = Object.keys(policies[0]?.money[currency]?.openByStage ?? {});
  const amounts = (texts: readonly string[] = []): readonly number[] => texts.map(Number);
  const stacks = policies.map(({ policy, money }) => ({
    policy,
    series: stages.map((stage) => ({
      name: labels.stages[stage] ?? stage,
      values: amounts(money[currency]?.openByStage[stage]),
    })),
  }));
  const top = Math.max(
    ...stacks.flatMap(({ series }) =>
      names.map((_, index) => series.reduce((sum, { values }) => sum + (values[index] ?? 0), 0)),
    ),
  );
  const areas = stacks.map(
    ({ policy, series }) =>
      `<figure><figcaption>${escapeMarkup(policy)}</figcaption>${stackedAreas(`${labels.openByStage}: ${policy}`, series, { names, write: write.short, top })}</figure>`,
  );
  const collected = policies.map(({ policy, money }) => ({
    name: policy,
    values: runningSums(amounts(money[currency]?.collectedByWeek)),
  }));
  return [
    section(
      `${labels.openByStage}, ${currency}`,
      `${legend(stages.map((stage) => labels.stages[stage] ?? stage))}<div class="pair">${areas.join('')}</div>`,
    ),
    half(
      `${labels.collectedOverTime}, ${currency}`,
      legendOf(policies) + lines(labels.collectedOverTime, collected, { names, write: write.short }),
    ),
  ].join('\n');
};

const runningSums = (values: readonly number[]): readonly number[] => {
  let sum = 0;
  return values.map((value) => {
    sum += value;
    return sum;
  });
};

const stageTable = (policies: readonly PolicyReport[], labels: Labels, write: Writer): string => {
  const names = [...new Set(policies.flatMap(({ stages }) => stages.map(({ stage }) => stage)))];
  return tableOf(
    [labels.stage, ...policies.map(({ policy }) => policy)],
    names.map((name) => ({
      name: labels.stages[name] ?? name,
      cells: policies.map(({ stages }) => {
        const found = stages.find(({ stage }) => stage === name);
        return found ? `${write.decimal(found.averageDays)} · ${write.number(found.invoices)}` : '–';
      }),
    })),
  );
};
