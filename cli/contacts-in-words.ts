// The contacts that spoke for an invoice, each with what it cost and what came back.
import type { Debtor, Invoice } from '#domain/facts.ts';
import { costInWords } from '#domain/planning/contact-cost.ts';
import { answersByContact } from '#domain/register/answered.ts';
import type { Language } from '#domain/vocabulary.ts';
import { answeredIn } from '#evidence/answered-in.ts';
import { momentIn } from '#evidence/moment-in.ts';
import { happenedIn, wordsOf } from '#evidence/words.ts';
import { wordsOf as explanationWords } from '#explanations/words.ts';
import type { Contact } from '#store/contacts.ts';
import type { StoredReply } from '#store/replies.ts';

export type ContactMade = Pick<Contact, 'contact' | 'claimedAt' | 'channel' | 'step' | 'status' | 'cost'> & {
  readonly answers: readonly { readonly reply: string; readonly at: string; readonly meaning?: string }[];
};

/** Oldest first, of all debtors that the invoice ever belonged to. */
export const contactsMade = async (invoice: Invoice): Promise<readonly ContactMade[]> => {
  const { contactsAbout } = await import('#store/contacts.ts');
  const { listReplies } = await import('#store/replies.ts');
  const { everyDebtorOf } = await import('#store/items.ts');
  const [contacts, replies] = await Promise.all([
    contactsAbout(invoice),
    Promise.all(everyDebtorOf(invoice).map(listReplies)),
  ]);
  const answers = answersByContact(contacts, replies.flat().map(asHeard));
  return contacts.map(({ contact, claimedAt, channel, step, status, cost }) => ({
    ...{ contact, claimedAt, channel, step, status },
    ...(cost === undefined ? {} : { cost }),
    answers: answers.get(contact) ?? [],
  }));
};

const asHeard = ({ receivedAt, answer, ...reply }: StoredReply) => ({
  ...{ reply: reply.reply, channel: reply.channel, at: receivedAt },
  ...(reply.inReplyTo === undefined ? {} : { inReplyTo: reply.inReplyTo }),
  ...(reply.automatic === undefined ? {} : { automatic: reply.automatic }),
  ...(answer === undefined ? {} : { meaning: answer.meaning }),
});

export const contactsInWords = (
  made: readonly ContactMade[],
  { timeZone }: Debtor,
  language: Language,
): readonly string[] => {
  const { labels } = wordsOf(language);
  const { media } = explanationWords(language);
  return made.length === 0
    ? []
    : [
        `${labels.contacts}:`,
        ...made.map(({ claimedAt, channel, step, status, cost, answers }) =>
          [
            `- ${momentIn(claimedAt, timeZone)}: ${media[channel]}, ${step}, ${happenedIn(status, language)}`,
            ...(cost === undefined ? [] : [costInWords(cost)]),
            ...answers.map((answer) => answeredIn(answer, timeZone, language)),
          ].join('; '),
        ),
      ];
};
