// Data to render a text with, for its check and for previews: an ordinary case, and the worst that a portfolio brings.
import { addDays, type IsoDate } from '#domain/calendar.ts';
import type { Money } from '#domain/money/money.ts';
import { type Channel, channels, type Language, type StageName, type Tone } from '#domain/vocabulary.ts';
import { type MessageData, type MessageItem, type Occasion, type OccasionText, occasions } from './message-data.ts';
import { type Moment, moments, type Texts } from './texts.ts';

export type TemplateUse = {
  /** A moment, an occasion, or one of the creditor's own. */
  readonly template: string;
  readonly language: Language;
  readonly channel: Channel;
  readonly tone: Tone;
};
export type Sample = { readonly name: string; readonly data: MessageData };

/** The creditor's own come last. */
export const templateNames = ({ own }: Pick<Texts, 'own'>): readonly string[] => [
  ...moments,
  ...occasions,
  ...Object.keys(own),
];

/** Those that a template is said by. What happened or was agreed is written, and not told by a machine or on a call. */
export const channelsOfTemplate = (template: string): readonly Channel[] =>
  occasions.some((each) => each === template) ? ['email', 'sms', 'whatsapp', 'letter'] : channels;

export const sampleOf = (use: TemplateUse, texts: Texts, creditor = sampleCreditor(use.language)): Sample => ({
  name: 'sample',
  data: dataOf(use, texts, creditor, {
    debtor: { name: 'Ana García', type: 'consumer' },
    items: (day) => [anItem('F-1042', day, { amount: 24_050, currency: currencyOf(use.language) })],
  }),
});

/** Long names and many digits; a name that is written from right to left, in a currency without decimals; 200 items. */
export const worstOf = (use: TemplateUse, texts: Texts, creditor = sampleCreditor(use.language)): readonly Sample[] => {
  const cases: Readonly<Record<string, Case>> = {
    'long-names': {
      debtor: { name: longName, type: 'business' },
      items: (day) => [
        anItem(
          'FACT-2026-SERIE-ESPECIAL-00001042',
          day,
          { amount: 98_765_432_109, currency: 'COP' },
          { isPartPaid: true },
        ),
        anItem('FACT-2026-SERIE-ESPECIAL-00001043', day + 3, { amount: 12_345_678_901, currency: 'EUR' }),
      ],
      promised: true,
    },
    'right-to-left': {
      debtor: { name: 'شركة النور للتجارة والمقاولات العامة', type: 'business' },
      items: (day) => [anItem('2026/77', day, { amount: 1_234_567, currency: 'CLP' })],
    },
    '200-items': {
      debtor: { name: 'Distribuidora Alimenticia del Pacífico', type: 'business' },
      items: (day) =>
        Array.from({ length: 200 }, (_, index) =>
          anItem(`INV-${100_000 + index}`, day + (day > 0 ? index % 60 : -(index % 60)), {
            amount: 1_050_000 + index,
            currency: index % 50 === 49 ? 'USD' : 'EUR',
          }),
        ),
    },
  };
  return Object.entries(cases).map(([name, each]) => ({ name, data: dataOf(use, texts, creditor, each) }));
};

export const longName =
  'Sociedad Cooperativa Internacional de Transportes Especializados y Servicios Logísticos Hermanos Fernández-Villaverde';

const today = '2026-06-10';

type Case = {
  readonly debtor: MessageData['debtor'];
  /** By days past due of the first. */
  readonly items: (day: number) => readonly MessageItem[];
  readonly promised?: true;
};

const dataOf = (
  { template, language, channel, tone }: TemplateUse,
  { own }: Texts,
  creditor: MessageData['creditor'],
  { debtor, items: itemsOn, promised }: Case,
): MessageData => {
  const occasion = occasions.find((each) => each === template);
  const moment = moments.find((each) => each === (own[template]?.insteadOf ?? template)) ?? 'administrative';
  const { stage, day, isNotice, next } = occasion ? onOccasion : situations[moment];
  const items = itemsOn(day).map((item) =>
    stage === 'extrajudicial' || stage === 'handoff' ? withCharges(item) : item,
  );
  return {
    language,
    stage,
    tone,
    channel,
    creditor,
    debtor,
    today,
    items: occasion === 'paymentReceived' ? items.map(asPaid) : items,
    interestRatePercent: '12.5',
    costsFollow: true,
    ...(occasion ? { occasion: occasionOf(occasion, items, language) } : { template, isNotice }),
    ...(promised && day > 0 && !occasion ? { promised: { date: addDays(today, -4) } } : {}),
    next: { ...next, date: next.days === undefined ? null : addDays(today, next.days) },
  };
};

type Situation = {
  readonly stage: StageName;
  readonly day: number;
  readonly isNotice: boolean;
  readonly next: { readonly kind: StageName; readonly days: number; readonly agency?: string };
};
const toHandoff = { kind: 'handoff', days: 24, agency: 'Norte Recuperaciones' } as const;
const situations: Readonly<Record<Moment, Situation>> = {
  invoice: { stage: 'preventive', day: -30, isNotice: true, next: { kind: 'administrative', days: 31 } },
  preventive: { stage: 'preventive', day: -7, isNotice: true, next: { kind: 'administrative', days: 8 } },
  dueToday: { stage: 'preventive', day: 0, isNotice: false, next: { kind: 'administrative', days: 1 } },
  administrative: { stage: 'administrative', day: 1, isNotice: true, next: { kind: 'extrajudicial', days: 30 } },
  secondNotice: { stage: 'administrative', day: 12, isNotice: false, next: { kind: 'extrajudicial', days: 19 } },
  extrajudicial: { stage: 'extrajudicial', day: 60, isNotice: false, next: toHandoff },
  formalNotice: { stage: 'extrajudicial', day: 31, isNotice: true, next: toHandoff },
  handoff: { stage: 'handoff', day: 95, isNotice: true, next: toHandoff },
};
const onOccasion: Situation = { ...situations.secondNotice };

const occasionOf = (kind: OccasionText, items: readonly MessageItem[], language: Language): Occasion => {
  const [{ balance }] = [items[0] ?? { balance: { amount: 0, currency: 'EUR' } }];
  const part = (share: number): Money => ({ ...balance, amount: Math.floor(balance.amount / share) });
  switch (kind) {
    case 'planProposed':
    case 'planAgreed': {
      const third = part(3);
      const last = { ...balance, amount: balance.amount - 2 * third.amount };
      const instalments = [third, third, last].map((amount, index) => ({
        date: addDays(today, 5 + 30 * index),
        amount,
      }));
      return { kind, amounts: [balance], date: addDays(today, 5), off: part(20), instalments };
    }
    case 'settlementOffer':
      return {
        kind,
        amounts: [{ ...balance, amount: balance.amount - part(5).amount }],
        off: part(5),
        date: addDays(today, 10),
      };
    case 'promiseBroken':
    case 'instalmentMissed':
      return { kind, amounts: [part(2)], date: addDays(today, -3) };
    case 'paymentReceived':
      return { kind, amounts: [balance], date: addDays(today, -1) };
    case 'recap':
      return { kind, amounts: [], date: addDays(today, -1), words: said[language] };
    default:
      return { kind, amounts: [part(2)], date: addDays(today, 5) };
  }
};

/** What a short conversation comes to, as somebody wrote it down. */
const said: Readonly<Record<Language, string>> = {
  es: 'Hablamos con usted sobre la factura.\n\nVa a mirar los datos con su equipo y nos llama el lunes. Hasta entonces no le escribimos.',
  en: 'We spoke with you about the invoice.\n\nYou will look at the details with your team and call us on Monday. We do not write before then.',
  pt: 'Falamos com você sobre a fatura.\n\nVocê vai ver os dados com sua equipe e nos liga na segunda. Até lá não escrevemos.',
};

const anItem = (
  invoice: string,
  daysPastDue: number,
  amount: Money,
  { isPartPaid = false }: { readonly isPartPaid?: boolean } = {},
): MessageItem => {
  const due: IsoDate = addDays(today, -daysPastDue);
  const balance = isPartPaid ? { ...amount, amount: amount.amount - 12_345 } : amount;
  return { invoice, issued: addDays(due, -30), due, daysPastDue, balance, amount };
};

const asPaid = (item: MessageItem): MessageItem => ({ ...item, balance: { ...item.balance, amount: 0 } });

const withCharges = (item: MessageItem): MessageItem => {
  const { currency, amount } = item.balance;
  if (item.daysPastDue <= 0) return item;
  const share = (part: number): Money => ({ amount: Math.ceil(amount / part), currency });
  return { ...item, interest: share(80), costs: share(50), compensation: share(40) };
};

const currencyOf = (language: Language): string => ({ en: 'EUR', es: 'EUR', pt: 'BRL' })[language];

/** With each kind of way to pay; Pix where Portuguese is spoken. */
export const sampleCreditor = (language: Language): MessageData['creditor'] => ({
  id: 'sample',
  name: 'Muebles del Sur',
  email: 'avisos@muebles.example',
  replyTo: 'cobros@muebles.example',
  phone: '+34 910 000 000',
  address: 'Calle Mayor 1, 28013 Madrid, CNPJ 12.345.678/0001-95',
  timeZone: 'Europe/Madrid',
  language,
  waysToPay: [
    language === 'pt'
      ? { pix: { key: 'cobros@muebles.example', city: 'Recife' } }
      : { transfer: { iban: 'ES91 2100 0418 4502 0005 1332', bank: 'Banco del Sur' } },
    { link: { url: 'https://pay.muebles.example/{invoice}' } },
    { card: { phone: '+34 910 000 001' } },
    { cash: { network: 'Efecty', code: '11 22 33' } },
  ],
  contactPerson: 'Marta Ruiz',
});
