// How easy a text reads: 0 to 100 and more, by the formula that was fitted to each language.
import type { Language } from '#domain/vocabulary.ts';

export type ReadingEase = { readonly ease: number; readonly sentences: number; readonly words: number };

/**
 * English: Flesch (1948). Spanish: perspicuity of Szigriszt-Pazos (1993), read on the INFLESZ scale. Portuguese: Flesch as Martins,
 * Ghiraldelo, Nunes and Oliveira fitted it (1996). Words with digits, such as amounts and dates, do not count.
 */
export const readingEase = (text: string, language: Language): ReadingEase => {
  const sentences = text
    .split(/[.!?…:;]+(?=\s|$)|\n+/)
    .map(wordsIn)
    .filter((words) => words.length > 0);
  const words = sentences.flat();
  if (words.length === 0) return { ease: 100, sentences: 0, words: 0 };
  const perSentence = words.length / sentences.length;
  const perWord = words.reduce((sum, word) => sum + syllablesIn(word, language), 0) / words.length;
  return {
    ease: Math.round(formulas[language](perSentence, perWord)),
    sentences: sentences.length,
    words: words.length,
  };
};

/** Below it a text asks more of its readers than a letter about money should. */
export const leastEase: Readonly<Record<Language, number>> = { en: 60, es: 55, pt: 50 };

const formulas: Readonly<Record<Language, (wordsPerSentence: number, syllablesPerWord: number) => number>> = {
  en: (words, syllables) => 206.835 - 1.015 * words - 84.6 * syllables,
  es: (words, syllables) => 206.835 - words - 62.3 * syllables,
  pt: (words, syllables) => 248.835 - 1.015 * words - 84.6 * syllables,
};

const wordsIn = (sentence: string): readonly string[] =>
  sentence.split(/\s+/).flatMap((each) => (/\d|@|:\/\//.test(each) ? [] : (each.match(/\p{L}+/gu) ?? [])));

/** By groups of vowels; where two strong ones meet, or a weak one bears the accent, each makes its own in Spanish and Portuguese. */
export const syllablesIn = (word: string, language: Language): number => {
  const lower = word.toLowerCase();
  if (language === 'en') {
    const silent = lower.replace(/(?:[^laeiouysxzcg]es|[^aeiouytd]ed|[^laeiouy]e)$/, (end) => end.slice(0, 1));
    return Math.max(1, silent.match(/[aeiouy]+/g)?.length ?? 0);
  }
  const sounded = lower.replace(/(?<=[qg])u(?=[eiéíê])/g, '');
  const groups = sounded.match(/[aeiouyáéíóúàâêôãõü]+/g) ?? [];
  // "dia", "alegria": where no other syllable bears an accent, the last two vowels are apart.
  const isApart = language === 'pt' && /[^aeiou][iu][ao]s?$/.test(sounded) && !/[áéíóúâêô]/.test(sounded);
  return Math.max(
    1,
    groups.reduce((sum, group) => sum + nucleiIn(group), isApart ? 1 : 0),
  );
};

const nucleiIn = (group: string): number => {
  const split = group.match(
    /[iuyü]?(?:ã[eo]|õe|[aeoáéóàâêôãõ])[iuyü]?(?![aeoáéóàâêôãõ])|[iuyü]?[aeoáéóàâêôãõ]|[íú]|[iuyü]+/g,
  );
  return split?.length ?? 1;
};
