// Rows that bring a debtor nobody knows yet, with the person of a debtor that is known, or of another new one: perhaps one debtor twice.
import type { DebtorEntry, InvoiceEntry } from '#intake/batch/batch-entry.ts';
import type { Oddity } from '#intake/batch/oddities.ts';
import { inParallel } from './in-parallel.ts';
import { debtorItem } from './keys.ts';
import { samePersonAs } from './same-person.ts';
import { getItems } from './table.ts';

/** Of one creditor, each debtor once. */
export const oddPersons = async (
  creditor: string,
  entries: readonly (InvoiceEntry | DebtorEntry)[],
): Promise<readonly Oddity[]> => {
  const named = new Map<string, { readonly line: number; readonly debtor: string; readonly person: string }>();
  for (const { line, debtor } of entries)
    if (debtor.person !== undefined && !named.has(debtor.id))
      named.set(debtor.id, { line, debtor: debtor.id, person: debtor.person });
  if (named.size === 0) return [];
  const keys = [...named.keys()].map((debtor) => debtorItem({ creditor, debtor }));
  const known = new Set((await getItems(keys)).map((item) => String(item.debtor)));
  const fresh = [...named.values()].filter(({ debtor }) => !known.has(debtor));
  const found = await inParallel(fresh, async (each) => {
    const before = fresh.slice(0, fresh.indexOf(each)).filter(({ person }) => person === each.person);
    const others = [...(await samePersonAs({ creditor, ...each })), ...before];
    const [first, ...more] = others.map(({ debtor }) => debtor);
    return first === undefined ? [] : [oddPerson(each, first, more.length)];
  });
  return found.flat();
};

const oddPerson = (
  { line, debtor }: { readonly line: number; readonly debtor: string },
  other: string,
  more: number,
): Oddity => ({
  line,
  code: 'same-person',
  reason: `debtor ${debtor} is not known yet, and has the same person behind it as debtor ${other}${more === 0 ? '' : ` and ${more} more`}`,
  remedy: `if they are one, import it and then merge them: recaudo merge ${debtor} ${other}`,
});
