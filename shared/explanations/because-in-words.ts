// The codes by which decisions give their reasons, in words for a person who collects.
import type { Because } from '#domain/decision.ts';
import type { PolicyContent } from '#domain/policy.ts';
import type { Language } from '#domain/vocabulary.ts';
import { renderText } from '#templates/liquid.ts';
import { wordsOf } from './words.ts';

/** Reads after "Why:" as well as after "until then": no capital, no full stop. */
export const becauseInWords = (
  because: Because,
  { minDaysBetween }: Pick<PolicyContent, 'minDaysBetween'>,
  language: Language,
): string => renderText(wordsOf(language).because[because], { minDaysBetween });
