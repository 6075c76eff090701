// What keeps a message of an invoice back although it is due, now or when its time comes.
import type { IsoInstant } from '#domain/calendar.ts';
import type { Decision } from '#domain/decision.ts';
import { stopFor } from '#domain/sending/stops.ts';
import type { Language } from '#domain/vocabulary.ts';
import { sendingInWords } from '#explanations/sending-in-words.ts';
import type { Cursor } from '#store/items.ts';

/** `taking`: what is due, or comes next. A stop is told beforehand, a wait only of what is due. */
export const heldBackLines = async (
  creditor: string,
  taking: Decision | undefined,
  cursor: Cursor,
  { now, timeZone, language }: { readonly now: IsoInstant; readonly timeZone: string; readonly language: Language },
  isDue: boolean,
): Promise<readonly string[]> => {
  if (taking?.kind !== 'contact') return [];
  const { loadSending } = await import('#store/sending.ts');
  const stop = stopFor((await loadSending()).stops, creditor, taking.channel);
  const { because, wakeAt } = isDue ? cursor : { because: undefined, wakeAt: undefined };
  return sendingInWords({ stop, because, wakeAt }, now, timeZone, language);
};
