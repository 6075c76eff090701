// Reading ease by the formula of each language, and the syllables that it counts.
import { describe, expect, it } from 'vitest';
import { leastEase, readingEase, syllablesIn } from '#templates/reading-ease.ts';

describe('syllables', () => {
  it.each([
    ['en', { paid: 1, table: 2, reached: 1, notices: 3, invoice: 2, the: 1, be: 1, friendly: 2, rhythm: 1 }],
    [
      'es',
      {
        casa: 2,
        río: 2,
        guerra: 2,
        aéreo: 4,
        construcción: 3,
        pagaré: 3,
        oído: 3,
        leer: 2,
        cuando: 2,
        ciudad: 2,
        y: 1,
      },
    ],
    [
      'pt',
      {
        fatura: 3,
        não: 1,
        ações: 2,
        saída: 3,
        cobrança: 3,
        dia: 2,
        alegria: 4,
        você: 2,
        aquele: 3,
        guerra: 2,
        país: 2,
      },
    ],
  ] as const)('in %s', (language, words) => {
    const counted = Object.fromEntries(Object.keys(words).map((word) => [word, syllablesIn(word, language)]));
    expect(counted).toEqual(words);
  });
});

describe('reading ease', () => {
  it('is that of each formula', () => {
    // 2 sentences, 6 words, 6 syllables: 206.835 − 1.015 × 3 − 84.6 × 1.
    expect(readingEase('We owe you. You owe us.', 'en')).toEqual({ ease: 119, sentences: 2, words: 6 });
    // 1 sentence, 4 words, 6 syllables: 206.835 − 4 − 62.3 × 1.5.
    expect(readingEase('La casa es blanca.', 'es')).toEqual({ ease: 109, sentences: 1, words: 4 });
    // 1 sentence, 4 words, 6 syllables: 248.835 − 1.015 × 4 − 84.6 × 1.5.
    expect(readingEase('A casa é sua.', 'pt')).toEqual({ ease: 118, sentences: 1, words: 4 });
  });

  it('leaves out amounts, dates and addresses', () => {
    expect(readingEase('Pay 120.50 EUR by 2026-05-01 at a@b.example.', 'en').words).toBe(4);
    expect(readingEase('12 34', 'en')).toEqual({ ease: 100, sentences: 0, words: 0 });
  });

  it.each(['en', 'es', 'pt'] as const)('falls below the bound in %s for the style of offices', (language) => {
    const stiff = {
      en: 'Notwithstanding the aforementioned contractual obligations, remittance of the outstanding consideration remains imperatively necessary.',
      es: 'Independientemente de las obligaciones contractuales anteriormente mencionadas, la regularización administrativa resulta imprescindible.',
      pt: 'Independentemente das obrigações contratuais anteriormente mencionadas, a regularização administrativa permanece imprescindível.',
    };
    expect(readingEase(stiff[language], language).ease).toBeLessThan(leastEase[language]);
  });
});
