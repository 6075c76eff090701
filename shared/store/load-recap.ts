// The words of a recap: they lie with the event of the conversation, and are gone where they were erased.
import * as z from 'zod';
import type { Debtor } from '#domain/facts.ts';
import { debtorEventItem } from './keys.ts';
import { getItem } from './table.ts';

const held = z.object({ detail: z.object({ recap: z.object({ words: z.string() }) }) });

/** Of a conversation with the debtor, or with one that was merged into it. */
export const loadRecap = async (
  { creditor, debtor, absorbed = [] }: Debtor,
  conversation: string,
): Promise<string | undefined> => {
  for (const each of [debtor, ...absorbed]) {
    const found = held.safeParse(await getItem(debtorEventItem({ creditor, debtor: each }, conversation)));
    if (found.success) return found.data.detail.recap.words;
  }
  return undefined;
};
