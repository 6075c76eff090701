// Checks a policy file: its errors, and the lints of a policy without any, each at its place in the file.
import { connectedChannels } from '#channels/channels.ts';
import type { IsoDate } from '#domain/calendar.ts';
import { packOn } from '#domain/law.ts';
import type { RateBook } from '#domain/money/charges/rate-book.ts';
import type { PolicyContent } from '#domain/policy.ts';
import { type LawfulCharges, lawfulCharges, missingRate, missingValue } from '#domain/policy-lints/lawful-charges.ts';
import { policyLints, type Surroundings } from '#domain/policy-lints/policy-lints.ts';
import { type DebtorType, debtorTypes } from '#domain/vocabulary.ts';
import { lawfulPackFor } from '#rules/charge-pack-of.ts';
import { publishedRates } from '#rules/known-rates.ts';
import { allPacks, lawOf } from '#rules/law-of.ts';
import { isUnverified, valuesOf } from '#rules/values-of.ts';
import { lacksInTexts } from '#templates/text-elements.ts';
import type { Finding } from './finding.ts';
import type { Resolve } from './policy-layers.ts';
import { readPolicy } from './read-policy.ts';

export type PolicyCheck = {
  /** Neither problems nor a lint that is an error. */
  readonly ok: boolean;
  /** Undefined when there are problems. */
  readonly content: PolicyContent | undefined;
  readonly problems: readonly Finding[];
  readonly lints: readonly Finding[];
};

export type CheckedBy = {
  /** Says which law is in force. */
  readonly today: IsoDate;
  /** Those published with the packs, unless others are at hand; `later` where a stack is asked for them afterwards. */
  readonly rates?: RateBook | 'later';
};

export const checkPolicy = (
  text: string,
  { today, rates = publishedRates, ...sources }: CheckedBy & { readonly file?: string; readonly resolve?: Resolve },
): PolicyCheck => {
  const reading = readPolicy(text, sources);
  if (!reading.ok) return { ok: false, content: undefined, problems: reading.problems, lints: [] };
  const { content, warnings, placeOf } = reading;
  const lints = policyLints(content, surroundingsOf(content, { today, rates })).map(({ path, ...lint }): Finding => {
    const { file, ...place } = placeOf(path);
    return { ...(file === undefined ? {} : { file }), ...place, ...lint, field: path.join('.') };
  });
  return {
    ok: !lints.some(({ severity }) => severity === 'error'),
    content,
    problems: [],
    lints: [...warnings, ...lints],
  };
};

/** The law of its jurisdiction, for the kind of debtors that it is for. */
const surroundingsOf = (policy: PolicyContent, by: Required<CheckedBy>): Surroundings => {
  const { jurisdiction, agency } = policy;
  const { today } = by;
  const types = typesOf(policy);
  const inForce = types.flatMap((type) => packOn(lawOf(jurisdiction, type), today) ?? []);
  const concerning = inForce.filter(({ binds }) => binds.includes('creditor') || agency !== undefined);
  return {
    lacks: lacksInTexts,
    sends: connectedChannels,
    packs: inForce.filter(({ binds }) => binds.includes('creditor')),
    values: allPacks.filter((pack) => concerning.includes(pack)).flatMap((pack) => valuesOf(pack).filter(isUnverified)),
    charges: lawOn(policy, by),
  };
};

const typesOf = ({ debtorType }: PolicyContent): readonly DebtorType[] =>
  debtorType === undefined ? debtorTypes : [debtorType];

const lawOn = (policy: PolicyContent, { today, rates }: Required<CheckedBy>): LawfulCharges => {
  const { jurisdiction } = policy;
  const isKnown = allPacks.some((pack) => pack.jurisdiction === jurisdiction);
  return {
    packs: isKnown
      ? typesOf(policy).map((debtorType) => ({ ...lawfulPackFor(jurisdiction, debtorType), debtorType }))
      : [],
    rates: rates === 'later' ? undefined : rates,
    today,
  };
};

/** Rates and values of units that it leaves to others and that are not known on the day, each with its series and days. */
export const missingRatesOf = (policy: PolicyContent, today: IsoDate, rates: RateBook): readonly string[] =>
  lawfulCharges(policy, lawOn(policy, { today, rates })).flatMap(({ code, reason }) =>
    code === missingRate || code === missingValue ? [reason] : [],
  );
