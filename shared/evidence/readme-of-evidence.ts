// What a bundle says of itself, and how to check it without Recaudo.
import { clean } from '#templates/format.ts';
import { renderText } from '#templates/liquid.ts';
import type { Evidence } from './evidence.ts';
import { wordsOf } from './words.ts';

export const readmeOfEvidence = ({ language, invoice }: Evidence): string =>
  `${renderText(wordsOf(language).readme.text, { invoice: clean(invoice.invoice) })}\n`;
