// What a sender needs to know of letters: where they go and how, and how one that was broken off is completed.
import type { Posting } from '#channels/channel.ts';
import type { Facts } from '#domain/facts.ts';
import type { Policy } from '#domain/policy.ts';
import { postedFrom } from '#domain/posted-from.ts';
import { versionOf } from '#messages/message-data.ts';
import type { Taking } from '#store/claim-contact.ts';
import { completeLetter } from '#store/letters.ts';
import { settleContact } from '#store/settle-contact.ts';
import { asUnknown, type Settle } from './look.ts';

/** Terms are those of the version that the lead follows; it is posted where the creditor is now. */
export const postingOf = (
  { debtor, invoice }: Facts,
  { channel, registered, policyVersion }: Taking,
  policy: Policy,
  contact: string,
): { readonly post?: Posting } => {
  const to = debtor.postalAddress;
  if (channel !== 'letter' || to === undefined) return {};
  const { letters } = versionOf(policy, policyVersion).content;
  const { jurisdiction } = policy.content;
  return {
    post: {
      ...{ contact, creditor: debtor.creditor, debtor: debtor.debtor, lead: invoice.invoice, to },
      country: postedFrom({ letters, jurisdiction }),
      registered: registered ?? letters?.registered ?? false,
      colour: letters?.colour ?? false,
      duplex: letters?.duplex ?? true,
    },
  };
};

/** A letter that was claimed and perhaps not handed over is completed, so that nothing of it is in doubt. All else is. */
export const finishLetter: Settle = async (contact, now) => {
  if (contact.channel !== 'letter' || !(await completeLetter(contact))) return asUnknown(contact, now);
  return settleContact(contact, { status: 'accepted', now, providerId: contact.contact });
};
