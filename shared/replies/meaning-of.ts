// What a debtor may mean by an answer: proposals for a person to confirm, from plain phrases in every language we write in.
import type { IsoDate } from '#domain/calendar.ts';
import { type Language, languages, type ReplyMeaning, replyMeanings } from '#domain/vocabulary.ts';
import { dateInText } from './date-in-text.ts';
import { plain, type WordList, wordLists } from './word-lists.ts';

export type Proposal = {
  readonly meaning: ReplyMeaning;
  /** The words that say so, as they are compared. */
  readonly because: string;
  /** The day on which it will be paid, where one is named. */
  readonly date?: IsoDate;
};

/** Said so shortly, or in such words, that it is acted on at once; the others wait for a person. */
export const actsAtOnce = (meaning: ReplyMeaning): boolean => meaning === 'stop' || meaning === 'wrong-person';

/**
 * The likeliest first, and none twice. `text` is what was written, without what it quotes; debtors answer in their own language as
 * often as in ours, so all of them are tried, the debtor's first.
 */
export const meaningOf = (
  text: string,
  {
    today,
    language,
    isMonthFirst = false,
  }: { readonly today: IsoDate; readonly language: Language; readonly isMonthFirst?: boolean },
): readonly Proposal[] => {
  const said = plain(text);
  const found = new Map<ReplyMeaning, Proposal>();
  for (const each of [language, ...languages.filter((other) => other !== language)]) {
    for (const meaning of replyMeanings) {
      const because = found.has(meaning) ? undefined : phraseFor(meaning, said, wordLists[each]);
      if (because === undefined) continue;
      const date = meaning === 'will-pay' ? dateInText(said, today, wordLists[each].dates, isMonthFirst) : undefined;
      found.set(meaning, { meaning, because, ...(date === undefined ? {} : { date }) });
    }
  }
  const isStop = found.get('stop');
  return replyMeanings
    .flatMap((meaning) => found.get(meaning) ?? [])
    .filter((each) => each !== isStop || isShort(said, each));
};

/** A stop word counts alone or first: in the middle of a sentence it says something else. */
const mostWordsOfStop = 4;
const isShort = (said: string, { because }: Proposal): boolean =>
  because.includes(' ') || said.split(' ').length <= mostWordsOfStop;

const phraseFor = (meaning: ReplyMeaning, said: string, list: WordList): string | undefined => {
  const { phrases, words = [] } = list[meaning];
  return (
    words.find((word) => `${said} `.startsWith(`${plain(word)} `)) ??
    phrases.find((phrase) => says(said, phrase, list.negations))
  );
};

/** Whether the phrase stands in it, and not right behind a word that denies it. */
const says = (said: string, phrase: string, negations: readonly string[]): boolean => {
  const pattern = patternOf(phrase);
  for (const { index } of said.matchAll(pattern)) {
    const before = ` ${said.slice(0, index).trim()}`;
    if (!negations.some((word) => before.endsWith(` ${plain(word)}`))) return true;
  }
  return false;
};

const patternOf = (phrase: string): RegExp => {
  const known = patterns.get(phrase);
  if (known) return known;
  const parts = phrase.split(' … ').map((part) => plain(part));
  const pattern = new RegExp(`(?<=^| )${parts.join('(?: \\S+){0,3} ')}(?= |$)`, 'g');
  patterns.set(phrase, pattern);
  return pattern;
};
const patterns = new Map<string, RegExp>();
