// The law about one debtor: the packs of its country and kind, and the public holidays of its place.
import { type Law, noLaw } from '#domain/law.ts';
import type { DebtorType } from '#domain/vocabulary.ts';
import { argentina } from './argentina.ts';
import { brazil } from './brazil.ts';
import { canada } from './canada.ts';
import { chile } from './chile.ts';
import { colombia } from './colombia.ts';
import { costaRica } from './costa-rica.ts';
import { ecuador } from './ecuador.ts';
import { europeanUnion } from './european-union.ts';
import { france } from './france.ts';
import { germany } from './germany.ts';
import { holidaysOf } from './holidays.ts';
import { italy } from './italy.ts';
import type { LegalPack } from './legal-pack.ts';
import { mexico } from './mexico.ts';
import { peru } from './peru.ts';
import { portugal } from './portugal.ts';
import { spain } from './spain.ts';
import { unitedKingdom } from './united-kingdom.ts';
import { unitedStates } from './united-states.ts';

export const allPacks: readonly LegalPack[] = [
  ...argentina,
  ...brazil,
  ...canada,
  ...chile,
  ...colombia,
  ...costaRica,
  ...ecuador,
  ...europeanUnion,
  ...france,
  ...germany,
  ...italy,
  ...mexico,
  ...peru,
  ...portugal,
  ...spain,
  ...unitedKingdom,
  ...unitedStates,
];

/**
 * The same object each time. `jurisdiction` is a country code such as "CO", `region` one of its regions such as "ES-MD", or "MD" alone:
 * it adds holidays, and one that is not known adds none. Without a country, or with one of which nothing is known, noLaw.
 */
export const lawOf = (jurisdiction: string | undefined, type: DebtorType, region?: string): Law => {
  if (jurisdiction === undefined) return noLaw;
  const key = `${jurisdiction} ${type} ${region ?? ''}`;
  const known = laws.get(key);
  if (known !== undefined) return known;
  const law = readLaw(jurisdiction, type, region);
  // Codes come from outside: what is not known is not kept, so that memory stays bounded.
  if (law !== noLaw && laws.size < 2_000) laws.set(key, law);
  return law;
};

const laws = new Map<string, Law>();

const readLaw = (jurisdiction: string, type: DebtorType, region: string | undefined): Law => {
  const packs = allPacks.filter((pack) => pack.jurisdiction === jurisdiction && pack.debtorType === type);
  const holidays = holidaysOf(jurisdiction, region?.replace(`${jurisdiction}-`, ''));
  return packs.length === 0 && holidays.place === '' ? noLaw : { packs, holidays };
};
