// The report of a batch as a page that people of finance read: one HTML file that needs nothing from elsewhere.
import type { IsoInstant } from '#domain/calendar.ts';
import { defaultCreditor } from '#domain/events.ts';
import { formatDecimal } from '#domain/money/money.ts';
import type { Language } from '#domain/vocabulary.ts';
import { type BatchReport, mayContact, mostReported } from '../batch-report.ts';
import { matchKinds } from './rehearsal.ts';
import { reportStyle } from './report-style.ts';
import { type ReportTexts, reportTexts } from './report-texts.ts';

type Asked = { readonly report: BatchReport; readonly texts: ReportTexts; readonly language: Language };

/** Whatever stood in the file stands in it as text: it cannot become markup, and nothing is fetched or run. */
export const reportPage = (report: BatchReport, language: Language): string => {
  const asked: Asked = { report, language, texts: reportTexts[language] };
  const parts = [head, refusal, numbers, brakes, totals, payments, missing, contacts, warnings, rejected, odd];
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${asText(`${nameOf(report.file)} · ${asked.texts.title}`)}</title>
<style>${reportStyle}</style>
</head>
<body>
<main>
${parts
  .map((part) => part(asked))
  .filter((part) => part !== '')
  .join('\n')}
</main>
</body>
</html>
`;
};

type Status = keyof ReportTexts['statuses'];
const looks: Readonly<Record<Status, { readonly tone: string; readonly taken: keyof ReportTexts['numbers'] }>> = {
  rehearsed: { tone: 'plain', taken: 'would' },
  held: { tone: 'wait', taken: 'would' },
  imported: { tone: 'good', taken: 'done' },
  incomplete: { tone: 'bad', taken: 'done' },
  refused: { tone: 'bad', taken: 'wouldHave' },
  declined: { tone: 'plain', taken: 'wouldHave' },
  lapsed: { tone: 'plain', taken: 'wouldHave' },
  undone: { tone: 'plain', taken: 'done' },
};
const isKnown = (status: string): status is Status => Object.hasOwn(looks, status);
const lookOf = (status: string) => (isKnown(status) ? looks[status] : { tone: 'plain', taken: 'would' as const });

const head = ({ report, texts, language }: Asked): string => {
  const { batch, file, profile, status, rows, startedAt, finishedAt } = report;
  const { name, meaning } = isKnown(status) ? texts.statuses[status] : { name: status, meaning: '' };
  const facts = [
    ...(profile === '' ? [] : [[texts.facts.profile, profile] as const]),
    ...(rows === 0 ? [] : [[texts.facts.rows, count(rows, language)] as const]),
    [texts.facts.started, moment(startedAt, language)],
    [texts.facts.finished, moment(finishedAt, language)],
    [texts.facts.batch, batch],
  ] as const;
  return `<header class="${lookOf(status).tone}">
<p class="title">${asText(texts.title)}</p>
<h1>${asText(nameOf(file))}</h1>
<p class="status">${asText(name)}</p>
${meaning === '' ? '' : `<p>${asText(meaning)}</p>`}
${pairs('facts', facts)}
</header>`;
};

const refusal = ({ report: { refused }, texts }: Asked): string =>
  refused === undefined ? '' : section(texts.refused, `<p>${asText(refused)}</p>`);

const numbers = ({ report: { status, rows, accepted, rejected }, texts, language }: Asked): string => {
  if (rows === 0) return '';
  const all = { ...accepted, rejected };
  const shown = (['new', 'changed', 'unchanged', 'rejected'] as const).map((name) => {
    const some = name === 'rejected' && rejected > 0 ? ' class="some"' : '';
    return `<div><dt>${asText(texts.outcomes[name])}</dt><dd${some}>${count(all[name], language)}</dd></div>`;
  });
  return section(texts.numbers[lookOf(status).taken], `<dl class="numbers">${shown.join('')}</dl>`);
};

const brakes = ({ report, texts }: Asked): string => {
  if (report.brakes.length === 0) return '';
  const reasons = points(report.brakes.map(({ reason }) => reason));
  if (report.status === 'rehearsed') return section(texts.brakes.would, reasons);
  if (report.status !== 'held') return section(texts.brakes.was, reasons);
  const commands = (['approve', 'decline'] as const).map(
    (answer) =>
      `<p class="command">${asText(texts.brakes[answer])}<code>npx recaudo batch ${answer} ${asText(report.batch)}</code></p>`,
  );
  return section(texts.brakes.held, `${reasons}${commands.join('')}`);
};

const totals = ({ report, texts, language }: Asked): string => {
  const amounts = Object.entries(report.totals);
  if (amounts.length === 0) return '';
  return section(
    texts.totals.heading,
    `${pairs(
      'list',
      amounts.map(([currency, amount]) => [currency, formatDecimal(amount, currency, language)]),
    )}<p class="note">${asText(texts.totals.note)}</p>`,
  );
};

const payments = ({ report: { matches = {} }, texts, language }: Asked): string => {
  const known = matchKinds.flatMap((kind) => {
    const number = matches[kind];
    return number === undefined ? [] : [[texts.matches[kind], count(number, language)] as const];
  });
  return known.length === 0 ? '' : section(texts.payments, pairs('list', known));
};

const missing = ({ report: { missing: told, status, batch }, texts, language }: Asked): string => {
  if (told === undefined) return '';
  const { heading, note, none, settle, answers, ...names } = texts.missing;
  if (told.unreadable > 0) return section(heading, `<p class="note">${asText(none)}</p>`);
  const { confirmed, first } = told;
  const numbers = [
    ...(['open', 'missing', 'waiting'] as const).map((name) => [names[name], count(told[name], language)] as const),
    ...(['settled', 'kept'] as const).flatMap((name) => {
      const number = confirmed?.[name];
      return number === undefined ? [] : [[answers[name], count(number, language)] as const];
    }),
    ...Object.entries(told.totals).map(
      ([currency, amount]) => [currency, formatDecimal(amount, currency, language)] as const,
    ),
  ];
  const hasCreditors = first.some(({ creditor }) => creditor !== defaultCreditor);
  const rows = first.map(
    ({ creditor, debtor, invoice, amount, currency, due }): Cells => [
      ...(hasCreditors ? ([['creditor', creditor]] as const) : []),
      ['debtor', debtor],
      ['invoice', invoice],
      ['amount', formatDecimal(amount, currency, language)],
      ['due', due],
    ],
  );
  const isOpen = (told.asked ?? 0) > 0 && confirmed === undefined && (status === 'imported' || status === 'incomplete');
  const command = isOpen
    ? `<p class="command">${asText(settle)}<code>npx recaudo batch settle ${asText(batch)}</code></p>`
    : '';
  const said = told.missing === 0 ? '' : `<p class="note">${asText(note)}</p>`;
  return section(heading, `${said}${pairs('list', numbers)}${table(rows, texts)}${command}`);
};

const contacts = ({ report, texts, language }: Asked): string => {
  const { debtors, first } = report.contacts;
  if (!mayContact(report) || debtors === 0) return '';
  const hasCreditors = first.some(({ creditor }) => creditor !== defaultCreditor);
  const rows = first.map(
    ({ at, creditor, debtor, invoice, stage, step, channel }): Cells => [
      ['at', `${at.slice(0, 10)} ${at.slice(11, 16)}`],
      ...(hasCreditors ? ([['creditor', creditor]] as const) : []),
      ['debtor', debtor],
      ['invoice', invoice],
      ['stage', texts.stages[stage]],
      ['step', step],
      ['channel', texts.channels[channel]],
    ],
  );
  return section(
    texts.contacts.heading,
    `<p class="note">${asText(`${texts.contacts.note} ${moment(report.startedAt, language)}.`)}</p>
<p><strong>${asText(texts.contacts.debtors)}: ${count(debtors, language)}</strong></p>${table(rows, texts)}`,
  );
};

const warnings = ({ report, texts }: Asked): string =>
  report.warnings.length === 0 ? '' : section(texts.warnings, points(report.warnings));

const rejected = ({ report: { errors }, texts }: Asked): string => {
  if (errors.length === 0) return '';
  const rows = errors.map(
    ({ line, field, value, reason, remedy }): Cells => [
      ['line', lineOf(line)],
      ['field', field],
      ['value', value],
      ['reason', reason],
      ['remedy', remedy],
    ],
  );
  return section(texts.rejected.heading, `<p class="note">${asText(texts.rejected.note)}</p>${table(rows, texts)}`);
};

const odd = ({ report, texts }: Asked): string => {
  if (report.odd.length === 0) return '';
  const rows = report.odd.map(
    ({ line, reason, remedy }): Cells => [
      ['line', lineOf(line)],
      ['reason', reason],
      ['remedy', remedy],
    ],
  );
  return section(texts.odd.heading, `<p class="note">${asText(texts.odd.note)}</p>${table(rows, texts)}`);
};

/** What is about no line, but about a part of the file, has line 0. */
const lineOf = (line: number): string => (line === 0 ? '' : String(line));

type Column = keyof ReportTexts['columns'];
type Cells = readonly (readonly [Column, string])[];

/** Every row has the same columns. */
const table = (rows: readonly Cells[], { columns, first }: ReportTexts): string => {
  const [top] = rows;
  if (!top) return '';
  const heads = top.map(([column]) => `<th scope="col">${asText(columns[column])}</th>`).join('');
  const body = rows.map((row) => `<tr>${row.map((cell) => tableCell(cell, columns)).join('')}</tr>`).join('\n');
  const cut = rows.length < mostReported ? '' : `<p class="note">${asText(first)}</p>`;
  return `<table>\n<thead><tr>${heads}</tr></thead>\n<tbody>\n${body}\n</tbody>\n</table>${cut}`;
};

const tableCell = ([column, value]: Cells[number], columns: ReportTexts['columns']): string =>
  `<td class="${column}${value === '' ? ' empty' : ''}" data-label="${asText(columns[column])}">${asText(value)}</td>`;

const section = (heading: string, content: string): string =>
  `<section>\n<h2>${asText(heading)}</h2>\n${content}\n</section>`;

const points = (all: readonly string[]): string => `<ul>${all.map((each) => `<li>${asText(each)}</li>`).join('')}</ul>`;

const pairs = (kind: string, list: readonly (readonly [string, string])[]): string =>
  `<dl class="${kind}">${list.map(([name, value]) => `<div><dt>${asText(name)}</dt><dd>${asText(value)}</dd></div>`).join('')}</dl>`;

const nameOf = (file: string): string => file.slice(file.lastIndexOf('/') + 1);

const count = (number: number, language: Language): string => new Intl.NumberFormat(language).format(number);

const moment = (at: IsoInstant, language: Language): string =>
  `${new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short', hourCycle: 'h23', timeZone: 'UTC' }).format(new Date(at))} UTC`;

const asText = (text: string): string =>
  text.replace(/\p{Cc}+/gu, ' ').replace(/[&<>"'`]/g, (sign) => `&#${sign.charCodeAt(0)};`);
