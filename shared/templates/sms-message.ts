// A short message: who writes, what is owed, since when, what follows, how to pay, whom to ask, how to opt out; no links.
import { segmentsOf, toGsm7 } from './gsm7.ts';
import { renderText } from './liquid.ts';
import type { MessageData, SmsMessage } from './message-data.ts';
import { textsOf } from './texts.ts';
import { followingOf, momentOf, variablesOf } from './variables.ts';

/** Two segments where names allow: a way to pay and the debtor's name give way first, the facts never. */
export const smsMessage = (data: MessageData): SmsMessage => {
  const variants = [...waysToPayBySms(data), undefined].map((wayToPay) => ({ wayToPay, withName: true }));
  const candidates = [...variants, { wayToPay: undefined, withName: false }].map((variant) => compose(data, variant));
  const fitting = candidates.find((text) => segmentsOf(text).segments <= 2);
  return { channel: 'sms', text: fitting ?? candidates.at(-1) ?? '' };
};

type Variant = { readonly wayToPay: string | undefined; readonly withName: boolean };

const compose = (data: MessageData, { wayToPay, withName }: Variant): string => {
  const { sms, moments } = textsOf(data.language);
  const facts = variablesOf(data);
  const variables = { ...facts, owedBySms: renderText(sms.owed, facts), wayToPay: wayToPay ?? null };
  const say = (text: string): string => renderText(text, variables);
  // An alphabetic sender cannot be answered, so the way out is then by email.
  const optOut = data.creditor.smsSender === undefined ? sms.optOutByReply : sms.optOutByEmail;
  const sentences = [
    `${facts.creditor.name}: ${withName ? `${facts.name}, ` : ''}${say(moments[momentOf(data)].sms[data.tone])}`,
    say(sms.next[followingOf(data)]),
    ...(wayToPay === undefined ? [say(sms.askHowToPay)] : [say(sms.pay), say(sms.ask)]),
    say(optOut),
  ];
  return toGsm7(sentences.join(' ').replace(/\s+/g, ' ').trim());
};

const waysToPayBySms = ({ creditor }: MessageData): readonly string[] =>
  creditor.waysToPay.filter((way) => !/:\/\/|www\.|\b[a-z0-9-]+\.[a-z]{2,}\//i.test(way));
