// A short message: who writes, what is owed, since when, what follows, how to pay, whom to ask, how to opt out; no links but one to the
// invoice itself, which never breaks in two.
import { isWhole, segmentsOf, toGsm7 } from './gsm7.ts';
import { renderText } from './liquid.ts';
import type { MessageData, SmsMessage } from './message-data.ts';
import { textsOf } from './texts.ts';
import { followingOf, isGiving, momentOf, templateOf, variablesOf } from './variables.ts';

/**
 * Two segments where names allow: a way to pay, the debtor's name and the names of charges give way first, the facts never. A link stands
 * after what it is about, or else where one segment holds all of it.
 */
export const smsMessage = (data: MessageData): SmsMessage => {
  const variants = [...waysToPayBySms(data), undefined].map((wayToPay) => ({ wayToPay, withName: true }));
  const named: readonly Variant[] = [...variants, { wayToPay: undefined, withName: false }].map((each) => ({
    ...each,
    charges: 'named',
  }));
  const link = linkOf(data);
  const all = [...named, { ...shortest, withName: true }, shortest];
  const placed = link === undefined ? all : linkPlaces.flatMap((place) => all.map((each) => ({ ...each, place })));
  const candidates = placed
    .map((variant) => compose(data, variant))
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

const compose = (data: MessageData, { wayToPay, withName, charges, place }: Variant): string => {
  const { sms, moments, templates } = textsOf(data.language);
  const all = variablesOf(data);
  const facts = charges === 'together' && all.hasCosts ? { ...all, addedOfAll: all.chargesOfAll } : all;
  const variables = { ...facts, owedBySms: renderText(sms.owed, facts), wayToPay: wayToPay ?? null };
  const say = (text: string): string => renderText(text, variables);
  // An alphabetic sender cannot be answered, so the way out is then by email.
  const optOut = data.creditor.smsSender === undefined ? sms.optOutByReply : sms.optOutByEmail;
  const template = templateOf(data);
  const link = linkOf(data) ?? '';
  const said = say(template === undefined ? moments[momentOf(data)].sms[data.tone] : templates[template].sms);
  const sentences = [
    ...(place === 'first' ? [link] : []),
    `${facts.creditor.name}: ${withName ? `${facts.name}, ` : ''}${said}`,
    ...(place === 'after' ? [`${say(sms.link)} ${link}`] : []),
    ...(isGiving(data) ? [] : [say(sms.next[followingOf(data)])]),
    ...(wayToPay === undefined ? [say(sms.askHowToPay)] : [say(sms.pay), say(sms.ask)]),
    say(optOut),
    ...(place === 'last' ? [`${say(sms.link)} ${link}`] : []),
  ];
  return toGsm7(sentences.join(' ').replace(/\s+/g, ' ').trim());
};

const waysToPayBySms = ({ creditor }: MessageData): readonly string[] =>
  creditor.waysToPay.filter((way) => !/:\/\/|www\.|\b[a-z0-9-]+\.[a-z]{2,}\//i.test(way));
