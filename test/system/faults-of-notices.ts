// What a debtor's notices said and claimed, held against its ledgers as they were known when each was claimed.
import type { Invoice } from '#domain/facts.ts';
import { balancesOn } from '#domain/money/balances.ts';
import { chargesDue } from '#domain/money/charges-due.ts';
import type { LedgerEntry } from '#domain/money/ledger.ts';
import type { PolicyContent } from '#domain/policy.ts';
import { rateBookWith } from '#rules/known-rates.ts';
import { termsUnder } from '#rules/terms-under.ts';
import type { Contact } from '#store/contacts.ts';
import { aDebtor } from '#test/fixtures.ts';

type Ledger = { readonly invoice: Invoice; readonly entries: readonly LedgerEntry[] };

/** In words, none where all is well: each told what was owed, and claimed all interest up to its day that none before had claimed. */
export const faultsOfNotices = (
  contacts: readonly Contact[],
  { invoice, entries }: Ledger,
  policy: PolicyContent,
): readonly string[] => {
  let claimed = 0;
  return contacts
    .toSorted((one, other) => (one.claimedAt < other.claimedAt ? -1 : 1))
    .flatMap((contact) => {
      const { claimedAt, status, stage, covers } = contact;
      const cover = covers.find((each) => each.invoice === invoice.invoice);
      const claims = cover?.charges ?? [];
      const isTaken = status === 'accepted' || status === 'delivered';
      const mayBeTaken = isTaken || status === 'unknown' || status === 'claimed';
      for (const { kind, amount } of claims) if (mayBeTaken && kind === 'interest') claimed += amount;
      // Facts of the same instant may have come before or after.
      if (!cover || entries.some(({ recordedAt, source }) => recordedAt === claimedAt && source !== contact.contact))
        return [];
      const known = entries.filter(({ recordedAt }) => recordedAt < claimedAt);
      const owed = balancesOn(known).principal;
      const asked = { asOf: claimedAt.slice(0, 10), rates: rateBookWith([]) };
      const { interest } = chargesDue({
        entries: known,
        invoice: cover,
        terms: termsUnder(policy, aDebtor(), cover, asked),
        ...asked,
        facts: { usefulNotice: false, notices: 0 },
      });
      const posted = entries.filter(({ source }) => source === contact.contact).map(inWords);
      const wanted = isTaken ? claims.map(inWords) : [];
      return [
        ...(cover.balance === owed ? [] : [`told ${cover.balance} of ${owed}`]),
        ...(posted.toSorted().join() === wanted.toSorted().join()
          ? []
          : [`posted ${posted.join() || 'nothing'} of ${wanted.join() || 'nothing'}`]),
        ...(mayBeTaken && stage === 'extrajudicial' && claimed !== interest.amount
          ? [`${claimed} claimed by then, of ${interest.amount}`]
          : []),
      ].map((fault) => `${invoice.invoice}, ${claimedAt}, ${contact.step} ${status}: ${fault}`);
    });
};

const inWords = ({ kind, amount }: { readonly kind: string; readonly amount: number }): string => `${kind} ${amount}`;
