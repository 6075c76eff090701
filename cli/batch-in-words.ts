// A batch as people read it: what came of its rows, what is odd, whom it makes us contact, and what to do next.

import { matchKinds } from '#intake/batch/rehearsal.ts';
import { mayContact } from '#intake/batch-report.ts';
import type { StoredBatch } from '#store/batches.ts';
import { table } from './output.ts';
import type { Report } from './upload-batch.ts';
import { count } from './written.ts';

const mostErrors = 20;
const mostShown = 10;

export const reportInWords = (report: Report, saved: string | undefined): readonly string[] => {
  const { batch, rows, accepted, rejected, refused } = report;
  if (refused !== undefined) return [`The file was refused, nothing of it was taken: ${refused}`];
  return [
    `Batch ${batch}: ${count(rows, 'row')}, ${said[report.status] ?? report.status}`,
    ...table([
      ['new', accepted.new],
      ['changed', accepted.changed],
      ['unchanged', accepted.unchanged],
      ['rejected', rejected],
    ]),
    ...totalsOf(report),
    ...matchesOf(report),
    ...warningsOf(report),
    ...oddOf(report),
    ...contactsOf(report),
    ...missingOf(report),
    ...rejectedOf(report, saved),
    ...heldOf(report),
  ];
};

const said: Readonly<Record<string, string>> = {
  rehearsed: 'rehearsed: nothing of it counts',
  held: 'held: nothing of it counts until a person approves it',
  imported: 'imported',
  incomplete: 'imported in part: upload the file again, only what is missing is applied',
  declined: 'declined: nothing of it counts',
  lapsed: 'nobody approved it in 30 days: nothing of it counts',
  importing: 'being imported',
  undoing: 'being taken back',
  undone: 'taken back',
};

const totalsOf = ({ totals }: Report): readonly string[] =>
  Object.keys(totals).length === 0
    ? []
    : [
        'Accepted amounts:',
        ...table(Object.entries(totals).map(([currency, total]) => [{ right: `${total} ${currency}` }])),
      ];

const matched = {
  certain: 'surely of these invoices',
  'debtor-only': 'surely of a debtor, of which invoices not',
  doubtful: 'doubtful: a person has to say, recaudo payments list',
  unknown: 'of nobody known: a person has to say, recaudo payments list',
} as const;

const matchesOf = ({ matches }: Report): readonly string[] =>
  matches === undefined
    ? []
    : [
        'Payments:',
        ...table(matchKinds.flatMap((kind) => (matches[kind] === undefined ? [] : [[matches[kind], matched[kind]]]))),
      ];

const warningsOf = ({ warnings }: Report): readonly string[] =>
  warnings.length === 0
    ? []
    : [
        'Of the file as a whole:',
        ...warnings.slice(0, mostShown).map((warning) => `  ${warning}`),
        ...more(warnings.length - mostShown),
      ];

const oddOf = ({ odd }: Report): readonly string[] =>
  odd.length === 0
    ? []
    : [
        'Odd, but not wrong:',
        ...table(
          odd
            .slice(0, mostShown)
            .map(({ line, reason, remedy }) => [{ right: `line ${line}` }, `${reason}; ${remedy}`]),
        ),
        ...more(odd.length - mostShown),
      ];

const contactsOf = (report: Report): readonly string[] => {
  const { debtors, first } = report.contacts;
  if (!mayContact(report) || (report.status === 'imported' && debtors === 0)) return [];
  if (debtors === 0) return ['It makes us contact nobody by the end of tomorrow.'];
  return [
    `By the end of tomorrow it makes us contact ${count(debtors, 'debtor')}:`,
    ...table(
      first
        .slice(0, mostShown)
        .map(({ at, channel, debtor, step, invoice }) => [
          `${at.slice(0, 16).replace('T', ' ')}`,
          channel,
          debtor,
          step,
          invoice,
        ]),
    ),
    ...more(first.length - mostShown),
  ];
};

const missingOf = ({ missing, status, batch }: Report): readonly string[] => {
  if (missing === undefined) return [];
  const { open, waiting, unreadable, totals, first, asked, confirmed } = missing;
  if (unreadable > 0)
    return [
      `${count(unreadable, 'rejected row')} cannot be told apart, so that nothing counts as missing from the list.`,
    ];
  const before = waiting === 0 ? [] : [`  ${waiting} more: a person was asked before`];
  if (missing.missing === 0)
    return [`Of ${count(open, 'open invoice')} none is newly missing from the list.`, ...before];
  return [
    `Of ${count(open, 'open invoice')} ${missing.missing} ${missing.missing === 1 ? 'is' : 'are'} missing from the list, perhaps settled:`,
    ...table(Object.entries(totals).map(([currency, total]) => [{ right: `${total} ${currency}` }])),
    ...table(
      first
        .slice(0, mostShown)
        .map(({ invoice, debtor, amount, currency, due }) => [
          invoice,
          debtor,
          { right: `${amount} ${currency}` },
          due,
        ]),
    ),
    ...more(missing.missing - Math.min(mostShown, first.length)),
    ...before,
    ...(confirmed === undefined ? askedFor(status, asked ?? 0, batch) : confirmedBy(confirmed)),
  ];
};

const askedFor = (status: string, asked: number, batch: string): readonly string[] =>
  asked === 0 || status === 'undone'
    ? []
    : [`Chasing of ${count(asked, 'invoice')} pauses. Say which are settled: recaudo batch settle ${batch}`];

const confirmedBy = ({
  answer,
  only,
  except,
  by,
  at,
  note,
  settled,
  kept,
}: NonNullable<NonNullable<Report['missing']>['confirmed']>): readonly string[] => {
  const what =
    answer === 'none'
      ? 'none settled'
      : only
        ? `only ${only.join(', ')}`
        : except
          ? `all but ${except.join(', ')}`
          : 'all settled';
  const came = settled === undefined ? 'at work' : `${settled} settled, ${kept ?? 0} not`;
  return [`${what}, said ${by}, ${at}${note === undefined ? '' : `: ${note}`} (${came})`];
};

const rejectedOf = (report: Report, saved: string | undefined): readonly string[] => {
  const { rejected, errors, rejectedFile } = report;
  return rejected === 0
    ? []
    : [
        'Rejected:',
        ...table(
          errors
            .slice(0, mostErrors)
            .map(({ line, field, reason, remedy }) => [{ right: `line ${line}` }, field, `${reason}; ${remedy}`]),
        ),
        ...(errors.length > mostErrors ? [`  and more: they are all in the file of rejected rows`] : []),
        saved === undefined
          ? `The rejected rows are in ${rejectedFile}; --rejected FILE brings them here to correct and import.`
          : `The rejected rows are in ${saved}: correct them there, then run recaudo import ${saved}${namedAgain(report)}`,
      ];
};

/** Corrected rows are read as the file was. */
const namedAgain = ({ profile }: Report): string => {
  if (profile === 'proposed') return ' --profile none';
  return profile === 'standard' ? '' : ` --profile ${profile}`;
};

const heldOf = ({ status, brakes, batch }: Report): readonly string[] => {
  if (brakes.length === 0) return [];
  const reasons = brakes.map(({ reason }) => `  ${reason}`);
  if (status === 'rehearsed') return ['It would be held:', ...reasons];
  if (status !== 'held') return ['It was held because', ...reasons];
  return [
    'Held because',
    ...reasons,
    `Let it count: recaudo batch approve ${batch}. Or not: recaudo batch decline ${batch}`,
  ];
};

const more = (left: number): readonly string[] => (left > 0 ? [`  and ${left} more`] : []);

export const batchLine = ({ batch, receivedAt, status, rows, rejected, file }: StoredBatch) => [
  batch,
  receivedAt.slice(0, 16).replace('T', ' '),
  status,
  { right: String(rows) },
  { right: rejected === 0 ? '' : `${rejected} rejected` },
  file,
];
