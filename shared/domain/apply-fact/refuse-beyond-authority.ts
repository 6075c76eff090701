// Who may let go how much of an invoice: many small acts count as one large one, whoever did them.
import { BadInput } from '../errors.ts';
import type { LedgerEntry } from '../money/ledger.ts';
import { toDecimalText } from '../money/money.ts';
import type { Authority, Relief } from '../policy-relief.ts';
import type { KnownInvoice } from './invoice-event.ts';
import { reliefActOf } from './relief-act.ts';

/** Of an entry new to the invoice. Throws BadInput that says what was asked, what may be, and by whom. */
export const refuseBeyondAuthority = (
  entry: LedgerEntry,
  { invoice, entries }: Pick<KnownInvoice, 'invoice' | 'entries'>,
  { authority, reasonRequired }: Relief,
): void => {
  const act = reliefActOf(entry, invoice, entries);
  if (!act) return;
  const { of, asked, before, limitOf } = act;
  if (reasonRequired && entry.reason === undefined)
    throw new BadInput('reason-missing', `the policy asks why so much of ${of} is let go: say it in "reason"`);
  if (authority.length === 0) return;
  const may = (each: Authority): boolean => before + asked <= limitOf(each);
  const own = authorityOf(entry.author, authority);
  if (own && may(own)) return;
  const { currency } = invoice;
  const amount = (minor: number): string => `${toDecimalText({ amount: minor, currency })} ${currency}`;
  const who = entry.author ?? 'whoever is not named in "by"';
  throw new BadInput(
    'beyond-authority',
    `${who} may let go at most ${amount(own ? limitOf(own) : 0)} of ${of}, ${amount(before)} is let go already, ` +
      `and ${amount(asked)} was asked for; ${whoMay(authority.filter(may))}, by relief.authority of the policy`,
  );
};

/** Of somebody by name, or of everybody else. */
const authorityOf = (author: string | undefined, authority: Relief['authority']): Authority | undefined =>
  authority.find(({ who }) => author !== undefined && who?.includes(author)) ??
  authority.find(({ who }) => who === undefined);

const whoMay = (able: Relief['authority']): string => {
  const names = able.flatMap(({ who }) => who ?? ['everybody who is not named']);
  if (names.length === 0) return 'nobody may';
  const others = names.length - 3;
  return `${names.slice(0, 3).join(', ')}${others > 0 ? ` and ${others} more` : ''} may`;
};
