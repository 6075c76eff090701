// Debtors of one creditor that have the same person behind them: perhaps one debtor under two ids.
import type { Debtor, DebtorKey } from '#domain/facts.ts';
import { ownPerson } from './items.ts';
import { debtorItem, samePersonPk } from './keys.ts';
import { listedKeys } from './listed-keys.ts';

const mostListed = 100;

/** Without the debtor itself, in the order of their ids; eventually consistent. None where no person was told. */
export const samePersonAs = async ({
  creditor,
  debtor,
  person,
}: Pick<Debtor, 'creditor' | 'debtor' | 'person'>): Promise<readonly DebtorKey[]> => {
  if (person === ownPerson({ creditor, debtor })) return [];
  const own = debtorItem({ creditor, debtor }).pk;
  const begin = debtorItem({ creditor, debtor: '' }).pk;
  return (await listedKeys(samePersonPk(creditor, person), { limit: mostListed }))
    .filter(({ pk }) => pk !== own)
    .map(({ pk }) => ({ creditor, debtor: pk.slice(begin.length) }));
};
