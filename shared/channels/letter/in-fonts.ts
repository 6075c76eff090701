// Names in the letters that our fonts have: Arabic stands in a font of its own, its words in the order in which it is read.
import type { Content } from 'pdfmake/interfaces.js';

export type Run = { readonly text: string; readonly font?: 'Arabic' };

/**
 * pdfmake sets words from left to right, each as it is read: those that are read the other way are turned round beforehand, and their
 * spaces, which then stand before a word, are given to the next.
 */
export const runsOf = (text: string): readonly Run[] =>
  text
    .split(/([\p{Script=Arabic}](?:[\p{Script=Arabic}\p{M}\p{N}\s\p{P}]*[\p{Script=Arabic}\p{M}])?)/u)
    .filter((part) => part !== '')
    .flatMap((part): readonly Run[] => {
      if (!/\p{Script=Arabic}/u.test(part)) return [{ text: part }];
      const words = part.split(/\s+/).reverse();
      return words.map((word, index) => ({ text: index === 0 ? word : `${word} `, font: 'Arabic' }));
    });

export const inFonts = (text: string): Content => [...runsOf(text)];

/** What has letters that none of our fonts has, such as Chinese ones. */
export const isPrintable = (text: string): boolean =>
  /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Arabic}\p{Script=Common}\p{Script=Inherited}]*$/u.test(
    text,
  ) && !/\p{Extended_Pictographic}(?<![\u00a9\u00ae\u2122\d#*])/u.test(text);
