// In which country letters are posted: envelopes name every other one.
import type { PolicyContent } from './policy.ts';

/** ISO 3166; undefined where nothing says it. */
export const postedFrom = ({
  letters,
  jurisdiction,
}: Pick<PolicyContent, 'letters' | 'jurisdiction'>): string | undefined => letters?.country ?? jurisdiction;
