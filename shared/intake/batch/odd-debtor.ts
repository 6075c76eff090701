// What is odd about a row of a debtor that is not wrong: worth a look before it counts.
import type { IsoInstant } from '#domain/calendar.ts';
import type { Debtor } from '#domain/facts.ts';
import { withdrawnSince } from '#domain/news-of-debtor.ts';
import { toldAgainstOwnWord } from '#domain/registration.ts';
import type { DebtorEntry } from './batch-entry.ts';
import { type Oddity, ownWord } from './oddities.ts';

type Known = { readonly debtor: Debtor; readonly changedAt?: Readonly<Record<string, IsoInstant>> | undefined };

export const oddDebtor = (entry: DebtorEntry, known: Known | undefined, heardAt: IsoInstant): readonly Oddity[] => {
  const { line, debtor } = entry;
  if (known !== undefined && known.debtor.debtor !== debtor.id) return [merged(entry, known.debtor)];
  const odd = (code: Oddity['code'], reason: string, remedy: string): Oddity => ({ line, code, reason, remedy });
  const { person, type } = debtor;
  const withdrawn = known === undefined ? [] : withdrawnSince(known, entry, heardAt);
  const own = known === undefined ? [] : toldAgainstOwnWord(known.debtor, debtor);
  const ways = [debtor.email, debtor.phone, known?.debtor.email, known?.debtor.phone];
  return [
    ...(known === undefined || person === undefined || person === known.debtor.person
      ? []
      : [
          odd(
            'other-person',
            `debtor ${debtor.id} is known with another person behind it, and stays with that one`,
            'if it is the same, correct the file; if it is not, give the debtor another id',
          ),
        ]),
    ...(known === undefined || type === undefined || type === known.debtor.type
      ? []
      : [odd('other-type', `debtor ${debtor.id} is known as a ${known.debtor.type}, and stays one`, 'check its type')]),
    ...(withdrawn.length === 0
      ? []
      : [
          odd(
            'consent-withdrawn',
            `debtor ${debtor.id} has withdrawn its consent to ${withdrawn.join(', ')}, and the file does not tell of a later day`,
            'if it agreed again, state the day in the column of the consent date',
          ),
        ]),
    ...(own.length === 0 ? [] : [ownWord(line, debtor.id, own)]),
    ...(ways.some((way) => way !== undefined)
      ? []
      : [
          odd(
            'unreachable',
            `debtor ${debtor.id} has neither an email address nor a phone number`,
            'add one, or its invoices become work for a person',
          ),
        ]),
  ];
};

const merged = ({ line, debtor }: DebtorEntry, into: Debtor): Oddity => ({
  line,
  code: 'merged',
  reason: `debtor ${debtor.id} was merged into debtor ${into.debtor}: of its row only what it agreed to counts`,
  remedy: `tell its details under ${into.debtor}`,
});
