// A short message: who writes, what is owed, since when, what follows, how to pay, whom to ask, how to opt out; no links but one to the
// invoice itself, which never breaks in two.
import { isWhole, segmentsOf, toGsm7 } from './gsm7.ts';
import { renderText } from './liquid.ts';
import { asksForMoney, type MessageData, type SmsMessage } from './message-data.ts';
import { paymentLines } from './payment-ways.ts';
import { inTone, type Texts } from './texts.ts';
import { followingOf, isGiving, toldOf, variablesOf } from './variables.ts';

/**
 * Two segments where names allow: a way to pay, the debtor's name and the names of charges give way first, the facts never. A link stands
 * after what it is about, or else where one segment holds all of it.
 */
export const smsMessage = (data: MessageData, texts: Texts): SmsMessage => {
  const lines = paymentLines(data, texts).filter((line) => !/:\/\/|www\.|\b[a-z0-9-]+\.[a-z]{2,}\//i.test(line));
  const variants = [...lines, undefined].map((wayToPay) => ({ wayToPay, withName: true }));
  const named: readonly Variant[] = [...variants, { wayToPay: undefined, withName: false }].map((each) => ({
    ...each,
    charges: 'named',
  }));
  const link = linkOf(data);
  const all = [...named, { ...shortest, withName: true }, shortest];
  const placed = link === undefined ? all : linkPlaces.flatMap((place) => all.map((each) => ({ ...each, place })));
  const candidates = placed
    .map((variant) => compose(data, variant, texts))
    .filter((text) => link === undefined || isWhole(text, link));
  const fitting = candidates.find((text) => segmentsOf(text).segments <= 2);
  return { channel: 'sms', text: fitting ?? candidates.at(-1) ?? '' };
};

const linkPlaces = ['after', 'last', 'first'] as const;

/** A message shows one. */
const linkOf = ({ items }: MessageData): string | undefined =>
  items.flatMap(({ document }) => (document?.kind === 'linked' ? [document.link] : []))[0];

type Variant = {
  readonly wayToPay: string | undefined;
  readonly withName: boolean;
  /** Each by its name, or what they come to. */
  readonly charges: 'named' | 'together';
  readonly place?: (typeof linkPlaces)[number];
};
const shortest: Variant = { wayToPay: undefined, withName: false, charges: 'together' };

const compose = (data: MessageData, { wayToPay, withName, charges, place }: Variant, texts: Texts): string => {
  const { sms } = texts;
  const all = variablesOf(data, texts);
  const facts = charges === 'together' && all.hasCosts ? { ...all, addedOfAll: all.chargesOfAll } : all;
  const variables = { ...facts, owedBySms: renderText(sms.owed, facts), wayToPay: wayToPay ?? null };
  const say = (text: string): string => renderText(text, variables);
  // An alphabetic sender cannot be answered, so the way out is then by email.
  const optOut = data.creditor.smsSender === undefined ? sms.optOutByReply : sms.optOutByEmail;
  const told = data.occasion ? texts.occasions[data.occasion.kind] : toldOf(data, texts);
  const payment = wayToPay === undefined ? [sms.askHowToPay] : [sms.pay, sms.ask];
  const link = linkOf(data) ?? '';
  const sentences = [
    ...(place === 'first' ? [link] : []),
    `${facts.creditor.name}: ${withName ? `${facts.name}, ` : ''}${say(inTone(told.sms, data.tone))}`,
    ...(place === 'after' ? [`${say(sms.link)} ${link}`] : []),
    ...(data.occasion || isGiving(data, texts) ? [] : [say(sms.next[followingOf(data)])]),
    ...(facts.owes && asksForMoney(data) ? payment : [sms.contact]).map(say),
    say(optOut),
    ...(place === 'last' ? [`${say(sms.link)} ${link}`] : []),
  ];
  return toGsm7(sentences.join(' ').replace(/\s+/g, ' ').trim());
};
