// The law that protects a debtor: of its own country, or of the one that its creditor's policy names.
import type { Debtor } from '#domain/facts.ts';
import type { Law } from '#domain/law.ts';
import type { Policy } from '#domain/policy.ts';
import { lawOf } from '#rules/law-of.ts';

export const lawFor = (
  { jurisdiction, type, region }: Pick<Debtor, 'jurisdiction' | 'type' | 'region'>,
  { content }: Policy,
): Law => lawOf(jurisdiction ?? content.jurisdiction, type, region);
