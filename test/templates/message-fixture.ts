// Messages to render in tests: one ordinary invoice by default, with what a test wants to differ.
import { addDays, daysBetween } from '#domain/calendar.ts';
import type { MessageData, MessageItem } from '#templates/message.ts';

export const today = '2026-06-10';

export const anItem = (given: Partial<MessageItem> = {}): MessageItem => {
  const due = given.due ?? '2026-05-31';
  return {
    invoice: 'F-1001',
    issued: addDays(due, -30),
    due,
    daysPastDue: daysBetween(due, today),
    balance: { amount: 12_050, currency: 'EUR' },
    amount: { amount: 12_050, currency: 'EUR' },
    ...given,
  };
};

/** An item that is so many days past due today. */
export const anItemLate = (days: number, given: Partial<MessageItem> = {}): MessageItem =>
  anItem({ due: addDays(today, -days), ...given });

export const aMessage = (given: Partial<MessageData> = {}): MessageData => ({
  language: 'en',
  stage: 'administrative',
  tone: 'plain',
  channel: 'email',
  creditor,
  debtor: { name: 'Ana García', type: 'consumer' },
  today,
  items: [anItem()],
  next: { kind: 'extrajudicial', date: '2026-07-01' },
  ...given,
});

export const creditor: MessageData['creditor'] = {
  id: 'muebles',
  name: 'Muebles del Sur',
  email: 'avisos@muebles.example',
  replyTo: 'cobros@muebles.example',
  phone: '+34 910 000 000',
  address: 'Calle Mayor 1, 28013 Madrid',
  timeZone: 'Europe/Madrid',
  language: 'es',
  waysToPay: ['Transfer ES91 2100 0418 4502 0005 1332', 'Card: https://pay.muebles.example'],
  contactPerson: 'Marta Ruiz',
};
