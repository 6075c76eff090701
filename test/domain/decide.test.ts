// decide(), as tables that a finance person can check. The invoice is due on Monday 2 March 2026; contact is Mon–Fri 09–18 UTC.
import { describe, expect, it } from 'vitest';
import { addDays } from '#domain/calendar.ts';
import { aDebtor, anInvoice, aPerson, aPolicy, aTaking, decideOn, restOf } from '#test/fixtures.ts';

const due = '2026-03-02';
const on = (day: number, time = '10:00'): string => `${addDays(due, day)}T${time}:00.000Z`;
const administrativeNotice = { 'first-notice': aTaking(on(1), { outcome: 'delivered' }) };
const bothNotices = { ...administrativeNotice, 'formal-notice': aTaking(on(31), { outcome: 'delivered' }) };

describe('the calendar', () => {
  it.each([
    [-10, 'wait', 'scheduled'],
    [-7, 'contact', 'friendly-reminder'],
    [-6, 'contact', 'friendly-reminder'],
    [0, 'contact', 'friendly-reminder'],
    [1, 'contact', 'first-notice'],
    [30, 'contact', 'first-notice'],
    [31, 'contact', 'first-notice'],
    [95, 'contact', 'first-notice'],
  ])('on day %i with nothing said yet: %s %s', (day, kind, what) => {
    const decision = decideOn(nextWeekday(day), {});
    expect([
      decision.kind === 'enter' ? 'wait' : decision.kind,
      'step' in decision ? decision.step : decision.because,
    ]).toEqual([kind, what]);
  });

  it.each([
    [29, 'administrative'],
    [30, 'administrative'],
    [31, 'extrajudicial'],
    [90, 'extrajudicial'],
  ])('on day %i, with the administrative notice delivered, is in %s', (day, stage) => {
    const decision = decideOn(nextWeekday(day), { invoice: anInvoice({ steps: administrativeNotice }) });
    expect('stage' in decision && decision.stage).toBe(stage);
  });

  it.each([
    [88, 'contact'],
    [90, 'enter'], // a Sunday
    [91, 'hand-off'],
    [200, 'hand-off'],
  ])('on day %i, with both notices delivered: %s', (day, kind) => {
    expect(decideOn(on(day, '09:30'), { invoice: anInvoice({ steps: bothNotices }) }).kind).toBe(kind);
  });

  it('goes by the date of the debtor: in Lima it is still the due day at 02:00 UTC', () => {
    const steps = { 'friendly-reminder': aTaking(on(-7)), 'due-today': aTaking(on(0, '15:00')) };
    const invoice = anInvoice({ steps, stage: 'preventive' });
    const decision = decideOn(on(1, '02:00'), {
      invoice,
      open: [invoice],
      debtor: aDebtor({ timeZone: 'America/Lima' }),
    });
    expect(decision).toMatchObject({ kind: 'wait', stage: 'preventive' });
  });

  it('decides something on every day from −30 to +200', () => {
    for (let day = -30; day <= 200; day += 1) expect(decideOn(on(day)).kind).toBeTypeOf('string');
  });
});

describe('no harsher stage before its notice', () => {
  it('stays administrative while the notice has not counted as delivered, and looks again when it does', () => {
    const invoice = anInvoice({ stage: 'administrative', steps: { 'first-notice': aTaking(on(95, '09:00')) } });
    expect(restOf(decideOn(on(95, '09:05'), { invoice }))).toMatchObject({
      stage: 'administrative',
      because: 'notice-pending',
      wakeAt: on(98, '09:00'),
    });
  });

  it.each([
    ['accepted', 2, 'administrative'],
    ['accepted', 3, 'extrajudicial'],
    ['delivered', 0, 'extrajudicial'],
    ['unknown', 60, 'administrative'],
    ['claimed', 60, 'administrative'],
    ['failed', 60, 'administrative'],
  ] as const)('a notice that is %s for %i days leaves the invoice %s', (outcome, days, stage) => {
    const steps = { 'first-notice': aTaking(on(40), { outcome }) };
    const decision = decideOn(on(40 + days), { invoice: anInvoice({ steps }) });
    expect('stage' in decision && decision.stage).toBe(stage);
  });

  it('does not count a notice that was given for an earlier due date', () => {
    const steps = { 'first-notice': aTaking('2026-01-10T10:00:00.000Z', { outcome: 'delivered', due: '2026-01-09' }) };
    const decision = decideOn(on(35), { invoice: anInvoice({ steps }) });
    expect(decision).toMatchObject({
      kind: 'contact',
      stage: 'administrative',
      step: 'first-notice',
      repetition: 2,
      attempt: 1,
    });
  });
});

describe('steps', () => {
  it('collapses missed steps into the latest one, and spends all that had come', () => {
    const steps = { 'first-notice': aTaking(on(1)) };
    expect(decideOn(on(25), { invoice: anInvoice({ steps }) })).toMatchObject({
      kind: 'contact',
      step: 'third-notice',
    });
    const spent = { ...steps, 'third-notice': aTaking(on(25)) };
    expect(restOf(decideOn(on(26), { invoice: anInvoice({ steps: spent, stage: 'administrative' }) })).because).toBe(
      'next-stage',
    );
  });

  it('gives a stage its notice first, even when later steps have come', () => {
    expect(decideOn(on(50), { invoice: anInvoice({ steps: administrativeNotice }) })).toMatchObject({
      step: 'formal-notice',
      because: 'notice-due',
    });
  });

  it('tries again after a known failure by the fallback, as another attempt of the same occurrence', () => {
    const steps = { 'first-notice': aTaking(on(1), { outcome: 'failed' }) };
    const decision = decideOn(on(2), { invoice: anInvoice({ steps }), debtor: aDebtor({ undeliverable: ['email'] }) });
    expect(decision).toMatchObject({
      kind: 'contact',
      step: 'first-notice',
      channel: 'sms',
      repetition: 1,
      attempt: 2,
    });
  });

  it('waits a quarter of an hour before trying the same channel again', () => {
    const steps = { 'first-notice': aTaking(on(1, '10:00'), { outcome: 'refused' }) };
    expect(restOf(decideOn(on(1, '10:14'), { invoice: anInvoice({ steps }) }))).toMatchObject({
      because: 'retry-later',
      wakeAt: on(1, '10:15'),
    });
    expect(decideOn(on(1, '10:15'), { invoice: anInvoice({ steps }) }).kind).toBe('contact');
  });

  it.each(['accepted', 'unknown', 'claimed', 'delivered'] as const)(
    'never repeats a step whose message is %s',
    (outcome) => {
      const steps = { 'first-notice': aTaking(on(1), { outcome }) };
      for (let day = 1; day < 8; day += 1)
        expect(decideOn(on(day), { invoice: anInvoice({ steps }) }).kind).not.toBe('contact');
    },
  );

  it('asks a person after the last attempt', () => {
    const steps = { 'first-notice': aTaking(on(1), { outcome: 'failed', attempt: 4 }) };
    expect(restOf(decideOn(on(2), { invoice: anInvoice({ steps }) }))).toMatchObject({
      kind: 'needs-person',
      because: 'no-attempts-left',
    });
  });

  it('starts the steps afresh when the due date moves later', () => {
    const steps = {
      'friendly-reminder': aTaking(on(-7), { due }),
      'first-notice': aTaking(on(1), { due }),
    };
    const moved = anInvoice({ steps, due: addDays(due, 30), stage: 'administrative' });
    expect(restOf(decideOn(on(2), { invoice: moved }))).toMatchObject({
      stage: 'preventive',
      because: 'scheduled',
      wakeAt: `${addDays(due, 23)}T09:00:00.000Z`,
    });
    expect(decideOn(on(23), { invoice: moved })).toMatchObject({ step: 'friendly-reminder', repetition: 2 });
  });
});

describe('hours, days and spacing', () => {
  it.each([
    ['08:59', 'wait', on(1, '09:00')],
    ['09:00', 'contact', undefined],
    ['17:59', 'contact', undefined],
    ['18:00', 'enter', on(2, '09:00')],
  ])('at %s: %s', (time, kind, until) => {
    const decision = decideOn(on(1, time), { invoice: anInvoice({ stage: 'preventive' }) });
    expect(decision.kind).toBe(kind);
    if (until) expect(restOf(decision)).toMatchObject({ wakeAt: until, because: 'hours' });
  });

  it('waits until Monday when Saturday and Sunday are barred', () => {
    expect(restOf(decideOn(on(5), { invoice: anInvoice({ stage: 'administrative' }) }))).toMatchObject({
      wakeAt: on(7, '09:00'),
      because: 'hours',
    });
  });

  it('the claim is good until the window closes', () => {
    expect(decideOn(on(1))).toMatchObject({ validUntil: on(1, '18:00') });
  });

  it.each([
    [2, 'wait'],
    [3, 'contact'],
  ])('keeps three days between contacts: day +%i is a %s', (days, kind) => {
    const debtor = aDebtor({ contacts: [{ at: on(1, '17:00'), contact: 'x' }] });
    expect(decideOn(on(1 + days, '09:00'), { debtor, invoice: anInvoice({ stage: 'administrative' }) }).kind).toBe(
      kind,
    );
  });

  it('one contact a day for a person, whichever creditor made it', () => {
    const person = aPerson({ contacts: [{ at: on(1, '09:00'), channel: 'sms', contact: 'other' }] });
    expect(restOf(decideOn(on(1), { person }))).toMatchObject({ because: 'budget', wakeAt: on(2, '09:00') });
    expect(decideOn(on(2), { person }).kind).toBe('contact');
  });

  it('enters a stage with its first act on a weekday, and at midnight when that act has to wait for another day', () => {
    const preventive = { 'friendly-reminder': aTaking(on(-7)), 'due-today': aTaking(on(0)) };
    const invoice = anInvoice({ stage: 'preventive', steps: preventive });
    expect(
      restOf(decideOn(on(0, '12:00'), { invoice, open: [invoice], debtor: aDebtor() }, aPolicy({ minDaysBetween: 1 })))
        .wakeAt,
    ).toBe(on(1, '09:00'));
    const friday = anInvoice({
      due: '2026-03-06',
      stage: 'preventive',
      steps: { 'due-today': aTaking('2026-03-06T10:00:00.000Z') },
    });
    expect(restOf(decideOn('2026-03-06T12:00:00.000Z', { invoice: friday, open: [friday] })).wakeAt).toBe(
      '2026-03-07T00:00:00.000Z',
    );
  });
});

describe('who is left alone', () => {
  it.each([
    ['paid', anInvoice({ balance: 0 }), 'close', 'paid'],
    ['cancelled', anInvoice({ amount: 0, balance: 0 }), 'close', 'not-owed'],
    ['disputed', anInvoice({ holds: { d: { reason: 'dispute' } } }), 'wait', 'dispute'],
    ['held by hand', anInvoice({ holds: { h: { reason: 'manual' } } }), 'wait', 'manual'],
    ['below the minimum', anInvoice({ amount: 499 }), 'wait', 'small-balance'],
  ])('%s', (_, invoice, kind, because) => {
    const decision = decideOn(on(10), { invoice: { ...invoice, stage: 'administrative' } });
    expect([decision.kind, decision.because]).toEqual([kind, because]);
  });

  it('on the minimum is chased', () => {
    expect(decideOn(on(10), { invoice: anInvoice({ amount: 500 }) }).kind).toBe('contact');
  });

  it('a released hold no longer holds; one with an end holds until that day begins for the debtor', () => {
    expect(decideOn(on(10), { invoice: anInvoice({ holds: { d: { reason: 'dispute', released: true } } }) }).kind).toBe(
      'contact',
    );
    const held = anInvoice({ holds: { d: { reason: 'dispute', until: addDays(due, 11) } } });
    expect(restOf(decideOn(on(10, '23:59'), { invoice: held }))).toMatchObject({
      because: 'dispute',
      wakeAt: on(11, '00:00'),
    });
    expect(decideOn(on(11), { invoice: held }).kind).toBe('contact');
  });

  it.each([
    [0, 11],
    [1, 10],
  ])('a promise holds for the days of tolerance too: %i', (toleranceDays, until) => {
    const promised = anInvoice({ holds: { p: { reason: 'promise', until: addDays(due, until) } } });
    const policy = aPolicy({ promise: { toleranceDays } });
    expect(restOf(decideOn(on(10, '23:59'), { invoice: promised }, policy))).toMatchObject({
      because: 'promise',
      wakeAt: on(11, '00:00'),
    });
    expect(decideOn(on(11), { invoice: promised }, policy).kind).toBe('contact');
  });

  it.each(['deceased', 'bankrupt'] as const)('%s', (stop) => {
    expect(restOf(decideOn(on(10), { person: aPerson({ stop }) }))).toMatchObject({ because: stop, wakeAt: null });
  });

  it('whose credit covers all that is open; not whose credit covers a part', () => {
    expect(restOf(decideOn(on(10), { debtor: aDebtor({ credit: { EUR: 100_000 } }) }))).toMatchObject({
      because: 'credit-covers',
    });
    expect(decideOn(on(10), { debtor: aDebtor({ credit: { EUR: 99_999 } }) }).kind).toBe('contact');
    expect(decideOn(on(10), { debtor: aDebtor({ credit: { USD: 100_000 } }) }).kind).toBe('contact');
  });

  it.each([
    ['email opted out', { optOut: ['email'] }, 'sms'],
    ['no email', { email: undefined }, 'sms'],
    ['dead email', { undeliverable: ['email'] }, 'sms'],
    ['nothing left', { optOut: ['email'], undeliverable: ['sms'] }, undefined],
  ] as const)('%s: goes by %s', (_, given, channel) => {
    const { email, ...rest } = aDebtor();
    const debtor = {
      ...rest,
      ...('email' in given ? {} : { email: email ?? '' }),
      ...('optOut' in given ? { optOut: given.optOut } : {}),
      ...('undeliverable' in given ? { undeliverable: given.undeliverable } : {}),
    };
    const decision = decideOn(on(10), { debtor });
    if (channel) expect(decision).toMatchObject({ kind: 'contact', channel });
    else expect(restOf(decision)).toMatchObject({ kind: 'needs-person', because: 'unreachable' });
  });
});

describe('one voice', () => {
  const older = anInvoice({ invoice: 'A', due: '2026-02-20' });
  const younger = anInvoice({ invoice: 'B', due: '2026-02-28' });
  const open = [older, younger];
  const now = '2026-03-04T10:00:00.000Z';

  it('the oldest of the most serious leads, and its message lists all', () => {
    expect(decideOn(now, { invoice: older, open })).toMatchObject({
      kind: 'contact',
      covers: [
        { invoice: 'A', step: 'first-notice' },
        { invoice: 'B', step: 'first-notice' },
      ],
    });
    expect(restOf(decideOn(now, { invoice: younger, open })).because).toBe('lead-speaks');
  });

  it('a more serious stage leads before an older date of a lesser one', () => {
    const noticed = {
      ...younger,
      due: '2026-01-20',
      steps: { 'first-notice': aTaking('2026-01-22T10:00:00.000Z', { outcome: 'delivered' as const }) },
    };
    const unnoticed = { ...older, due: '2026-01-10' };
    expect(decideOn(now, { invoice: noticed, open: [unnoticed, noticed] })).toMatchObject({
      kind: 'contact',
      stage: 'extrajudicial',
    });
  });

  it('lists items whose turn it is not, but leaves their step alone', () => {
    const spoken = { ...younger, steps: { 'first-notice': aTaking('2026-03-01T10:00:00.000Z') } };
    const decision = decideOn(now, { invoice: older, open: [older, spoken] });
    expect(decision).toMatchObject({ covers: [{ invoice: 'A' }, { invoice: 'B' }] });
    expect(decision.kind === 'contact' && decision.covers[1]?.step).toBe(undefined);
  });

  it('speaks for what is about to be enrolled, without waiting for it', () => {
    const notEnrolled = { ...older, run: 0 };
    expect(decideOn(now, { invoice: younger, open: [notEnrolled, younger] })).toMatchObject({
      kind: 'contact',
      covers: [
        { invoice: 'B', step: 'first-notice' },
        { invoice: 'A', step: 'first-notice' },
      ],
    });
  });

  it('an invoice beyond the oldest two hundred waits for its place', () => {
    const outside = anInvoice({ invoice: 'Z', due: '2026-03-01' });
    expect(restOf(decideOn(now, { invoice: outside, open }))).toMatchObject({
      because: 'lead-speaks',
      wakeAt: '2026-03-11T10:00:00.000Z',
    });
  });

  it('neither lists nor waits for what is disputed', () => {
    const disputed = { ...older, holds: { d: { reason: 'dispute' as const } } };
    expect(decideOn(now, { invoice: younger, open: [disputed, younger] })).toMatchObject({
      kind: 'contact',
      covers: [{ invoice: 'B' }],
    });
  });
});

/** The first weekday on or after a day past due, at 10:00. */
function nextWeekday(day: number): string {
  const shift = { 0: 1, 6: 2 }[new Date(on(day)).getUTCDay()] ?? 0;
  return on(day + (day === 30 || day === 90 ? 0 : shift));
}
