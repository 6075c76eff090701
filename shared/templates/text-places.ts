// What each place of a texts file may say: the variables that are filled in there, and the texts of which messages it belongs to.

import { renderText, type Variables } from './liquid.ts';
import type { MessageData } from './message-data.ts';
import { paymentLines } from './payment-ways.ts';
import type { Texts } from './texts.ts';
import { followingOf, variablesOf } from './variables.ts';
import { spokenPhone } from './voice-message.ts';

export type TextPath = readonly (string | number)[];

/** Every text of a file that a creditor wrote, with the path to it. */
export const leavesOf = (value: unknown, path: TextPath = []): readonly { path: TextPath; text: string }[] => {
  if (typeof value === 'string') return [{ path, text: value }];
  if (Array.isArray(value)) return value.flatMap((each, index) => leavesOf(each, [...path, index]));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, each]) => leavesOf(each, [...path, name]));
};

/** The template whose messages alone say it; undefined for what many share. */
export const templateAt = ([top, name]: TextPath): string | undefined =>
  (top === 'moments' || top === 'occasions' || top === 'own') && typeof name === 'string' ? name : undefined;

/** What may be said there, with its values for a message. */
export const variablesAt = (path: TextPath, data: MessageData, texts: Texts): Variables => {
  const [top, name] = path;
  const message = variablesOf(data, texts);
  const where = path.join('.');
  if (where in extras) return extras[where] ?? {};
  if (top === 'added' || where.startsWith('sms.added.') || where === 'sms.charges') return { amount: message.balance };
  if (top === 'labels') return labelsWithVariables.test(where) ? { ...message, rate: '1', today: message.today } : {};
  if (where.startsWith('script.headings.')) return {};
  if (top === 'ways') return waysAt(String(name), message);
  if (path.includes('whatsapp'))
    return {
      ...message,
      whatFollows: renderText(texts.sms.next[followingOf(data)], message),
      payBy: paymentLines(data, texts).join('; '),
    };
  if (top === 'voice') return { ...message, spokenPhone: spokenPhone(data.creditor.phone) };
  if (path.includes('sms'))
    return { ...message, owedBySms: renderText(texts.sms.owed, message), wayToPay: paymentLines(data, texts)[0] ?? '' };
  return message;
};

/** The same for a message that lacks all that some messages lack. */
export const leastVariablesAt = (path: TextPath, data: MessageData, texts: Texts): Variables => {
  const variables = variablesAt(path, data, texts);
  const where = path.join('.');
  const given = [
    ...(where === 'lines.promised' ? ['promised'] : []),
    ...(where === 'lines.earlyPayment' ? ['early'] : []),
    ...(path[0] === 'occasions' ? ['agreed'] : []),
    ...(path[0] === 'occasions' && path[1] === 'recap' ? ['agreed.words'] : []),
    ...(path[0] === 'labels' ? ['rate', 'today'] : []),
  ];
  return without(
    variables,
    sometimesEmpty.filter((name) => !given.includes(name)),
  );
};

/** Most messages have no promise behind them, no early payment, no occasion; some no interest, no rate, no day for what follows. */
const sometimesEmpty = [
  'promised',
  'early',
  'agreed',
  'interest',
  'added',
  'addedOfAll',
  'rate',
  'next.date',
  'next.dayMonth',
  'next.agency',
  'agreed.off',
  'agreed.words',
];

const without = (variables: Variables, names: readonly string[]): Variables =>
  Object.fromEntries(
    Object.entries(variables).map(([name, value]) => {
      if (names.includes(name)) return [name, undefined];
      if (typeof value !== 'object' || value === null) return [name, value];
      const inner = names.filter((each) => each.startsWith(`${name}.`)).map((each) => each.slice(name.length + 1));
      return [name, without({ ...value }, inner)];
    }),
  );

const extras: Readonly<Record<string, Variables>> = {
  andOthers: { others: 2 },
  'lines.daysLate': { days: 2 },
  'lines.instalment': { date: '1', amount: '1' },
  'lines.attached': { invoice: '1', file: '1' },
  'lines.linked': { invoice: '1' },
  'letter.page': { page: 1, pages: 2 },
  'letter.registered': {},
  'labels.dueToday': {},
  'labels.notDueYet': {},
};
const labelsWithVariables = /^labels\.(interest|interestWithoutRate|totalToday|totalTodayWithCharges)$/;

const waysAt = (name: string, { invoice }: { readonly invoice: string }): Variables => {
  const way = { holder: '', account: '', bank: '', url: '', phone: '', network: '', code: '', key: '' };
  const told = Object.entries(way).filter(([field]) => fieldsOfWays[name]?.includes(field));
  return { way: Object.fromEntries(told), reference: invoice, ...(name === 'qr' ? { amount: '' } : {}) };
};
const fieldsOfWays: Readonly<Record<string, readonly string[]>> = {
  transfer: ['holder', 'account'],
  transferBank: ['holder', 'account', 'bank'],
  link: ['url'],
  cardOnline: ['url'],
  cardByPhone: ['phone'],
  cash: ['network', 'code'],
  pix: ['key'],
  pixCode: ['code'],
  qr: ['holder'],
};
