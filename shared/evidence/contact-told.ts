// One contact as evidence tells it: when, by which channel, where to, why, what it asked for, and what became of it by whose word.
import type { IsoInstant } from '#domain/calendar.ts';
import type { Bound } from '#domain/decision.ts';
import { asksForMoney } from '#domain/facts.ts';
import type { ContactCost } from '#domain/planning/contact-cost.ts';
import type { Channel, StageName } from '#domain/vocabulary.ts';
import type { Answered } from './answered-in.ts';

/** A contact as the register keeps it, as far as it is told. */
export type KeptContact = {
  readonly contact: string;
  readonly claimedAt: IsoInstant;
  readonly channel: Channel;
  readonly stage: StageName;
  readonly step: string;
  readonly because: string;
  readonly policyVersion: number;
  readonly bound?: readonly Bound[] | undefined;
  readonly covers: readonly {
    readonly invoice: string;
    readonly balance: number;
    readonly charges?: readonly { readonly amount: number }[] | undefined;
  }[];
  readonly statuses: readonly {
    readonly status: string;
    readonly at: IsoInstant;
    readonly providerId?: string | undefined;
    readonly reason?: string | undefined;
  }[];
  readonly cost?: ContactCost | undefined;
  readonly address?: string | undefined;
  readonly content?: string | undefined;
  readonly contentHash?: string | undefined;
  readonly sealed?: Readonly<Record<string, string>> | undefined;
};

export type ContactTold = {
  readonly contact: string;
  readonly at: IsoInstant;
  readonly zone: string;
  readonly channel: Channel;
  /** Absent where there is none, or where it was erased. */
  readonly address?: string;
  readonly erased: boolean;
  readonly stage: StageName;
  readonly step: string;
  readonly because: string;
  readonly policyVersion: number;
  readonly law: readonly (Bound & { readonly by: 'law' })['authority'][];
  /** Of the invoice, with charges, in minor units. */
  readonly asked?: number;
  readonly cost?: ContactCost;
  readonly message?: { readonly key: string; readonly file: string; readonly hash: string };
  readonly history: readonly {
    readonly status: string;
    readonly at: IsoInstant;
    /** By whose word: the provider's, somebody's who reported it, or the sender's own. */
    readonly word: 'provider' | 'reporter' | 'sender';
    readonly who?: string;
    readonly reason?: string;
  }[];
  /** What came back: see answersByContact. */
  readonly answers: readonly Answered[];
};

type Ground = {
  readonly invoice: { readonly invoice: string };
  readonly debtor: { readonly timeZone: string };
  readonly reporters: ReadonlyMap<string, string>;
  readonly answers: ReadonlyMap<string, readonly Answered[]>;
};

export const contactTold = (contact: KeptContact, { invoice, debtor, reporters, answers }: Ground): ContactTold => {
  const cover = contact.covers.find((each) => each.invoice === invoice.invoice);
  const { content, contentHash, address } = contact;
  return {
    ...{ contact: contact.contact, at: contact.claimedAt, zone: debtor.timeZone, channel: contact.channel },
    ...(address === undefined ? {} : { address }),
    erased: contact.sealed !== undefined,
    ...{ stage: contact.stage, step: contact.step, because: contact.because, policyVersion: contact.policyVersion },
    law: (contact.bound ?? []).flatMap((bound) => (bound.by === 'law' ? [bound.authority] : [])),
    ...(cover === undefined || !asksForMoney(contact.step)
      ? {}
      : { asked: (cover.charges ?? []).reduce((sum, { amount }) => sum + amount, cover.balance) }),
    ...(contact.cost === undefined ? {} : { cost: contact.cost }),
    ...(content === undefined || contentHash === undefined
      ? {}
      : { message: { key: content, file: `messages/${fileOf(contact)}`, hash: contentHash } }),
    history: contact.statuses.map(({ status, at, providerId, reason }) => ({
      ...{ status, at },
      ...wordOf(contact.contact, status, providerId, reporters),
      ...(reason === undefined ? {} : { reason }),
    })),
    answers: (answers.get(contact.contact) ?? []).map(({ reply, at, meaning }) => ({
      ...{ reply, at },
      ...(meaning === undefined ? {} : { meaning }),
    })),
  };
};

/** By time, so that a folder lists them as they were sent. */
const fileOf = ({ claimedAt, contact, content = '' }: KeptContact): string =>
  `${claimedAt.slice(0, 19).replaceAll(':', '')}-${contact}${content.slice(content.lastIndexOf('.'))}`;

const wordOf = (
  contact: string,
  status: string,
  providerId: string | undefined,
  reporters: ReadonlyMap<string, string>,
): Pick<ContactTold['history'][number], 'word' | 'who'> => {
  const reporter = reporters.get(`${contact} ${status}`);
  if (reporter !== undefined) return { word: 'reporter', who: reporter };
  if (providerId !== undefined) return { word: 'provider', who: providerId };
  return { word: ['delivered', 'failed', 'refused'].includes(status) ? 'provider' : 'sender' };
};
