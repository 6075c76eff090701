// The words of the register and of evidence in one language, read from the YAML file that people edit, checked once and kept.
import * as z from 'zod';
import { type Language, replyMeanings } from '#domain/vocabulary.ts';
import { named, wordsFiles } from '#templates/words-file.ts';

export const wordsSchema = z.strictObject({
  labels: named([
    'title',
    'creditor',
    'debtor',
    'invoice',
    'issued',
    'due',
    'amount',
    'open',
    'known',
    'ledger',
    'contacts',
    'conversations',
    'answers',
    'meaning',
    'cost',
    'versions',
    'chain',
    'law',
    'file',
    'hash',
    'address',
    'reason',
    'policy',
    'provider',
  ]),
  happened: named([
    'claimed',
    'accepted',
    'refused',
    'abandoned',
    'unknown',
    'delivered',
    'failed',
    'task',
    'Conversation Held',
    'Erasure Requested',
    'Reply Received',
    'Reply Answered',
  ]),
  /** What a person said that an answer means. */
  meanings: named([...replyMeanings, 'other']),
  words: named(['provider', 'reporter', 'sender', 'erased', 'none', 'built-in', 'before']),
  lines: named(['answered', 'by', 'for', 'why', 'version', 'chain', 'whole', 'not-whole', 'page', 'reported']),
  /** What a bundle is and how to check it without Recaudo. */
  readme: named(['text']),
});

export type Words = Readonly<z.output<typeof wordsSchema>>;

export const wordsOf = wordsFiles(wordsSchema, import.meta.url);

/** A word of the register, in the words of the language where it is known. */
export const happenedIn = (happened: string, language: Language): string => {
  const known: Readonly<Record<string, string>> = wordsOf(language).happened;
  return known[happened] ?? happened;
};

/** Undefined for what is no meaning of an answer. */
export const meaningIn = (meaning: unknown, language: Language): string | undefined => {
  const known: Readonly<Record<string, string>> = wordsOf(language).meanings;
  return typeof meaning === 'string' ? known[meaning] : undefined;
};
