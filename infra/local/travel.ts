// A journey through time with a diary: what was said and what ended, moment by moment, while the providers' reports are played back.
import type { IsoInstant } from '#domain/calendar.ts';
import type { Invoice, InvoiceKey } from '#domain/facts.ts';
import { toDecimalText } from '#domain/money/money.ts';
import { type Contact, listContacts } from '#store/contacts.ts';
import { findInvoice } from '#store/load-facts.ts';
import { advance, type Journey, type TimedEvent } from './advance.ts';
import { type ReportTopics, reportDelivery } from './report-deliveries.ts';

export type Trip = {
  readonly stack: Journey['stack'] & ReportTopics & { readonly endpoint?: string };
  readonly to: IsoInstant;
  readonly events: readonly TimedEvent[];
  readonly endsWhenQuiet?: boolean;
  /** Gets the diary's lines as they happen. */
  readonly report: (line: string) => void;
};

/** Answers where time stands, and counts contacts made and invoices that moved on the way. */
export const travel = async ({
  stack,
  to,
  events,
  endsWhenQuiet = false,
  report,
}: Trip): Promise<{ readonly now: IsoInstant; readonly contacts: number; readonly moved: number }> => {
  const reported = new Set<string>();
  const ended = new Map<string, string>();
  const everMoved = new Set<string>();
  let contacts = 0;

  const atRest = async (now: IsoInstant, moved: readonly InvoiceKey[]): Promise<boolean> => {
    const found = await Promise.all(moved.map(findInvoice));
    const invoices = found.flatMap((stored) => (stored ? [stored.invoice] : []));
    for (const { creditor, invoice } of moved) everMoved.add(`${creditor}#${invoice}`);
    const debtors = new Map(invoices.map((invoice) => [`${invoice.creditor}#${invoice.debtor}`, invoice]));
    const made = (await Promise.all([...debtors.values()].map(listContacts)))
      .flat()
      .filter(({ contact, claimedAt }) => claimedAt >= now && !reported.has(contact));
    for (const contact of made) {
      reported.add(contact.contact);
      contacts += 1;
      report(diaryLine(contact));
    }
    for (const invoice of invoices) {
      const how = endOf(invoice);
      if (how !== undefined && ended.get(invoice.invoice) !== how) report(`${now.slice(0, 10)}  ${how}`);
      ended.set(invoice.invoice, how ?? '');
    }
    if (stack.endpoint === undefined) return false;
    const reports: boolean[] = [];
    for (const contact of made)
      if (contact.status === 'accepted') reports.push(await reportDelivery(stack, contact, now));
    return reports.includes(true);
  };

  const now = await advance({ to, events, stack, atRest, endsWhenQuiet, firesTimeouts: stack.endpoint !== undefined });
  return { now, contacts, moved: everMoved.size };
};

const diaryLine = ({ claimedAt, stage, channel, debtor, lead, covers, step, because }: Contact): string => {
  const totals = new Map<string, number>();
  for (const { balance, currency } of covers) totals.set(currency, (totals.get(currency) ?? 0) + balance);
  const amount = [...totals]
    .map(([currency, sum]) => `${toDecimalText({ amount: sum, currency })} ${currency}`)
    .join(' + ');
  const what = covers.length === 1 ? lead : `${lead} and ${covers.length - 1} more`;
  return `${claimedAt.slice(0, 10)}  ${stage.padEnd(14)} ${channel.padEnd(8)} ${debtor.padEnd(20)} ${amount.padStart(16)}  ${step} (${because}) for ${what}`;
};

const endOf = ({ stage, invoice, balance, currency, debtor }: Invoice): string | undefined => {
  const line = (word: string) =>
    `${word.padEnd(14)}       ${debtor.padEnd(20)} ${`${toDecimalText({ amount: balance, currency })} ${currency}`.padStart(16)}  ${invoice}`;
  if (stage === 'closed') return line('closed');
  if (stage === 'placed') return line('placed');
  return stage === 'internal' ? line('internal') : undefined;
};
