// When a person may be erased, and what of everything kept beside the register goes and stays.
import { describe, expect, it } from 'vitest';
import { applyToDebtor } from '#domain/apply-fact/to-debtor.ts';
import { addMonths } from '#domain/calendar.ts';
import { engagedDay } from '#domain/decisions/signs.ts';
import { readEvent } from '#domain/events.ts';
import { emptyHistory } from '#domain/history.ts';
import { type ErasureFacts, mayErase, refusalOf } from '#domain/register/may-erase.ts';
import { scrubbedFields, scrubDebtor, scrubItem } from '#domain/register/scrub.ts';
import { aDebtor, anInvoice } from '../../fixtures.ts';

const settled = (given: Partial<ErasureFacts> = {}): ErasureFacts => ({
  debtor: aDebtor(),
  invoices: [anInvoice({ balance: 0 })],
  lastMoved: '2026-01-31',
  ...given,
});
const kept = { months: 72, legalMonths: 13 };

describe('an erasure', () => {
  it.each([
    ['while something is owed', settled({ invoices: [anInvoice(), anInvoice({ balance: 0 })] }), 'owes'],
    ['while charges are owed', settled({ invoices: [anInvoice({ balance: 0, charges: 1 })] }), 'owes'],
    ['while there is credit', settled({ debtor: aDebtor({ credit: { EUR: 1 } }) }), 'has-credit'],
    ['while credit bounced', settled({ debtor: aDebtor({ credit: { EUR: -1 } }) }), 'has-credit'],
    ['while a payment is put to invoices', settled({ debtor: aDebtor({ allocating: ['EUR'] }) }), 'has-credit'],
    ['with nothing left', settled({ debtor: aDebtor({ credit: { EUR: 0 } }) }), 'may'],
    ['of one without invoices', settled({ invoices: [] }), 'may'],
  ])('%s: %j', (_, facts, kind) => {
    expect(mayErase(facts, { months: 0, legalMonths: 0 }, 'request', '2026-03-01').kind).toBe(kind);
  });

  it.each([
    ['request', '2027-02-27', { kind: 'kept', until: '2027-02-28' }],
    ['request', '2027-02-28', { kind: 'may', until: '2027-02-28' }],
    ['retention', '2032-01-30', { kind: 'kept', until: '2032-01-31' }],
    ['retention', '2032-01-31', { kind: 'may', until: '2032-01-31' }],
  ] as const)('on %s, on %s', (ground, today, expected) => {
    expect(mayErase(settled(), kept, ground, today)).toEqual(expected);
  });

  it.each([
    [{ kind: 'may', until: '2026-01-31' }, undefined],
    [{ kind: 'owes', invoices: ['F-1', 'F-2', 'F-3', 'F-4'] }, 'D-1 still owes invoice F-1, F-2, F-3 and 1 more'],
    [{ kind: 'has-credit', currencies: ['EUR'] }, 'has credit in EUR'],
    [{ kind: 'kept', until: '2027-02-28' }, 'until 2027-02-28'],
  ] as const)('%j is told: %s', (erasable, expected) => {
    const told = refusalOf(erasable, 'D-1');
    if (expected === undefined) expect(told).toBeUndefined();
    else expect(told).toContain(expected);
  });
});

describe('what is kept beside the register', () => {
  const issued = {
    ...{ id: 'i-1', invoice: 'F-1', amount: '10.00', currency: 'EUR', issued: '2026-01-01', due: '2026-01-31' },
    debtor: { id: 'D-1', name: 'Marta Salas', email: 'marta@example.com', phone: '+34600000001', type: 'consumer' },
  };

  it('loses names, addresses and what people wrote, and can still be read', () => {
    const items = [
      { sk: 'EVENT#1', type: 'Invoice Issued', detail: issued },
      {
        ...{ sk: 'EVENT#2', type: 'Debtor Changed', was: { name: 'Marta Salas', phone: '+34600000001' } },
        detail: {
          id: 'c-1',
          debtor: 'D-1',
          name: 'Marta S.',
          email: 'm@example.com',
          cause: 'illness',
          timeZone: 'UTC',
        },
      },
      {
        sk: 'EVENT#3',
        type: 'Dispute Opened',
        detail: { id: 'd-1', invoice: 'F-1', dispute: 'x', reason: 'Marta says no' },
      },
      { sk: 'EVENT#4', type: 'Debtor Changed', detail: { id: 'c-2', debtor: 'D-1', email: null } },
      {
        ...{ sk: 'EVENT#5', type: 'Debtor Changed' },
        detail: { id: 'c-3', debtor: 'D-1', postalAddress: { lines: ['Casa Marta'], city: 'Marta' } },
        was: { postalAddress: { lines: ['Casa Marta'], city: 'Bogotá' } },
      },
    ];
    const scrubbed = items.map(scrubItem);
    expect(JSON.stringify(scrubbed)).not.toMatch(/Marta|[^d]@example|\+34|illness|says/);
    for (const { type, detail } of scrubbed) expect(readEvent(String(type), detail).type).toBe(type);
    expect(scrubbed[0]?.detail).toMatchObject({ amount: '10.00', debtor: { id: 'D-1', type: 'consumer' } });
    expect(scrubbed[1]?.detail).toMatchObject({ timeZone: 'UTC', debtor: 'D-1' });
    expect(scrubbed[3]?.detail).toMatchObject({ email: null });
    expect(scrubbed.map(scrubItem)).toEqual(scrubbed);
  });

  it('of a task keeps what it was for, and of an entry of the ledger all but the reason', () => {
    const task = {
      sk: 'TASK#1',
      task: 'call-1',
      kind: 'call',
      title: 'Call Marta',
      script: 'Hello Marta',
      note: 'she cried',
      status: 'done',
    };
    expect(scrubItem(task)).toEqual({
      sk: 'TASK#1',
      task: 'call-1',
      kind: 'call',
      title: 'call',
      script: '',
      status: 'done',
      isErased: true,
    });
    expect(scrubItem({ sk: 'LEDGER#1', id: 'w-1', amount: 500, reason: 'her husband died', author: 'ana' })).toEqual({
      ...{ sk: 'LEDGER#1', id: 'w-1', amount: 500, author: 'ana', isErased: true },
    });
  });

  it('of the debtor keeps law, language, opt-outs and history', () => {
    const source = { saidBy: 'debtor', at: '2026-01-03T10:00:00.000Z', event: 'e-1' } as const;
    const debtor = aDebtor({
      optOut: ['sms'],
      preferred: { time: '10:00' },
      preferredChannel: 'email',
      sources: { preferred: source, preferredChannel: source, language: source, optOut: source },
      circumstances: { tags: ['vip'], cause: 'illness' },
    });
    const scrubbed = scrubDebtor(debtor);
    const { name, email, phone, postalAddress, preferred, preferredChannel, circumstances, ...rest } = scrubbed;
    expect({ name, email, phone, postalAddress, preferred, preferredChannel, circumstances }).toEqual({
      ...{ name: '—', email: undefined, phone: undefined, postalAddress: undefined, preferred: undefined },
      preferredChannel: undefined,
      circumstances: { tags: [] },
    });
    expect(rest).toMatchObject({
      optOut: ['sms'],
      language: debtor.language,
      counter: debtor.counter,
      history: debtor.history,
    });
    expect(rest.sources).toEqual({ language: source, optOut: source });
  });

  it('of the history keeps what was paid, promised and held, and forgets what was said and when it looked at messages', () => {
    const at = '2026-01-03T10:00:00.000Z';
    const paid = { payment: 'p', at, on: '2026-01-03', amount: 1, currency: 'EUR', invoices: ['F-1'] };
    const history = {
      settled: [{ invoice: 'F-1', due: '2026-01-02', on: '2026-01-03' }],
      promises: [{ promise: 'pr', date: '2026-01-05', at }],
      payments: [paid],
    };
    const full = {
      ...history,
      conversations: [{ at, channel: 'call' as const, recap: { conversation: 'c-1', invoices: ['F-1'] } }],
      engaged: [
        { at, channel: 'email' as const, act: 'clicked' as const },
        { at, channel: 'whatsapp' as const, act: 'opened' as const },
      ],
    };
    const scrubbed = scrubDebtor(aDebtor({ history: full }));
    expect(scrubbed.history).toEqual({ ...history, conversations: [{ at, channel: 'call' }] });
    expect('engaged' in scrubbed.history).toBe(false);
    expect(engagedDay(aDebtor({ history: { ...emptyHistory, engaged: full.engaged } }))).toBeDefined();
    expect(engagedDay(scrubDebtor(aDebtor({ history: { ...emptyHistory, engaged: full.engaged } })))).toBeUndefined();
  });

  it('of a sign that is told after the erasure takes what came after it alone', () => {
    const erasedAt = '2026-03-01T10:00:00.000Z';
    const changedAt = Object.fromEntries(scrubbedFields.map((field) => [field, erasedAt]));
    const signs = (at: string, now: string) => {
      const event = readEvent('Contact Engaged', { id: 's', debtor: 'D-1', channel: 'email', act: 'opened', at });
      if (event.type !== 'Contact Engaged') throw new Error(event.type);
      return applyToDebtor(event, scrubDebtor(aDebtor()), [], changedAt, now).debtor.history.engaged;
    };
    expect(signs('2026-03-01T09:59:59.999Z', '2026-03-02T10:00:00.000Z')).toBeUndefined();
    expect(signs(erasedAt, '2026-03-02T10:00:00.000Z')).toHaveLength(1);
    // By a clock that runs ahead it is of the moment when it was heard.
    expect(signs('2026-03-09T10:00:00.000Z', '2026-02-28T10:00:00.000Z')).toBeUndefined();
  });

  it('of a sign keeps which contact, what and when, and nothing else', () => {
    const detail = {
      id: 'opened-c-1',
      creditor: 'default',
      debtor: 'D-1',
      contact: 'c-1',
      channel: 'email',
      act: 'opened',
    };
    const item = {
      sk: 'EVENT#opened-c-1',
      type: 'Contact Engaged',
      detail: { ...detail, at: '2026-01-03T10:00:00.000Z' },
    };
    expect(scrubItem({ ...item, reason: 'Marta told' })).toEqual({ ...item, isErased: true });
    expect(
      Object.keys(readEvent('Contact Engaged', { ...item.detail, from: 'marta@example.com', agent: 'Mozilla' }).detail),
    ).toEqual(expect.not.arrayContaining(['from', 'agent']));
  });
});

describe('months on', () => {
  it.each([
    ['2026-01-31', 1, '2026-02-28'],
    ['2028-01-31', 1, '2028-02-29'],
    ['2026-11-30', 3, '2027-02-28'],
    ['2026-12-15', 1, '2027-01-15'],
    ['2026-03-31', 0, '2026-03-31'],
    ['2026-03-31', 72, '2032-03-31'],
  ])('%s and %i months: %s', (date, months, expected) => {
    expect(addMonths(date, months)).toBe(expected);
  });
});
