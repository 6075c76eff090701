// A debtor's contact register as a person reads it: one line for each record, as far as it was not erased.
import type { Debtor } from '#domain/facts.ts';
import type { RegisterRecord } from '#domain/register/register-record.ts';
import type { Channel, Language } from '#domain/vocabulary.ts';
import { channels } from '#domain/vocabulary.ts';
import { momentIn } from '#evidence/moment-in.ts';
import { happenedIn, wordsOf } from '#evidence/words.ts';
import { wordsOf as explanationWords } from '#explanations/words.ts';
import { table } from './output.ts';

export const registerInWords = (
  records: readonly RegisterRecord[],
  debtor: Debtor,
  language: Language,
): readonly string[] => {
  const { labels } = wordsOf(language);
  return [
    `${labels.chain}: ${labels.debtor} ${debtor.debtor} (${debtor.name}), ${records.length}`,
    ...table(
      records.map((record) => [
        record.sequence,
        momentIn(record.at, debtor.timeZone),
        happenedIn(record.happened, language),
        whatOf(record, language),
        toldOf(record, language),
        record.hash.slice(0, 12),
      ]),
    ),
  ];
};

/** Channel and step of a claim; of all else, the contact or the event that it is about. */
const whatOf = ({ body, about }: RegisterRecord, language: Language): string => {
  const channel = channelIn(body.channel);
  return channel === undefined ? about : `${about}: ${explanationWords(language).media[channel]}, ${String(body.step)}`;
};

const channelIn = (channel: unknown): Channel | undefined => channels.find((each) => each === channel);

const toldOf = ({ personal, isErased }: RegisterRecord, language: Language): string => {
  if (isErased) return wordsOf(language).words.erased;
  return personal.address ?? personal.reason ?? personal.detail ?? '';
};
