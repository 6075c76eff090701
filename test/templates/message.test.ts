// Every message says what a debtor must know, in every language, stage, tone and channel, and nothing that is untrue or unsafe.
import { describe, expect, it } from 'vitest';
import { connectedChannels } from '#channels/channels.ts';
import { addDays } from '#domain/calendar.ts';
import { BrokenInvariant } from '#domain/errors.ts';
import { formatMoney, type Money } from '#domain/money/money.ts';
import { type Language, languages, stageNames, tones } from '#domain/vocabulary.ts';
import { dayMonth, longDate, shortDate } from '#templates/format.ts';
import { segmentsOf, toGsm7 } from '#templates/gsm7.ts';
import { type Message, type MessageData, type MessageItem, renderMessage } from '#templates/message.ts';
import { textsOf } from '#templates/texts.ts';
import { aMessage, anItem, anItemLate, creditor, today } from './message-fixture.ts';

const money = (amount: number, currency = 'EUR'): Money => ({ amount, currency });
const optOutWords: Readonly<Record<Language, string>> = { es: 'BAJA', en: 'STOP', pt: 'SAIR' };
const plain = (text: string): string => text.replace(/[\s\u00a0\u202f]+/g, ' ');

/** Every form in which the debtor or the agent reads the message. */
const readings = (message: Message): readonly string[] => {
  if (message.channel === 'email')
    return [message.html.replace(/<\/?a\b[^>]*>/g, '').replace(/&#39;/g, "'"), message.text].map(plain);
  return [plain('script' in message ? message.script : message.text)];
};
const email = (given: Partial<MessageData> = {}) => {
  const message = renderMessage(aMessage({ ...given, channel: 'email' }));
  if (message.channel !== 'email') throw new Error('not an email');
  return message;
};
const sms = (given: Partial<MessageData> = {}): string => {
  const message = renderMessage(aMessage({ ...given, channel: 'sms' }));
  if (message.channel !== 'sms') throw new Error('not an SMS');
  return message.text;
};

const moments: readonly (Pick<MessageData, 'stage' | 'items' | 'next' | 'interestRatePercent'> & {
  readonly name: string;
})[] = [
  {
    name: 'before due',
    stage: 'preventive',
    items: [anItemLate(-7)],
    next: { kind: 'administrative', date: '2026-06-18' },
  },
  {
    name: 'due today',
    stage: 'preventive',
    items: [anItemLate(0)],
    next: { kind: 'administrative', date: '2026-06-11' },
  },
  {
    name: 'administrative',
    stage: 'administrative',
    items: [anItemLate(10)],
    next: { kind: 'extrajudicial', date: '2026-07-01' },
    interestRatePercent: '12',
  },
  {
    name: 'extrajudicial',
    stage: 'extrajudicial',
    items: [anItemLate(45, { balance: money(6025), interest: money(89) })],
    next: { kind: 'handoff', date: '2026-07-25', agency: 'Norte SL' },
    interestRatePercent: '12.5',
  },
  { name: 'handoff', stage: 'handoff', items: [anItemLate(95)], next: { kind: 'handoff', date: '2026-06-20' } },
];
// A machine on the phone cannot know who listens: what it says has a test of its own.
const tellingAll = connectedChannels.filter((channel) => channel !== 'voice');
const everyWay = languages.flatMap((language) =>
  moments.flatMap((moment) =>
    tones.flatMap((tone) => tellingAll.map((channel) => ({ ...moment, language, tone, channel }))),
  ),
);

const itemTotal = ({ balance, interest, costs, compensation }: MessageItem): Money => ({
  ...balance,
  amount: [balance, interest, costs, compensation].reduce((sum, each) => sum + (each?.amount ?? 0), 0),
});

describe('every message', () => {
  it.each(everyWay)('tells all there is to know: $language, $name, $tone, $channel', ({ name, ...given }) => {
    const data = aMessage(given);
    const [item] = data.items;
    if (!item || !data.next.date) throw new Error(`${name} needs an item and a date`);
    const isShort = data.channel === 'sms';
    const told = (text: string): string => plain(isShort ? toGsm7(text) : text);
    for (const reading of readings(renderMessage(data))) {
      // An approved text cannot leave anything out: it says what all comes to.
      const isSummed = data.channel === 'whatsapp' && item.interest !== undefined;
      expect(reading).toContain(plain(formatMoney(isSummed ? itemTotal(item) : item.balance, data.language)));
      expect(reading).toContain(told((isShort ? shortDate : longDate)(item.due, data.language)));
      // What follows is said on WhatsApp as in a text message.
      const isBrief = isShort || data.channel === 'whatsapp';
      expect(reading).toContain(told((isBrief ? dayMonth : longDate)(data.next.date, data.language)));
      if (data.next.agency) expect(reading).toContain(data.next.agency);
      if (item.interest && !isSummed) expect(reading).toContain(plain(formatMoney(item.interest, data.language)));
      expect(reading).toContain(item.invoice);
      expect(reading).toContain(creditor.name);
      expect(reading).toContain(creditor.contactPerson);
      expect(reading).toContain(creditor.phone);
      expect(reading).toContain(optOutWords[data.language]);
      if (!isShort) for (const way of creditor.waysToPay) expect(reading).toContain(way);
      expect(reading).not.toMatch(/\{\{|\{%|undefined|null|NaN|\[object/);
    }
  });

  it.each(everyWay)('never speaks of courts: $language, $name, $tone, $channel', ({ name, ...given }) => {
    const reading = readings(renderMessage(aMessage(given))).join(' ');
    expect(reading, name).not.toMatch(
      /\b(court|lawsuit|lawyer|sue|legal|juicio|demanda|tribunal|abogad|judicial\b|embarg|advogad|justiça|processo)/i,
    );
  });

  it('is the same for the same data', () => {
    expect(renderMessage(aMessage())).toEqual(renderMessage(aMessage()));
  });

  it('says in the extrajudicial stage the rate, the amount and the day of the interest, and the total', () => {
    const data = moments.find(({ name }) => name === 'extrajudicial');
    const { text } = email({ ...data, language: 'es' });
    expect(plain(text)).toContain('Intereses al 12,5 % anual hasta el 10 de junio de 2026 0,89 €');
    expect(plain(text)).toContain('Total con intereses 61,14 €');
  });

  it('states the balance of a half-paid invoice, and thanks for what was paid', () => {
    const half = [anItem({ balance: money(6025) })];
    expect(plain(email({ items: half }).text)).toContain(
      'Of the €120.50 of invoice F-1001, we have already recorded €60.25, thank you: only €60.25 is left.',
    );
    expect(email({ items: half }).subject).toContain('€60.25');
    expect(email({ items: half }).subject).not.toContain('€120.50');
    expect(sms({ items: half })).toContain('€60.25');
    expect(sms({ items: half })).not.toContain('€120.50');
    expect(plain(email().text)).not.toContain('thank you: only');
  });

  it.each([
    [
      'en',
      'Pay €118.09 of invoice F-1001 by June 14, 2026 and it is settled: €2.41 may be deducted for early payment.',
    ],
    [
      'es',
      'Si paga 118,09 € de la factura F-1001 a más tardar el 14 de junio de 2026, queda saldada: puede descontar 2,41 € por pronto pago.',
    ],
    [
      'pt',
      'Se pagar € 118,09 da fatura F-1001 até 14 de junho de 2026, ela fica quitada: pode descontar € 2,41 por pagamento antecipado.',
    ],
  ] as const)('tells in %s what may be deducted for paying early', (language, told) => {
    const early = {
      until: '2026-06-14',
      pay: { amount: 11_809, currency: 'EUR' },
      off: { amount: 241, currency: 'EUR' },
    };
    const items = [anItemLate(-20, { early })];
    for (const channel of ['email', 'call'] as const)
      for (const reading of readings(renderMessage(aMessage({ language, channel, items }))))
        expect(reading).toContain(plain(told));
    expect(plain(email({ language, items: [anItemLate(-20)] }).text)).not.toContain('2,41');
  });

  it('writes currencies without decimals as they are', () => {
    const items = [anItem({ balance: money(250_000, 'CLP'), amount: money(250_000, 'CLP') })];
    expect(plain(email({ items, language: 'es' }).text)).toContain('250.000 CLP');
  });

  it('does not announce a day that has come', () => {
    const next = { kind: 'extrajudicial', date: today } as const;
    expect(email({ next }).text).toContain('in the coming days');
    expect(plain(email({ next }).text)).not.toContain(`from ${longDate(today, 'en')}`);
    expect(plain(email({ next: { ...next, date: addDays(today, 1) } }).text)).toContain('from June 11, 2026');
  });

  it.each([
    ['preventive', -1, 'is due on'],
    ['preventive', 0, 'is due today'],
    ['preventive', 1, 'was due on'],
    ['administrative', -1, 'is due on'],
    ['administrative', 0, 'is due today'],
    ['administrative', 1, '1 day ago'],
    ['administrative', 2, '2 days ago'],
  ] as const)('in the %s stage, on day %i, says that the invoice %s', (stage, day, words) => {
    expect(plain(email({ stage, items: [anItemLate(day)] }).text)).toContain(words);
  });

  it.each(stageNames)('says that it will be in touch again when the %s stage goes on', (stage) => {
    expect(email({ stage, items: [anItemLate(40)], next: { kind: stage, date: null } }).text).toContain(
      'in touch with you again',
    );
  });

  const added = { interest: money(89), costs: money(500), compensation: money(4000) };

  it.each([
    [
      'en',
      'With interest of €0.89, collection costs of €5.00, and compensation of €40.00, today the total is €166.39.',
    ],
    [
      'es',
      'Con intereses por 0,89 €, gastos de cobranza por 5,00 € y compensación por 40,00 €, el total de hoy es 166,39 €.',
    ],
    ['pt', 'Com juros de € 0,89, custos de cobrança de € 5,00 e compensação de € 40,00, o total de hoje é € 166,39.'],
  ] as const)('tells each kind of charge by its name, in %s', (language, words) => {
    const data = { language, stage: 'extrajudicial', tone: 'firm', interestRatePercent: '12' } as const;
    const items = [anItemLate(45, added)];
    expect(plain(email({ ...data, items }).text)).toContain(words);
    const figures = plain(email({ ...data, items }).text);
    for (const amount of Object.values(added)) expect(figures).toContain(plain(formatMoney(amount, language)));
    expect(segmentsOf(sms({ ...data, items })).segments).toBeLessThanOrEqual(2);
  });

  it('names costs and compensation also without any interest', () => {
    const { costs, compensation } = added;
    const text = plain(email({ stage: 'extrajudicial', items: [anItemLate(45, { costs, compensation })] }).text);
    expect(text).toContain(
      'Collection costs €5.00 Compensation for late payment €40.00 Total with late charges €165.50',
    );
    expect(text).not.toContain('nterest');
    const one = plain(email({ stage: 'extrajudicial', tone: 'warm', items: [anItemLate(45, { compensation })] }).text);
    expect(one).toContain(
      'Since the due date, the delay has added compensation of €40.00; today the total is €160.50.',
    );
  });

  it('totals them by currency for several invoices, and lists what each bears', () => {
    const items = [
      anItemLate(45, { invoice: 'F-1', ...added }),
      anItemLate(60, { invoice: 'F-2', interest: money(11) }),
      anItemLate(60, {
        invoice: 'US-1',
        balance: money(100, 'USD'),
        amount: money(100, 'USD'),
        costs: money(7, 'USD'),
      }),
    ];
    const { text, html } = email({ stage: 'extrajudicial', items, interestRatePercent: '12' });
    const rows = text.split('\n').filter((line) => /^(F-|US-)/.test(line));
    expect(rows.map((line) => line.split(/ {2,}/).at(-1))).toEqual(['€0.11', '$0.07', '€45.89']);
    expect(plain(text)).toContain(
      'Collection costs (EUR) €5.00 Compensation for late payment (EUR) €40.00 Total with late charges (EUR) €287.00',
    );
    expect(plain(text)).toContain('Collection costs (USD) $0.07 Total with late charges (USD) $1.07');
    expect(html).toContain('<i>Collection costs €5.00</i><i>Compensation for late payment €40.00</i>');
    expect(() => email({ items: [anItem({ costs: money(1, 'USD') })] })).toThrow(/mixes currencies/);
  });

  it.each([
    ['en', 'interest at the rate set by law will be added', 'Interest up to June 10, 2026'],
    ['es', 'se añadirán intereses al tipo que fija la ley', 'Intereses hasta el 10 de junio de 2026'],
    ['pt', 'serão somados juros à taxa fixada em lei', 'Juros até 10 de junho de 2026'],
  ] as const)('announces and tells the rate of the law without a figure, in %s', (language, announced, label) => {
    const byLaw = { language, interestRateIs: 'by-law' } as const;
    expect(plain(email(byLaw).text)).toContain(announced);
    const items = [anItemLate(45, { interest: money(89) })];
    expect(plain(email({ ...byLaw, stage: 'extrajudicial', items }).text)).toContain(label);
    expect(plain(email({ language, interestRateIs: 'varying', stage: 'extrajudicial', items }).text)).toContain(label);
  });

  it.each([
    ['en', 'Costs of collecting or a compensation for late payment may be added too.'],
    ['es', 'También podrán añadirse gastos de cobranza o una compensación por el retraso.'],
    ['pt', 'Também poderão ser somados custos de cobrança ou uma compensação pelo atraso.'],
  ] as const)('announces costs before the stage that adds them, where there are any, in %s', (language, words) => {
    expect(plain(email({ language, costsFollow: true, interestRatePercent: '12' }).text)).toContain(words);
    expect(plain(email({ language, costsFollow: false }).text)).not.toContain(words);
    expect(plain(email({ language, costsFollow: true, next: { kind: 'handoff', date: null } }).text)).not.toContain(
      words,
    );
  });

  it('refuses interest without its rate, and an item of mixed currencies', () => {
    expect(() => email({ items: [anItem({ interest: money(89) })] })).toThrow(BrokenInvariant);
    expect(() => email({ items: [anItem({ interest: money(89, 'USD') })], interestRatePercent: '12' })).toThrow(
      /F-1001 mixes currencies/,
    );
    expect(() => email({ items: [] })).toThrow(/at least one item/);
  });
});

describe('names and other values', () => {
  const name = `<script>alert("x")</script> O'Brien & "Co" {{ creditor.email }}`;

  it('are escaped in HTML and left alone in plain text', () => {
    const { html, text, subject } = email({
      debtor: { name, type: 'business' },
      creditor: { ...creditor, name: '<b>Sur</b>', waysToPay: ['Cash <img src=x onerror=y>'] },
      items: [anItem({ invoice: 'F"<u>1' }), anItem({ invoice: '<u>2' })],
    });
    expect(html).not.toMatch(/<script|<b>Sur|<img|<u>/);
    expect(html).toContain(
      '&lt;script&gt;alert(&#34;x&#34;)&lt;/script&gt; O&#39;Brien &amp; &#34;Co&#34; {{ creditor.email }}',
    );
    expect(plain(text)).toContain(name);
    expect(subject).toContain('F"<u>1');
  });

  it('cannot break a line or turn the reading direction', () => {
    const message = email({ items: [anItem({ invoice: 'F-1\r\nBcc: x@example.com\u202e' })] });
    expect(message.subject).not.toMatch(/[\r\n\u202e]/);
    expect(message.text).not.toMatch(/^Bcc:|\u202e/m);
  });
});

describe('a message for several invoices', () => {
  const several = [
    anItemLate(45, { invoice: 'F-3', balance: money(6025), interest: money(89) }),
    anItemLate(-3, { invoice: 'F-4', interest: money(0) }),
    anItemLate(60, { invoice: 'F-2', balance: money(99_000), amount: money(99_000), interest: money(350) }),
    anItemLate(50, {
      invoice: 'US-7',
      balance: money(123_456, 'USD'),
      amount: money(123_456, 'USD'),
      interest: money(812, 'USD'),
    }),
  ];
  const statement = { stage: 'extrajudicial', items: several, interestRatePercent: '12' } as const;

  it('lists them oldest first with what each owes', () => {
    const { text, html } = email(statement);
    const lines = text.split('\n').filter((line) => /^(F-|US-)/.test(line));
    expect(lines.map((line) => line.split(/ {2,}/))).toEqual([
      ['F-2', 'Mar 12, 2026', 'Apr 11, 2026', '60', '€990.00', '€3.50'],
      ['US-7', 'Mar 22, 2026', 'Apr 21, 2026', '50', '$1,234.56', '$8.12'],
      ['F-3', 'Mar 27, 2026', 'Apr 26, 2026', '45', '€60.25', '€0.89'],
      ['F-4', 'May 14, 2026', 'Jun 13, 2026', '-', '€120.50'],
    ]);
    expect(new Set(lines.map((line) => line.indexOf('2026')))).toHaveProperty('size', 1);
    expect([...html.matchAll(/<tr><td>([A-Z]+-\d)<i>/g)].map(([, number]) => number)).toEqual([
      'F-2',
      'US-7',
      'F-3',
      'F-4',
    ]);
  });

  it('totals each currency by itself', () => {
    const text = plain(email(statement).text);
    expect(text).toContain('Still owed (EUR) €1,170.75');
    expect(text).toContain('Of which past due (EUR) €1,050.25');
    expect(text).toContain('Total with interest (EUR) €1,175.14');
    expect(text).toContain('Still owed (USD) $1,234.56');
    expect(text).not.toContain('Of which past due (USD)');
    expect(email(statement).subject).toContain('€1,175.14 and $1,242.68');
    expect(sms(statement)).toContain('F-3 (was due Apr 26, 2026) and 3 more: ');
    expect(sms(statement)).toContain('€1,170.75 and $1,234.56');
  });

  it('stays readable and below the size at which mail readers cut off, with 200 of them', () => {
    const items = Array.from({ length: 200 }, (_, index) =>
      anItemLate(index - 20, { invoice: `INV-2026-${1000 + index}`, interest: money(Math.max(0, index - 20)) }),
    );
    for (const language of languages) {
      const { html, text } = email({ ...statement, items, language });
      expect(Buffer.byteLength(html)).toBeLessThan(100_000);
      const rows = text.split('\n').filter((line) => /^INV-\S+ {2}/.test(line));
      expect(rows).toHaveLength(200);
      expect(rows[0]).toContain('INV-2026-1199');
      expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(90);
      expect(plain(html)).toContain(plain(formatMoney(money(200 * 12_050), language)));
    }
  });
});

describe('an SMS', () => {
  it.each(everyWay.filter(({ channel }) => channel === 'sms'))(
    'fits two segments and carries no link: $language, $name, $tone',
    ({ name, ...given }) => {
      for (const sender of [{}, { smsSender: 'Muebles' }]) {
        const text = sms({ ...given, creditor: { ...creditor, ...sender } });
        expect(segmentsOf(text), `${name}: ${text}`).toMatchObject({ alphabet: 'gsm7' });
        expect(segmentsOf(text).segments, text).toBeLessThanOrEqual(2);
        expect(text).not.toMatch(/https?:|www\./);
      }
    },
  );

  it('gives a way to pay when there is room, and drops it before any fact', () => {
    const pay = 'Transfer ES91 2100 0418 4502 0005 1332';
    expect(sms()).toContain(`${pay}, ref. F-1001`);
    const long = { ...creditor, name: 'Comercializadora de Muebles y Decoración del Sur' };
    const cut = sms({ creditor: long, tone: 'firm' });
    expect(cut).not.toContain(pay);
    expect(cut).toContain('How to pay');
    expect(cut).toContain('€120.50');
    expect(segmentsOf(cut).segments).toBe(2);
  });

  it('asks to opt out by reply, or by email where an alphabetic sender cannot be answered', () => {
    expect(sms()).toContain('reply STOP');
    expect(sms({ creditor: { ...creditor, smsSender: 'Muebles' } })).toContain('STOP to cobros@muebles.example');
  });
});

describe('a script', () => {
  it.each(['call', 'visit'] as const)('of a %s identifies the person before it names the debt', (channel) => {
    for (const language of languages) {
      const message = renderMessage(aMessage({ channel, language }));
      if (!('script' in message)) throw new Error('not a script');
      const opening = plain(message.script.slice(message.script.indexOf('\n2. '), message.script.indexOf('\n3. ')));
      expect(opening).toContain('Ana García');
      expect(opening).not.toMatch(/F-1001|120[.,]50/);
      expect(message.script.indexOf('F-1001')).toBeGreaterThan(message.script.indexOf('\n3. '));
      expect([...message.script.matchAll(/^(\d)\. /gm)].map(([, digit]) => digit).join('')).toBe('123456789');
      expect(plain(message.script)).toContain(plain(formatMoney(money(12_050), language)));
      // A title stays as it was while the task waits: it says about whom and what, and no amount.
      expect(message.title).toMatch(/Ana García.*F-1001/);
      expect(message.title).not.toMatch(/120[.,]50/);
    }
  });
});

describe('a call by a machine', () => {
  const said = (language: Language, type: 'consumer' | 'business'): string => {
    const message = renderMessage(aMessage({ channel: 'voice', language, debtor: { name: 'Ana García', type } }));
    if (message.channel !== 'voice') throw new Error('not a call');
    return message.text;
  };

  it.each(languages)('says who calls, for whom, and whom to call, twice and digit by digit: %s', (language) => {
    for (const type of ['consumer', 'business'] as const) {
      const text = said(language, type);
      for (const told of [creditor.name, 'Ana García', creditor.contactPerson]) expect(text).toContain(told);
      const digits = creditor.phone.replaceAll(/\D/g, '');
      expect(text.replaceAll(/\D/g, '').split(digits)).toHaveLength(3);
    }
  });

  it.each(languages)('tells a company what is owed, and a consumer nothing of it: %s', (language) => {
    const told = ['F-1001', plain(formatMoney(money(12_050), language))];
    for (const fact of told) {
      expect(plain(said(language, 'business'))).toContain(fact);
      expect(plain(said(language, 'consumer'))).not.toContain(fact);
    }
    expect(said(language, 'consumer')).not.toMatch(/deud|debt|dívida|factur|invoice|fatura|pag(o|ar)|pay/i);
  });
});

describe('the link to stop', () => {
  const stopLink = `https://abc.execute-api.eu-west-1.amazonaws.com/v1/stop/${'a'.repeat(24)}/${'P'.repeat(22)}`;

  it.each(languages)('stands in a mail in %s, as text in one piece and as a link, where there is one', (language) => {
    const { text, html } = email({ language, stopLink });
    expect(text.split('\n')).toContain(stopLink);
    expect(html).toContain(`href="${stopLink}"`);
    expect(text).toContain(`${textsOf(language).lines.stopLink}:`);
    const without = email({ language });
    expect([without.text, without.html].join('')).not.toContain(textsOf(language).lines.stopLink);
  });
});
