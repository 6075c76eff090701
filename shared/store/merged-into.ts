// Under whose account belongs what is told of a debtor: another's, where it was merged into that one.
import type { Debtor, DebtorKey } from '#domain/facts.ts';
import { isMerged } from '#domain/merge-debtors.ts';
import type { StoredDebtor } from './items.ts';
import { findDebtor, loadDebtor } from './load-facts.ts';

/** The debtor itself where it is not merged, or not known. */
export const accountOf = async (key: DebtorKey): Promise<DebtorKey> => {
  const found = await findDebtor(key);
  return found ? accountIn(found.debtor) : key;
};

/** The account itself, read once where it is not merged; undefined where it is not known. */
export const findAccount = async (key: DebtorKey): Promise<StoredDebtor | undefined> => {
  const found = await findDebtor(key);
  return found && isMerged(found.debtor) ? findDebtor(accountIn(found.debtor)) : found;
};

export const accountIn = (debtor: Debtor): DebtorKey => ({
  creditor: debtor.creditor,
  debtor: debtor.merged !== undefined && isMerged(debtor) ? debtor.merged.into : debtor.debtor,
});

/** Into whom it is merged, by which event. */
export const mergedInto = async (
  key: DebtorKey,
): Promise<{ readonly debtor: Debtor; readonly merge: string } | undefined> => {
  const { debtor } = (await findDebtor(key)) ?? {};
  if (debtor?.merged === undefined || !isMerged(debtor)) return undefined;
  const { into, merge } = debtor.merged;
  return { debtor: (await loadDebtor({ creditor: key.creditor, debtor: into })).debtor, merge };
};
