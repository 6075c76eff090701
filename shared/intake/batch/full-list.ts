// A full list: what it does not name any more, and since when, by what name, and for how long a person is asked about it.
import { addDays, type IsoDate, type IsoInstant } from '#domain/calendar.ts';
import type { Invoice } from '#domain/facts.ts';

/** For so long chasing pauses, and nobody is asked again. */
export const confirmDays = 14;

type Upload = { readonly batch: string; readonly receivedAt: IsoInstant };

/** The hold of an invoice that this list misses. Of two such names the greater is that of the later list. */
export const missingHold = ({ batch, receivedAt }: Upload): string => `${prefix}${receivedAt}-${batch}`;

const prefix = 'missing-';
const pattern = /^missing-\d{4}-\d{2}-\d{2}T[\d:.]+Z-[0-9a-f]{16}$/;
export const isMissingHold = (hold: string): boolean => pattern.test(hold);

/** What becomes of the question, as the ids of its events end. */
export const askedEvent = (hold: string): string => `${hold}-asked`;
/** A later list has it again. */
export const listedEvent = (hold: string): string => `${hold}-listed`;
export const settledEvent = (hold: string): string => `${hold}-settled`;
/** Answered: chasing goes on where it was not settled. */
export const answeredEvent = (hold: string): string => `${hold}-answered`;
export const undoneEvent = (hold: string): string => `${hold}-undone`;
/** All of them begin so. */
export const questionEvents = prefix;

/** `day` is the list's, `registeredAt` when the invoice came to be known here. */
export const isMissable = (
  { balance, issued }: Pick<Invoice, 'balance' | 'issued'>,
  registeredAt: IsoInstant,
  { day, receivedAt }: { readonly day: IsoDate; readonly receivedAt: IsoInstant },
): boolean => balance > 0 && issued < day && registeredAt < receivedAt;

export type QuestionEvent = { readonly id: string; readonly at: IsoInstant };

/** The last day on which chasing pauses is the one before. */
export const pausedUntil = (askedAt: IsoInstant): IsoDate => addDays(askedAt.slice(0, 10), confirmDays);

/** Whether another list asked about it within the last days, and it was not listed again, nor that list undone. */
export const isAsked = (events: readonly QuestionEvent[], today: IsoDate, own?: string): boolean => {
  const known = new Set(events.map(({ id }) => id));
  return events.some(({ id, at }) => {
    const hold = holdAskedIn(id);
    if (hold === undefined || hold === own) return false;
    return pausedUntil(at) > today && !known.has(listedEvent(hold)) && !known.has(undoneEvent(hold));
  });
};

/** The hold of the question that an event asks; undefined for other events. */
export const holdAskedIn = (id: string): string | undefined => {
  const hold = id.slice(0, -askedEvent('').length);
  return id === askedEvent(hold) && isMissingHold(hold) ? hold : undefined;
};

/** What a person says of the missing invoices of a batch. */
export type MissingAnswer = {
  readonly answer: 'settled' | 'none';
  readonly only?: readonly string[] | undefined;
  readonly except?: readonly string[] | undefined;
};

/** Whether it says that this invoice is settled. */
export const saysSettled = ({ answer, only, except = [] }: MissingAnswer, invoice: string): boolean =>
  answer === 'settled' && (only === undefined || only.includes(invoice)) && !except.includes(invoice);
