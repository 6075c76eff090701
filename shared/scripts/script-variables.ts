// What a script may say: whom it is about and who speaks; and, once it is known who listens, what is owed.

import type { Language } from '#domain/vocabulary.ts';
import type { Variables } from '#templates/liquid.ts';

/** Told only to the debtor: a node that uses one comes after the identification. */
export const details = ['invoice', 'due', 'open', 'daysLate'] as const;

/** An invented debtor, for checks and for practice. */
export const sampleVariables = (language: Language, agent: string): Variables => ({
  agent,
  name: 'Lucía Fernández',
  creditor: { name: 'Molino Norte', contactPerson: 'Ana Prado', phone: '+34 910 000 000' },
  ...samples[language],
  invoice: 'F-1001',
  daysLate: 47,
});

const samples = {
  es: { due: '2 de marzo de 2026', open: '420,00 €' },
  en: { due: '2 March 2026', open: '€420.00' },
  pt: { due: '2 de março de 2026', open: '€ 420,00' },
} as const;
