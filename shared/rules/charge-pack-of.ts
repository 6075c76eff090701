// The pack that charges go by: that of the debtor's country and kind, whenever it binds whom on contacts.
import { BadInput } from '#domain/errors.ts';
import type { ChargePack } from '#domain/money/charges/pack-terms.ts';
import type { DebtorType } from '#domain/vocabulary.ts';
import { allPacks } from './law-of.ts';

/**
 * A pack without terms where only the other kind of debtor is known: what was agreed is all there is then. Throws BadInput
 * `unknown-jurisdiction` where no pack at all is.
 */
export const chargePackOf = (jurisdiction: string, type: DebtorType): ChargePack => {
  const packs = allPacks.filter((pack) => pack.jurisdiction === jurisdiction);
  if (packs.length === 0) {
    const known = [...new Set(allPacks.map((pack) => pack.jurisdiction))].join(', ');
    throw new BadInput('unknown-jurisdiction', `no pack of "${jurisdiction}" is known; there are packs for ${known}`);
  }
  const pack = packs.find(({ debtorType, id }) => debtorType === type || id === `${jurisdiction}-any`);
  return pack ?? { id: `${jurisdiction}-${type}`, terms: [] };
};

/** The same, where a creditor may have said nothing of the law, or of a country that no pack is about: nothing is known to cap. */
export const lawfulPackFor = (jurisdiction: string | undefined, type: DebtorType): ChargePack =>
  jurisdiction !== undefined && allPacks.some((pack) => pack.jurisdiction === jurisdiction)
    ? chargePackOf(jurisdiction, type)
    : { id: 'none', terms: [] };
