// What the texts lack that every message owes its reader: found by rendering one, for a policy's check.
import { addDays } from '#domain/calendar.ts';
import { BrokenInvariant } from '#domain/errors.ts';
import { formatMoney } from '#domain/money/money.ts';
import type { TextElement, TextUse } from '#domain/policy-lints/text-lints.ts';
import { longDate, shortDate } from './format.ts';
import { type Message, type MessageData, renderMessage } from './message.ts';

/** 'text' when nothing can be rendered for that use. */
export const lacksInTexts = (use: TextUse): readonly TextElement[] | 'text' => {
  const key = `${use.stage} ${use.tone} ${use.channel} ${use.language} ${use.template ?? ''}`;
  const known = found.get(key);
  if (known !== undefined) return known;
  const lacks = lacksOf(use);
  found.set(key, lacks);
  return lacks;
};

const found = new Map<string, readonly TextElement[] | 'text'>();

const lacksOf = (use: TextUse): readonly TextElement[] | 'text' => {
  try {
    const said = wordsOf(renderMessage(sample(use, 'none')));
    const otherwise = wordsOf(renderMessage(sample(use, use.stage)));
    const { language } = use;
    const has: Readonly<Record<TextElement, boolean>> = {
      amount: said.includes(flat(formatMoney(balance, language))),
      'due date': said.includes(flat(longDate(due, language))) || said.includes(flat(shortDate(due, language))),
      // What follows is said when other words are chosen for another future.
      consequence: said !== otherwise,
      'ways to pay': said.includes(wayToPay),
      // A machine says it digit by digit.
      contact: said.includes(creditor.contactPerson) && (use.channel === 'voice' || said.includes(creditor.phone)),
      'opt-out': optOutWords.test(said),
    };
    // The invoice itself is given before anything could follow.
    // It cannot know who listens: it says whom to call, and need not say more.
    const needed = use.channel === 'voice' ? (['contact'] as const) : elements;
    return needed.filter((element) => !has[element] && !(element === 'consequence' && use.template === 'invoice'));
  } catch (error) {
    if (error instanceof BrokenInvariant) return 'text';
    throw error;
  }
};

const elements: readonly TextElement[] = ['amount', 'due date', 'consequence', 'ways to pay', 'contact', 'opt-out'];
const optOutWords = /\b(STOP|BAJA|SAIR)\b/;

const flat = (text: string): string => text.replace(/[\s\u00a0\u202f]+/g, ' ');
const wordsOf = (message: Message): string => {
  switch (message.channel) {
    case 'email':
      return flat(`${message.subject} ${message.text}`);
    case 'sms':
    case 'whatsapp':
    case 'voice':
    case 'letter':
      return flat(message.text);
    case 'call':
    case 'visit':
      return flat(message.script);
  }
};

const due = '2026-05-31';
const balance = { amount: 73_100, currency: 'EUR' };
const wayToPay = 'Acct 12-34';
// Short names, so that a text message has room for a way to pay.
const creditor: MessageData['creditor'] = {
  id: 'acme',
  name: 'Acme',
  email: 'a@b.example',
  phone: '555-0100',
  address: 'Street 1',
  timeZone: 'UTC',
  language: 'en',
  waysToPay: [wayToPay],
  contactPerson: 'Ana Li',
};

const sample = (
  { stage, tone, channel, language, template }: TextUse,
  next: MessageData['next']['kind'],
): MessageData => {
  const daysPastDue = daysInto[stage];
  return {
    language,
    stage,
    tone,
    channel,
    ...(template === undefined ? {} : { template }),
    creditor,
    debtor: { name: 'Bo Ek', type: 'consumer' },
    today: addDays(due, daysPastDue),
    items: [{ invoice: 'F-1', issued: '2026-05-01', due, daysPastDue, balance, amount: balance }],
    ...(template === undefined ? {} : { template }),
    next: { kind: next, date: null },
  };
};
const daysInto = { preventive: -7, administrative: 8, extrajudicial: 40, handoff: 95 } as const;
