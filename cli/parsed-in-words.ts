// What was read from a file of finance, as an object for programs and as tables for people.
import type { ParsedFile } from '#intake/formats/parsed-file.ts';
import { totalsOf } from '#intake/formats/totals.ts';
import { section, table } from './output.ts';
import { count } from './written.ts';

/** Invoices, payments and debtors are cut at `most`; errors and warnings are whole. */
export const parsedAsJson = (read: ParsedFile, most: number): object => {
  const { format, profile, rows, accepted, rejected, invoices, payments, debtors, errors, warnings, control } = read;
  return {
    format,
    profile,
    rows,
    accepted,
    rejected,
    totals: totalsOf(read),
    ...(control === undefined ? {} : { control }),
    invoices: invoices.slice(0, most),
    payments: payments.slice(0, most),
    debtors: debtors.slice(0, most),
    errors,
    warnings,
  };
};

export const parsedInWords = (read: ParsedFile, most: number): readonly string[] => {
  const { format, profile, rows, accepted, rejected, errors, warnings } = read;
  const totals = Object.entries(totalsOf(read));
  return [
    `${format}, profile ${profile}: ${count(rows, 'row')}, ${accepted} accepted, ${rejected} rejected`,
    ...(totals.length === 0
      ? []
      : ['Total:', ...table(totals.map(([currency, sum]) => [{ right: `${sum} ${currency}` }]))]),
    ...invoiceLines(read, most),
    ...paymentLines(read, most),
    ...debtorLines(read, most),
    ...(errors.length === 0
      ? []
      : section(
          'Rejected',
          rejected,
          table(
            errors
              .slice(0, most)
              .map(({ line, field, reason, remedy }) => [{ right: `line ${line}` }, field, `${reason}; ${remedy}`]),
          ),
        )),
    ...more(errors.length, most),
    ...(warnings.length === 0 ? [] : ['', ...warnings.map((warning) => `warning: ${warning}`)]),
  ];
};

const invoiceLines = ({ invoices }: ParsedFile, most: number): readonly string[] =>
  invoices.length === 0
    ? []
    : [
        ...section(
          'Invoices',
          invoices.length,
          table(
            invoices
              .slice(0, most)
              .map(({ number, kind, debtor, debtorName, amount, currency, issued, due }) => [
                kind === 'invoice' ? number : `${number} (credit note)`,
                debtor,
                debtorName.slice(0, 30),
                { right: amount },
                currency,
                issued,
                `due ${due}`,
              ]),
          ),
        ),
        ...more(invoices.length, most),
      ];

const paymentLines = ({ payments }: ParsedFile, most: number): readonly string[] =>
  payments.length === 0
    ? []
    : [
        ...section(
          'Payments',
          payments.length,
          table(
            payments
              .slice(0, most)
              .map(({ date, amount, currency, payer, reference }) => [
                date,
                { right: amount },
                currency,
                payer.slice(0, 30),
                reference.slice(0, 60),
              ]),
          ),
        ),
        ...more(payments.length, most),
      ];

const debtorLines = ({ debtors }: ParsedFile, most: number): readonly string[] =>
  debtors.length === 0
    ? []
    : [
        ...section(
          'Debtors',
          debtors.length,
          table(
            debtors
              .slice(0, most)
              .map(({ debtor, debtorName = '', person = '', email = '', phone = '', consent = {} }) => [
                debtor,
                debtorName.slice(0, 30),
                person,
                email,
                phone,
                Object.entries(consent)
                  .map(([channel, given]) => `${channel} ${given ? 'yes' : 'no'}`)
                  .join(', '),
              ]),
          ),
        ),
        ...more(debtors.length, most),
      ];

const more = (all: number, most: number): readonly string[] => (all > most ? [`  and ${all - most} more`] : []);
