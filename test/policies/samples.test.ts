// The worked policies: each is without errors and lints, and is lived through by debtors over 150 days with the law of its place.
import { readdirSync, readFileSync } from 'node:fs';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import type { Debtor, Invoice } from '#domain/facts.ts';
import { packOn } from '#domain/law.ts';
import { type Account, anAccount } from '#domain/lives/account.ts';
import type { Happening } from '#domain/lives/happen.ts';
import { type Entry, live } from '#domain/lives/live.ts';
import { chargesDue } from '#domain/money/charges-due.ts';
import type { PolicyContent } from '#domain/policy.ts';
import { checkPolicy } from '#policies/check-policy.ts';
import { defaultPolicyText } from '#policies/default-policy.ts';
import { publishedRates } from '#rules/known-rates.ts';
import { lawOf } from '#rules/law-of.ts';
import { termsUnder } from '#rules/terms-under.ts';
import { aDebtor, anInvoice } from '#test/fixtures.ts';

const folder = new URL('../../samples/policies/', import.meta.url);
const textOf = (name: string): string => readFileSync(new URL(name, folder), 'utf8');
const resolve = (reference: string): string | undefined =>
  reference === 'default' ? defaultPolicyText() : textOf(reference.slice(2));
const checkOf = (name: string) => checkPolicy(textOf(name), { file: name, today: '2026-03-02', resolve });
const policyOf = (name: string): PolicyContent => {
  const { content } = checkOf(name);
  if (!content) throw new Error(`${name} has errors`);
  return content;
};

const currencies = {
  CO: 'COP',
  CL: 'CLP',
  MX: 'MXN',
  PE: 'PEN',
  BR: 'BRL',
  ES: 'EUR',
  DE: 'EUR',
  GB: 'GBP',
  US: 'USD',
} as const;
const currencyOf = ({ jurisdiction = '' }: PolicyContent): string =>
  Object.entries(currencies).find(([country]) => country === jurisdiction)?.[1] ?? '';

/** From Friday 20 February 2026 on; the invoice is due on Monday 2 March. Easter is on 5 April. */
const from = '2026-02-20T00:00:00.000Z';
const to = '2026-07-20T00:00:00.000Z';
type Given = { readonly debtor?: Partial<Debtor>; readonly invoice?: Partial<Invoice>; readonly lacks?: 'email' };
const accountOf = (policy: PolicyContent, { debtor, invoice, lacks }: Given = {}): Account => {
  const { jurisdiction = '', debtorType: type = 'business', creditor } = policy;
  const { id, timeZone, language } = creditor;
  const { email, ...others } = aDebtor({
    creditor: id,
    type,
    jurisdiction,
    timeZone,
    language,
    consent: ['sms', 'call'],
    ...debtor,
  });
  return anAccount(
    lacks === 'email' || email === undefined ? others : { ...others, email },
    [anInvoice({ creditor: id, currency: currencyOf(policy), amount: 90_000_000, issued: '2026-01-31', ...invoice })],
    lawOf(jurisdiction, type),
  );
};
const lifeOf = (policy: PolicyContent, given: Given = {}, happenings: readonly Happening[] = []) =>
  live(accountOf(policy, given), { version: 1, content: policy }, { from, to, happenings, delivers: 'at-once' }).diary;
const localOf = ({ creditor }: PolicyContent, at: string) =>
  Temporal.Instant.from(at).toZonedDateTimeISO(creditor.timeZone);
const told = (policy: PolicyContent, diary: readonly Entry[]) =>
  diary.map(({ at, kind, step, channel, because }) =>
    step === null
      ? `${localOf(policy, at).toPlainDate()} ${kind} ${because}`
      : `${localOf(policy, at).toPlainDate()} ${step} by ${channel}`,
  );

/** Somebody who never pays, with every address and consent, lives through these days. */
const lives: Readonly<Record<string, readonly string[]>> = {
  'consumer-colombia.yaml': [
    '2026-02-25 aviso by email',
    '2026-03-02 vence-hoy by sms',
    '2026-03-06 recordatorio by email',
    '2026-03-14 segundo-aviso by sms',
    // Monday 23 March is Saint Joseph's, moved.
    '2026-03-24 llamada by call',
    // Maundy Thursday and Good Friday are holidays; Saturday is not.
    '2026-04-04 requerimiento by email',
    '2026-04-21 acuerdo by call',
    '2026-05-16 ultimo-aviso by sms',
    '2026-06-01 hand-off past-last-stage',
  ],
  'consumer-chile.yaml': [
    '2026-02-27 aviso by sms',
    '2026-03-05 primer-recordatorio by email',
    '2026-03-12 segundo-recordatorio by sms',
    '2026-03-23 llamada by call',
    '2026-04-02 requerimiento by email',
    '2026-04-16 alternativas by email',
    '2026-04-30 alternativas by sms',
    '2026-05-14 alternativas by email',
    '2026-06-01 hand-off past-last-stage',
  ],
  'consumer-mexico.yaml': [
    '2026-02-25 aviso by email',
    '2026-03-04 recordatorio by sms',
    '2026-03-12 segundo-aviso by email',
    '2026-03-20 llamada by call',
    '2026-04-02 aviso-formal by email',
    '2026-04-27 convenio by call',
    '2026-05-21 ultimo-aviso by sms',
    '2026-06-01 hand-off past-last-stage',
  ],
  'consumer-peru.yaml': [
    '2026-02-25 aviso by email',
    '2026-03-06 recordatorio by email',
    '2026-03-16 mensaje by sms',
    '2026-03-27 llamada by call',
    '2026-04-13 carta-formal by email',
    '2026-05-06 visita by visit',
    '2026-06-01 ultimo-aviso by sms',
  ],
  'consumer-brazil.yaml': [
    '2026-02-25 lembrete by email',
    '2026-03-02 vence-hoje by sms',
    '2026-03-06 primeiro-aviso by email',
    '2026-03-13 segundo-aviso by sms',
    '2026-03-21 segundo-aviso by sms',
    '2026-04-02 notificacao by email',
    '2026-04-20 ligacao by call',
    '2026-05-18 ultimo-aviso by email',
    '2026-06-01 hand-off past-last-stage',
  ],
  'business-spain.yaml': [
    '2026-02-23 reminder by email',
    '2026-03-05 first-notice by email',
    '2026-03-16 second-notice by email',
    '2026-03-23 call by call',
    '2026-04-02 formal-notice by email',
    '2026-04-16 second-call by call',
    // Friday 1 May is a holiday.
    '2026-05-04 last-notice by email',
    '2026-05-17 hand-off past-last-stage',
  ],
  // Without a document: its reminder is the first.
  'business-at-issue.yaml': [
    '2026-02-25 reminder by email',
    '2026-03-05 first-notice by email',
    '2026-03-16 second-notice by email',
    '2026-03-23 call by call',
    '2026-04-02 formal-notice by email',
    // Friday 1 May is a holiday.
    '2026-05-04 last-notice by email',
    '2026-05-17 hand-off past-last-stage',
  ],
  'business-germany.yaml': [
    '2026-03-09 zahlungserinnerung by email',
    // Ten working days later.
    '2026-03-23 erste-mahnung by email',
    '2026-04-02 zweite-mahnung by email',
    '2026-04-13 anruf by call',
    '2026-04-27 letzte-mahnung by email',
    '2026-05-17 hand-off past-last-stage',
  ],
  'business-uk.yaml': [
    '2026-02-23 reminder by email',
    '2026-03-04 overdue by email',
    '2026-03-16 second-notice by sms',
    '2026-03-24 call by call',
    '2026-04-02 late-payment-notice by email',
    '2026-04-21 second-call by call',
    '2026-05-11 final-notice by sms',
    '2026-06-01 hand-off past-last-stage',
  ],
  'business-us.yaml': [
    '2026-02-25 reminder by email',
    '2026-03-06 early-call by call',
    '2026-03-17 second-notice by email',
    '2026-04-02 demand by email',
    '2026-04-13 call by call',
    '2026-05-11 final-demand by sms',
    '2026-06-01 hand-off past-last-stage',
  ],
};
const samples = readdirSync(folder).filter((name) => name.endsWith('.yaml') && name !== 'business-base.yaml');

/** Contacts that the policy or the law of the place would not have. */
const unlawful = (policy: PolicyContent, diary: readonly Entry[]): readonly string[] => {
  const law = lawOf(policy.jurisdiction, policy.debtorType ?? 'business');
  return diary.flatMap(({ at, channel, step }) => {
    if (channel === null) return [];
    const local = localOf(policy, at);
    const date = local.toPlainDate().toString();
    const time = local.toPlainTime().toString().slice(0, 5);
    const { days, weekdays, from: opens, to: closes } = policy.hours;
    const own = Object.entries(weekdays).find(([day]) => Number(day) === local.dayOfWeek)?.[1];
    const isOpen = days.includes(local.dayOfWeek) && time >= (own?.from ?? opens) && time < (own?.to ?? closes);
    const pack = packOn(law, date);
    const rules = (pack?.hours ?? []).filter(({ channels }) => channels === 'any' || channels.includes(channel));
    const isLawful = rules.every(({ week, onHolidays }) => {
      const window = week[local.dayOfWeek - 1];
      return window && time >= window.from && time < window.to && (onHolidays || !law.holidays.dates.has(date));
    });
    const isBarred = pack?.bars.some(({ channels }) => channels.includes(channel)) === true;
    const fine = isOpen && isLawful && !isBarred && !law.holidays.dates.has(date);
    return fine ? [] : [`${step} by ${channel} on ${local.toString()}`];
  });
};

it('every worked policy is lived through', () => {
  expect(samples.toSorted()).toEqual(Object.keys(lives).toSorted());
});

describe.each(samples)('%s', (name) => {
  const policy = policyOf(name);
  const everyday = told(policy, lifeOf(policy));

  it('has neither errors nor lints', () => {
    expect(checkOf(name)).toMatchObject({ ok: true, problems: [], lints: [] });
  });

  it('names the schema, and the deployment may use its words in its own currency', () => {
    expect(textOf(name).split('\n')[0]).toBe('# yaml-language-server: $schema=../../docs/policy.schema.json');
    expect(Object.keys(policy.minimumBalance)).toEqual([currencyOf(policy)]);
  });

  it('leads one who never pays through its stages', () => {
    expect(everyday).toEqual(lives[name]);
  });

  it('is silent once the invoice is paid, but for its thanks', () => {
    const at = '2026-03-25T22:00:00.000Z';
    const detail = {
      id: 'p1',
      creditor: policy.creditor.id,
      invoice: 'F-1',
      amount: '900000.00',
      currency: currencyOf(policy),
      effective: '2026-03-25',
    };
    const whole = currencyOf(policy) === 'CLP' ? { ...detail, amount: '90000000' } : detail;
    const diary = lifeOf(policy, {}, [{ at, event: { type: 'Payment Received', detail: whole } }]);
    const lines = told(policy, diary);
    const [thanks, end] = lines.slice(-2);
    expect(lines.slice(0, -2)).toEqual(everyday.filter((line) => line < '2026-03-26' && !line.includes('hand-off')));
    const day = thanks?.slice(0, 10) ?? '';
    expect([thanks, end]).toEqual([`${day} paymentReceived:p1 by email`, `${day} close paid`]);
    expect(localOf(policy, at).toPlainDate().until(day).days).toBeLessThanOrEqual(1);
    expect(unlawful(policy, diary)).toEqual([]);
  });

  it('speaks of a promise from its day to the day on which it is broken, inside all hours', () => {
    const at = '2026-03-25T22:00:00.000Z';
    const detail = { id: 'p1', creditor: policy.creditor.id, invoice: 'F-1', date: '2026-04-09' };
    const diary = lifeOf(policy, {}, [{ at, event: { type: 'Promise Made', detail } }]);
    const occasions = diary.flatMap(({ taking }) => (taking?.occasion ? [taking.occasion.name] : []));
    expect(occasions).toEqual(['promiseConfirmed', 'promiseReminder', 'promiseBroken']);
    expect(unlawful(policy, diary)).toEqual([]);
  });

  it.each<readonly [string, Given]>([
    ['all there is', {}],
    ['no email', { lacks: 'email' }],
    ['no consent', { debtor: { consent: [] } }],
    ['no wish for calls', { debtor: { optOut: ['call'] } }],
    ['illness', { debtor: { circumstances: { tags: [], situation: 'illness', capacity: 'none' } } }],
    ['a tag', { debtor: { circumstances: { tags: ['clave'] } } }],
    ['a small debt', { invoice: { amount: 3_000_000 } }],
    ['a late import', { invoice: { due: '2026-01-05', issued: '2025-12-05' } }],
  ])("contacts nobody outside its hours, the law's, or on a public holiday: one with %s", (_, given) => {
    const diary = lifeOf(policy, given);
    expect(diary.length).toBeGreaterThan(0);
    expect(unlawful(policy, diary)).toEqual([]);
  });
});

describe('what is special in them', () => {
  const stepsOf = (name: string, given: Given = {}) =>
    lifeOf(policyOf(name), given).flatMap(({ step, channel }) => (step === null ? [] : [`${step} by ${channel}`]));

  it('Colombia uses text messages and calls only with consent', () => {
    const channels = new Set(
      lifeOf(policyOf('consumer-colombia.yaml'), { debtor: { consent: [] } }).map((each) => each.channel),
    );
    expect([...channels]).toEqual(['email', null]);
  });

  it('Colombia and Brazil give those who cannot pay more time between contacts', () => {
    const ill: Given = { debtor: { circumstances: { tags: [], capacity: 'none' } } };
    for (const name of ['consumer-colombia.yaml', 'consumer-brazil.yaml'])
      expect(stepsOf(name, ill).length, name).toBeLessThan(stepsOf(name).length);
  });

  it('Mexico does not go on to the formal stage below its minimum', () => {
    const below = stepsOf('consumer-mexico.yaml', { invoice: { amount: 29_999 } });
    expect(below.at(-1)).toBe('llamada by call');
    expect(stepsOf('consumer-mexico.yaml', { invoice: { amount: 30_000 } })).toContain('aviso-formal by email');
  });

  it('Spain calls its key accounts, once it has written to them', () => {
    expect(stepsOf('business-spain.yaml', { debtor: { circumstances: { tags: ['clave'] } } })).toEqual([
      'aviso-previo by email',
      'llamada-cordial by call',
      'segunda-llamada by call',
      'formal-notice by email',
      'visita by visit',
    ]);
  });

  it('the wholesaler sends the invoice itself on the day it is issued, and its reminder five days later at the soonest', () => {
    const issued = '2026-02-20';
    const document = { key: 'documents/x/F-1.pdf', version: 'v', type: 'application/pdf', bytes: 5 } as const;
    const link = { link: 'https://facturas.albor.example.com/F-1' };
    const linesOf = (given: Given): readonly string[] => {
      const policy = policyOf('business-at-issue.yaml');
      return told(policy, lifeOf(policy, given)).slice(0, 2);
    };
    const first = ['2026-02-20 factura by email', '2026-03-11 reminder by email'];
    expect(linesOf({ invoice: { issued, due: '2026-03-16', document } })).toEqual(first);
    expect(linesOf({ invoice: { issued, due: '2026-02-27', document } })).toEqual([
      '2026-02-20 factura by email',
      '2026-02-25 reminder by email',
    ]);
    expect(linesOf({ invoice: { issued, due: '2026-03-16', document: link }, lacks: 'email' })).toEqual([
      '2026-02-20 factura by sms',
      '2026-03-11 reminder by sms',
    ]);
    expect(linesOf({ invoice: { issued, due: '2026-03-16', document }, lacks: 'email' })[0]).toBe(
      '2026-03-11 reminder by sms',
    );
  });

  const chargesOf = (name: string, amount: number) => {
    const policy = policyOf(name);
    const invoice = anInvoice({ currency: currencyOf(policy), amount, issued: '2026-01-31', due: '2026-03-02' });
    const debtor = aDebtor({ jurisdiction: policy.jurisdiction ?? '', type: policy.debtorType ?? 'business' });
    const { currency, issued: effective } = invoice;
    const recordedAt = '2026-01-31T12:00:00.000Z';
    const principal = {
      id: 'principal',
      kind: 'principal',
      amount,
      currency,
      effective,
      recordedAt,
      source: 'x',
    } as const;
    const known = { asOf: '2026-04-01', rates: publishedRates };
    const terms = termsUnder(policy, debtor, invoice, known);
    const asked = { entries: [principal], invoice, terms, ...known };
    const { interest, compensation, collectionCosts, lines } = chargesDue({
      ...asked,
      facts: { usefulNotice: true, notices: 2 },
    });
    return [lines[0]?.ratePct, interest.amount, compensation.amount, collectionCosts.amount];
  };

  it.each([
    // 1,000.00 for 30 days: × 10.15 % ÷ 365, × 11.75 % ÷ 365, × 9 % ÷ 365.
    ['business-spain.yaml', 100_000, ['10.15', 834, 4000, 0]],
    ['business-uk.yaml', 99_999, ['11.75', 966, 4000, 0]],
    ['business-uk.yaml', 100_000, ['11.75', 966, 7000, 0]],
    ['business-germany.yaml', 100_000, ['9', 740, 4000, 500]],
    ['consumer-brazil.yaml', 100_000, ['12', 1000, 0, 0]],
    ['business-us.yaml', 100_000, [undefined, 0, 0, 0]],
  ])('%s charges on %i what it or the law says: %j', (name, amount, expected) => {
    expect(chargesOf(name, amount)).toEqual(expected);
  });

  it('the United States call early about 10,000 dollars, and not about a cent less', () => {
    expect(stepsOf('business-us.yaml', { invoice: { amount: 1_000_000 } })).toContain('early-call by call');
    expect(stepsOf('business-us.yaml', { invoice: { amount: 999_999 } })).toContain('past-due by email');
  });

  it('the United Kingdom telephones about a tenth of debtors first, always the same ones', () => {
    const policy = policyOf('business-uk.yaml');
    const isCalled = (debtor: string) =>
      lifeOf(policy, { debtor: { debtor, person: debtor }, invoice: { debtor } }).some(
        ({ step }) => step === 'hello-call',
      );
    const debtors = Array.from({ length: 200 }, (_, index) => `D-${index}`);
    const called = debtors.filter(isCalled);
    expect(called.length).toBeGreaterThan(8);
    expect(called.length).toBeLessThan(35);
    expect(called.every(isCalled)).toBe(true);
  });
});
