// Records what a print provider told of letters: each row by itself, so that a bad one costs no other. May be repeated.

import type { NewsProblem, ReadNews, ToldNews } from '#channels/letter/read-news.ts';
import { addDays, dateIn, type IsoInstant } from '#domain/calendar.ts';
import { findContact } from './contacts.ts';
import { findLetter, type LetterNews, type NotedLetter, noteNews } from './letters.ts';
import { reportDelivered, reportFailed } from './report-contact.ts';

export type NewsReport = {
  readonly ok: boolean;
  readonly rows: number;
  /** Rows that count: news that are new, and news that were known already. */
  readonly counted: number;
  readonly repeated: number;
  /** By status, of the rows that are new. */
  readonly statuses?: Readonly<Partial<Record<ToldNews['status'], number>>>;
  readonly problems: readonly NewsProblem[];
};

/** More would not be read. */
const mostTold = 1000;

/** `isRehearsal`: says what would be recorded, and records nothing. */
export const countNews = async (
  { rows, news, problems }: ReadNews,
  now: IsoInstant,
  isRehearsal = false,
): Promise<NewsReport> => {
  const refused: NewsProblem[] = [...problems];
  const statuses: Partial<Record<ToldNews['status'], number>> = {};
  let repeated = 0;
  for (const told of news) {
    const done = await countOne(told, now, isRehearsal);
    if (typeof done === 'object') refused.push(done);
    else if (done === 'repeated') repeated += 1;
    else statuses[told.status] = (statuses[told.status] ?? 0) + 1;
  }
  const isBad = new Set(refused.map(({ row }) => row));
  return {
    ok: refused.length === 0,
    rows,
    counted: rows - isBad.size,
    repeated,
    statuses,
    problems: refused.toSorted((one, other) => one.row - other.row).slice(0, mostTold),
  };
};

const countOne = async (
  { row, contact, ...told }: ToldNews,
  now: IsoInstant,
  isRehearsal: boolean,
): Promise<'new' | 'repeated' | NewsProblem> => {
  const problem = (field: string, reason: string, remedy: string): NewsProblem => ({ row, field, reason, remedy });
  const letter = await findLetter(contact);
  const registered = letter && (await findContact(letter, contact));
  if (!letter || !registered)
    return problem('contact', `${contact} is no letter of ours`, 'write the contact of its manifest');
  // A day of the provider's may have begun before ours.
  if (told.day > addDays(dateIn('UTC', now), 1)) return problem('day', 'is in the future', 'correct it');
  if (told.day < addDays(letter.date, -1)) return problem('day', `is before ${letter.date}, its own day`, 'correct it');
  if (isKnown(letter, told)) return 'repeated';
  if (isRehearsal) return 'new';
  await report(letter, told, now);
  // Noted last: what was broken off is done again.
  await noteNews(letter, told);
  return 'new';
};

const isKnown = ({ news }: NotedLetter, told: LetterNews): boolean =>
  news.some(
    (each) =>
      each.status === told.status &&
      each.day === told.day &&
      each.tracking === told.tracking &&
      each.reason === told.reason,
  );

/** What is printed or posted is on its way, and only noted. */
const report = async (letter: NotedLetter, told: LetterNews, now: IsoInstant): Promise<void> => {
  const contact = await findContact(letter, letter.contact);
  if (!contact) return;
  const { status, day, tracking, reason } = told;
  if (status === 'delivered') return reportDelivered(contact, now, tracking ?? trackingOf(letter));
  if (status === 'returned' || status === 'refused')
    return reportFailed(
      contact,
      now,
      `letter ${status} on ${day}${reason === undefined ? '' : `: ${reason}`}`,
      status === 'returned' && isGone(reason),
    );
};

const trackingOf = ({ news }: NotedLetter): string | undefined =>
  news.findLast(({ tracking }) => tracking !== undefined)?.tracking;

/** The words by which post offices say that nobody lives there: nothing sent there again would arrive. */
const isGone = (reason = ''): boolean =>
  /unknown|moved|no such|insufficient|vacant|deceased|desconoc|ausente definitivo|se mud|mudad|mudou|incorrect|insuficiente|inexistente|fallecid|falecid|não existe|no existe/i.test(
    reason,
  );
