// What is known of one invoice as proof: who owed what, what was sent when, where and why, what became of it, and the chain that all of
// this hangs in. The same facts make the same evidence: it tells no time of its own.
import type { IsoInstant } from '#domain/calendar.ts';
import type { Debtor, Invoice } from '#domain/facts.ts';
import type { LedgerEntry } from '#domain/money/ledger.ts';
import { toDecimalText } from '#domain/money/money.ts';
import { millionthsText } from '#domain/planning/contact-cost.ts';
import type { PolicyContent } from '#domain/policy.ts';
import { answersByContact } from '#domain/register/answered.ts';
import type { End, RegisterRecord } from '#domain/register/register-record.ts';
import { erasureType, type Finding } from '#domain/register/verify-register.ts';
import type { Language } from '#domain/vocabulary.ts';
import { ledgerLines } from '#statements/ledger-lines.ts';
import { type AnswerTold, answersTold } from './answers-told.ts';
import { type ContactTold, contactTold, type KeptContact } from './contact-told.ts';

export type EvidenceFacts = {
  readonly creditor: { readonly id: string; readonly name: string };
  readonly debtor: Debtor;
  readonly invoice: Invoice;
  readonly entries: readonly LedgerEntry[];
  /** The debtor's, then those of debtors that the invoice belonged to before. */
  readonly registers: readonly RegisterTold[];
  /** Contacts that spoke for the invoice, oldest first. */
  readonly contacts: readonly KeptContact[];
  /** Who reported what became of a contact, by contact and status, where it was not its provider. */
  readonly reporters: ReadonlyMap<string, string>;
  /** By the key under which a message was kept: its bytes. */
  readonly texts: ReadonlyMap<string, Uint8Array>;
  readonly policies: readonly PolicyTold[];
};

export type RegisterTold = {
  readonly debtor: string;
  readonly records: readonly RegisterRecord[];
  readonly findings: readonly Finding[];
  readonly end?: End | undefined;
};

/** One version that was followed; 0 is the one that comes with the product. */
export type PolicyTold = {
  readonly version: number;
  readonly content: PolicyContent;
  readonly contentHash: string;
  readonly appliedAt?: IsoInstant;
  readonly by?: string;
};

export type Evidence = {
  readonly language: Language;
  /** The last instant of which something is told. */
  readonly known: IsoInstant;
  readonly creditor: { readonly id: string; readonly name: string };
  readonly debtor: Pick<
    Debtor,
    'debtor' | 'name' | 'type' | 'timeZone' | 'email' | 'phone' | 'postalAddress' | 'jurisdiction'
  >;
  readonly invoice: Pick<Invoice, 'invoice' | 'currency' | 'issued' | 'due' | 'amount' | 'balance'>;
  readonly ledger: ReturnType<typeof ledgerLines>;
  readonly contacts: readonly ContactTold[];
  readonly conversations: readonly RegisterRecord[];
  readonly answers: readonly AnswerTold[];
  readonly policies: readonly PolicyTold[];
  readonly registers: readonly RegisterTold[];
  /** Records that are about this invoice: the others show their hashes alone. */
  readonly shown: ReadonlySet<RegisterRecord>;
  readonly messages: ReadonlyMap<string, Uint8Array>;
};

export const evidenceOf = (facts: EvidenceFacts, language: Language): Evidence => {
  const { debtor, invoice, entries, registers } = facts;
  const records = registers.flatMap((each) => each.records);
  const about = new Set(facts.contacts.map(({ contact }) => contact));
  const conversations = records.filter((record) => isConversationOf(record, invoice.invoice));
  const answers = answersTold(records, invoice.invoice);
  const heard = answers.map(({ reply, at, channel, automatic, inReplyTo, said }) => ({
    ...{ reply, at, channel, automatic, inReplyTo },
    ...(said === undefined ? {} : { meaning: said.meaning }),
  }));
  const answered = answersByContact(facts.contacts, heard);
  const contacts = facts.contacts.map((contact) => contactTold(contact, { ...facts, answers: answered }));
  const texts = [...contacts, ...answers].flatMap(({ message }) => {
    const bytes = message && facts.texts.get(message.key);
    return message && bytes ? [[message.file, bytes] as const] : [];
  });
  const lastDay =
    entries
      .map(({ effective }) => effective)
      .toSorted()
      .at(-1) ?? invoice.due;
  return {
    language,
    known: [...records.map(({ at }) => at), ...entries.map(({ recordedAt }) => recordedAt)].toSorted().at(-1) ?? '',
    creditor: facts.creditor,
    debtor: {
      ...{ debtor: debtor.debtor, name: debtor.name, type: debtor.type, timeZone: debtor.timeZone },
      ...(debtor.email === undefined ? {} : { email: debtor.email }),
      ...(debtor.phone === undefined ? {} : { phone: debtor.phone }),
      ...(debtor.postalAddress === undefined ? {} : { postalAddress: debtor.postalAddress }),
      ...(debtor.jurisdiction === undefined ? {} : { jurisdiction: debtor.jurisdiction }),
    },
    invoice: {
      ...{ invoice: invoice.invoice, currency: invoice.currency, issued: invoice.issued, due: invoice.due },
      ...{ amount: invoice.amount, balance: invoice.balance },
    },
    ledger: ledgerLines(entries, lastDay),
    ...{ contacts, conversations, answers, policies: facts.policies, registers },
    shown: new Set([
      ...records.filter((record) => about.has(record.about) || record.happened === erasureType),
      ...conversations,
      ...answers.flatMap((each) => each.records),
    ]),
    messages: new Map(texts),
  };
};

/** One that names another invoice is somebody else's matter; one that names none was about the account, this invoice too. */
const isConversationOf = ({ happened, personal }: RegisterRecord, invoice: string): boolean => {
  if (happened !== 'Conversation Held') return false;
  const detail: unknown = personal.detail === undefined ? {} : JSON.parse(personal.detail);
  const named = typeof detail === 'object' && detail !== null && 'invoice' in detail ? detail.invoice : undefined;
  return named === undefined || named === invoice;
};

/** For programs, with amounts in decimal text. */
export const jsonOfEvidence = (evidence: Evidence) => {
  const { currency, amount, balance, ...invoice } = evidence.invoice;
  const text = (minor: number): string => toDecimalText({ amount: minor, currency });
  const { known, creditor, debtor } = evidence;
  return {
    ...{ format: 'recaudo-evidence', version: 1, known, creditor, debtor },
    invoice: { ...invoice, currency, amount: text(amount), balance: text(balance) },
    ledger: evidence.ledger.map(({ debit, credit, balance: after, undone, ...line }) => ({
      ...line,
      ...{ debit: text(debit), credit: text(credit), balance: text(after) },
      ...(undone === undefined ? {} : { undone: text(undone.amount) }),
    })),
    contacts: evidence.contacts.map(({ message, asked, cost, ...contact }) => ({
      ...contact,
      ...(asked === undefined ? {} : { asked: text(asked) }),
      ...(cost === undefined ? {} : { cost: { ...cost, amount: millionthsText(cost.amount) } }),
      ...(message === undefined ? {} : { message: { file: message.file, sha256: message.hash } }),
    })),
    conversations: evidence.conversations.map(({ sequence, at, about, personal }) => ({
      ...{ sequence, at, event: about },
      ...(personal.detail === undefined ? { erased: true } : { detail: JSON.parse(personal.detail) }),
    })),
    answers: evidence.answers.map(({ message, records, ...answer }) => ({
      sequence: records[0]?.sequence,
      ...answer,
      ...(message === undefined ? {} : { message: { file: message.file, sha256: message.hash } }),
    })),
    policies: evidence.policies.map(({ content, ...policy }) => ({
      ...policy,
      file: policyFile(policy.version),
      ...(content.jurisdiction === undefined ? {} : { jurisdiction: content.jurisdiction }),
    })),
  };
};

export const policyFile = (version: number): string => `policies/version-${String(version).padStart(6, '0')}.json`;

/** The whole chain, and what its records say where that is about the invoice. */
export const jsonOfRegister = ({ creditor, shown }: Evidence, { debtor, records, end, findings }: RegisterTold) => ({
  ...{ creditor: creditor.id, debtor },
  ...(end === undefined ? {} : { end }),
  findings,
  records: records.map((record) => {
    const { sequence, previous, hash, bodyHash, body, personal, salt, isErased } = record;
    return {
      ...{ sequence, previous, bodyHash, hash },
      ...(shown.has(record) ? { body, ...(isErased ? { erased: true } : { salt, personal }) } : {}),
    };
  }),
});

/** That of the debtor, and each of a debtor that the invoice belonged to before. */
export const registerFile = ({ debtor }: RegisterTold, position: number): string =>
  position === 0 ? 'register.json' : `register-of-${encodeURIComponent(debtor)}.json`;
