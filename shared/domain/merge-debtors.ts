// Two debtors that are one: the invoices of the first become the second's, and can be given back. What would be done by halves is refused.
import type { IsoDate } from './calendar.ts';
import { BadInput } from './errors.ts';
import type { Debtor, Hold, Invoice } from './facts.ts';

export type MergeGround = {
  readonly from: Debtor;
  readonly into: Debtor;
  /** Whether anything stands on the own ledger of the first: money that names no invoice. */
  readonly hasMoney: boolean;
  /** Whether a notice of the first claims charges, and nobody knows whether it left. */
  readonly isInDoubt: boolean;
  /** All of the first, those that are paid too. */
  readonly invoices: readonly Invoice[];
};

/** Its invoices are looked at all at once. */
export const mostMerged = 1000;
/** Nobody is chased under the merged id, neither while its invoices move nor while they come back. */
export const mergedHold = 'merged';

/** What is told under its id belongs to another debtor. */
export const isMerged = ({ merged }: Debtor): boolean => merged !== undefined && merged.separation === undefined;

/** Both as the merge leaves them. `merge` names it. Throws BadInput. */
export const mergeDebtors = (
  ground: MergeGround,
  merge: string,
  today: IsoDate,
): { readonly from: Debtor; readonly into: Debtor } => {
  const refused = refusalOf(ground, today);
  if (refused) throw new BadInput(refused.code, `${refused.reason}; ${refused.remedy}`);
  const { from, into } = ground;
  // An offer that is over names invoices that it will not have.
  const { offer: _, ...kept } = from;
  return {
    from: {
      ...kept,
      merged: { into: into.debtor, merge },
      holds: { ...from.holds, [mergedHold]: { reason: 'manual' } },
    },
    into: { ...into, absorbed: [...(into.absorbed ?? []), from.debtor], contacts: lastContacts(from, into) },
  };
};

/** Both as the separation begins: what was merged comes back from now on. Throws BadInput. */
export const beginSeparation = (
  from: Debtor,
  into: Debtor,
  separation: string,
): { readonly from: Debtor; readonly into: Debtor } => {
  if (from.merged === undefined || !isMerged(from))
    throw new BadInput('not-merged', `debtor ${from.debtor} is not merged into another one`);
  return {
    from: { ...from, merged: { ...from.merged, separation }, contacts: lastContacts(from, into) },
    into: { ...into, absorbed: (into.absorbed ?? []).filter((each) => each !== from.debtor) },
  };
};

/** When all of it is back. */
export const endSeparation = (from: Debtor): Debtor => {
  const { merged: _, ...rest } = from;
  const { [mergedHold]: __, ...holds } = from.holds;
  return { ...rest, holds };
};

/** Spacing counts what either was sent: it was one debtor all along. */
const lastContacts = (one: Debtor, other: Debtor): Debtor['contacts'] =>
  [...new Map([...one.contacts, ...other.contacts].map((each) => [each.contact, each])).values()]
    .toSorted((first, second) => (first.at < second.at ? -1 : 1))
    .slice(-5);

type Refusal = { readonly code: string; readonly reason: string; readonly remedy: string };

const refusalOf = ({ from, into, hasMoney, isInDoubt, invoices }: MergeGround, today: IsoDate): Refusal | undefined => {
  const [one, other] = [`debtor ${from.debtor}`, `debtor ${into.debtor}`];
  const no = (code: string, reason: string, remedy: string): Refusal => ({ code, reason, remedy });
  if (from.debtor === into.debtor) return no('same-debtor', `${one} is itself`, 'name two debtors');
  if (from.merged !== undefined)
    return no('merged-already', `${one} is merged into debtor ${from.merged.into}`, 'separate it first');
  if (into.merged !== undefined)
    return no(
      'merged-elsewhere',
      `${other} is merged into debtor ${into.merged.into}`,
      `merge into debtor ${into.merged.into}`,
    );
  if (from.absorbed !== undefined && from.absorbed.length > 0)
    return no(
      'has-merged',
      `debtor ${from.absorbed.join(', ')} is merged into ${one}`,
      `separate it first, then merge each into ${other}`,
    );
  if (from.person !== into.person)
    return no(
      'other-person',
      `${one} and ${other} have different persons behind them`,
      'only one person is one debtor',
    );
  if (from.type !== into.type || from.jurisdiction !== into.jurisdiction)
    return no(
      'other-law',
      `${one} and ${other} are protected by different law: they differ in type or jurisdiction`,
      'correct one of the two',
    );
  if (hasMoney || from.allocating !== undefined)
    return no(
      'has-money',
      `${one} has money on its own ledger, which cannot be moved`,
      `merge ${other} into ${one} instead, where that one has none`,
    );
  if (from.offer !== undefined && from.offer.until >= today)
    return no('offer-stands', `${one} has a settlement offer until ${from.offer.until}`, 'withdraw it first');
  if (isInDoubt)
    return no(
      'in-doubt',
      `a notice to ${one} claims charges, and nobody knows whether it left`,
      'settle that contact first',
    );
  const held = Object.entries(from.holds).find(([, hold]) => stands(hold, today));
  if (held)
    return no('held', `${one} has the hold ${held[0]}`, `place it on ${other} where it counts there, and release it`);
  const unwanted = from.optOut.filter((channel) => !into.optOut.includes(channel));
  if (unwanted.length > 0)
    return no(
      'opted-out',
      `${one} wants no more ${unwanted.join(', ')}, and ${other} has not said so`,
      `send Consent Changed of ${other} first`,
    );
  const handed = invoices.find(({ stage }) => stage === 'placed' || stage === 'handoff');
  if (handed)
    return no(
      'with-agency',
      `invoice ${handed.invoice} of ${one} is with the agency, or on its way there`,
      'recall it first, or wait until that is decided',
    );
  if (invoices.length > mostMerged)
    return no(
      'too-many-invoices',
      `${one} has ${invoices.length} invoices, more than ${mostMerged}`,
      `merge ${other} into ${one} instead`,
    );
  return undefined;
};

const stands = ({ released, until }: Hold, today: IsoDate): boolean =>
  released !== true && (until === undefined || until > today);
