// What a message says of an occasion: what was decided on, and of a conversation the words that were written down.
import type { Occasion } from '#domain/decision.ts';
import { BrokenInvariant } from '#domain/errors.ts';
import type { Debtor } from '#domain/facts.ts';
import { loadRecap } from '#store/load-recap.ts';
import type { MessageData } from '#templates/message.ts';

export const occasionTold = async (
  { name, fact, amounts, date, off }: Occasion,
  debtor: Debtor,
): Promise<NonNullable<MessageData['occasion']>> => {
  const told = { kind: name, amounts, date, ...(off === undefined ? {} : { off }) };
  if (name !== 'recap') return told;
  const words = await loadRecap(debtor, fact);
  if (words === undefined) throw new BrokenInvariant(`conversation ${fact} of debtor ${debtor.debtor} has no recap`);
  return { ...told, words };
};
