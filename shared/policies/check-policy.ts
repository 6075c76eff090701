// Checks a policy file: its errors, and the lints of a policy without any, each at its place in the file.
import { connectedChannels } from '#channels/channels.ts';
import type { IsoDate } from '#domain/calendar.ts';
import { packOn } from '#domain/law.ts';
import type { RateBook } from '#domain/money/charges/rate-book.ts';
import type { PolicyContent } from '#domain/policy.ts';
import { policyLints, type Surroundings } from '#domain/policy-lints/policy-lints.ts';
import { debtorTypes } from '#domain/vocabulary.ts';
import { lawfulPackFor } from '#rules/charge-pack-of.ts';
import { allPacks, lawOf } from '#rules/law-of.ts';
import { publishedRates } from '#rules/published-rates.ts';
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

/** `today` says which law is in force, `rates` what is published besides. */
export const checkPolicy = (
  text: string,
  {
    today,
    rates = publishedRates,
    ...sources
  }: { readonly today: IsoDate; readonly rates?: RateBook; readonly file?: string; readonly resolve?: Resolve },
): PolicyCheck => {
  const reading = readPolicy(text, sources);
  if (!reading.ok) return { ok: false, content: undefined, problems: reading.problems, lints: [] };
  const { content, warnings, placeOf } = reading;
  const lints = policyLints(content, surroundingsOf(content, today, rates)).map(({ path, ...lint }): Finding => {
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
const surroundingsOf = (
  { jurisdiction, debtorType, agency }: PolicyContent,
  today: IsoDate,
  rates: RateBook,
): Surroundings => {
  const types = debtorType === undefined ? debtorTypes : [debtorType];
  const isKnown = allPacks.some((pack) => pack.jurisdiction === jurisdiction);
  const inForce = types.flatMap((type) => packOn(lawOf(jurisdiction, type), today) ?? []);
  const concerning = inForce.filter(({ binds }) => binds.includes('creditor') || agency !== undefined);
  return {
    lacks: lacksInTexts,
    sends: connectedChannels,
    packs: inForce.filter(({ binds }) => binds.includes('creditor')),
    values: allPacks.filter((pack) => concerning.includes(pack)).flatMap((pack) => valuesOf(pack).filter(isUnverified)),
    charges: {
      packs: isKnown ? types.map((type) => ({ ...lawfulPackFor(jurisdiction, type), debtorType: type })) : [],
      rates,
      today,
    },
  };
};
