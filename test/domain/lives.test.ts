// Invoices lived through with decide() alone, read as diaries. Due on Monday 2 March 2026; contact is Mon–Fri 09–18.
import { describe, expect, it } from 'vitest';
import { aDebtor, anInvoice, aPerson, aPolicy } from '#test/fixtures.ts';
import { change, type Entry, live, pays, type World } from '#test/live.ts';

const from = '2026-01-01T00:00:00.000Z';
const to = '2026-09-01T00:00:00.000Z';
const alone = (given = {}): World => ({ debtor: aDebtor(), person: aPerson(), invoices: [anInvoice(given)] });
const said = (diary: readonly Entry[]) =>
  diary.map(({ day, stage, step, channel }) => `${day} ${stage} ${step} by ${channel}`);

const wholeStory = [
  '2026-02-23 preventive friendly-reminder by email',
  '2026-03-02 preventive due-today by email',
  '2026-03-05 administrative first-notice by email',
  '2026-03-10 administrative second-notice by email',
  '2026-03-17 administrative first-call by call',
  '2026-03-24 administrative third-notice by sms',
  '2026-04-02 extrajudicial formal-notice by email',
  '2026-04-16 extrajudicial interest-notice by email',
  '2026-05-01 extrajudicial second-call by call',
  '2026-05-18 extrajudicial last-notice by email',
];

describe('lives', () => {
  it('never pays: four stages, then the handoff on day 91', () => {
    const { diary, ends } = live(alone(), aPolicy(), from, to);
    expect(said(diary)).toEqual(wholeStory);
    expect(ends).toEqual({ 'F-1': { day: '2026-06-01', how: 'handoff' } });
  });

  it('prompt payer hears nothing after paying', () => {
    const { diary, ends } = live(alone(), aPolicy(), from, to, [pays('2026-02-25T08:00:00.000Z', 'F-1')]);
    expect(said(diary)).toEqual(wholeStory.slice(0, 1));
    expect(ends).toEqual({ 'F-1': { day: '2026-02-25', how: 'paid' } });
  });

  it('forgets, pays after the second reminder', () => {
    const { diary } = live(alone(), aPolicy(), from, to, [pays('2026-03-03T15:00:00.000Z', 'F-1')]);
    expect(said(diary)).toEqual(wholeStory.slice(0, 2));
  });

  it('pays half: the rest is chased to the end', () => {
    const { diary, world } = live(alone(), aPolicy(), from, to, [pays('2026-03-12T10:00:00.000Z', 'F-1', 50_000)]);
    expect(said(diary)).toEqual(wholeStory);
    expect(world.invoices[0]?.balance).toBe(50_000);
  });

  it('disputes then loses: silence meanwhile, then the step that fits, none repeated', () => {
    const { diary } = live(alone(), aPolicy(), from, to, [
      change('2026-03-06T10:00:00.000Z', 'F-1', () => ({ holds: { d: { reason: 'dispute' } } })),
      change('2026-04-20T10:00:00.000Z', 'F-1', () => ({ holds: { d: { reason: 'dispute', released: true } } })),
    ]);
    expect(said(diary)).toEqual([
      ...wholeStory.slice(0, 3),
      '2026-04-20 extrajudicial formal-notice by email',
      '2026-05-01 extrajudicial second-call by call',
      '2026-05-18 extrajudicial last-notice by email',
    ]);
  });

  it('due date moved later: begins again for the new date', () => {
    const { diary } = live(alone(), aPolicy(), from, '2026-05-01T00:00:00.000Z', [
      change('2026-03-06T10:00:00.000Z', 'F-1', () => ({ due: '2026-04-06' })),
    ]);
    expect(said(diary)).toEqual([
      ...wholeStory.slice(0, 3),
      '2026-03-30 preventive friendly-reminder by email',
      '2026-04-06 preventive due-today by email',
      '2026-04-09 administrative first-notice by email',
      '2026-04-14 administrative second-notice by email',
      '2026-04-21 administrative first-call by call',
      '2026-04-28 administrative third-notice by sms',
    ]);
  });

  it('reversed payment reopens: goes on where it stood, without repeating a step', () => {
    const reopened = change('2026-03-20T10:00:00.000Z', 'F-1', () => ({ balance: 100_000, stage: 'scheduled' }));
    const { diary } = live(alone(), aPolicy(), from, to, [pays('2026-03-11T10:00:00.000Z', 'F-1'), reopened]);
    expect(said(diary)).toEqual([
      ...wholeStory.slice(0, 4),
      '2026-03-20 administrative first-call by call',
      '2026-03-24 administrative third-notice by sms',
      ...wholeStory.slice(6),
    ]);
  });

  it('after a week without any machine, one message that fits', () => {
    const { diary } = live(
      alone(),
      aPolicy(),
      from,
      '2026-03-31T00:00:00.000Z',
      [],
      [{ from: '2026-03-01T00:00:00.000Z', to: '2026-03-18T03:00:00.000Z' }],
    );
    expect(said(diary)).toEqual([
      '2026-02-23 preventive friendly-reminder by email',
      '2026-03-18 administrative first-notice by email',
      '2026-03-24 administrative third-notice by sms',
    ]);
  });

  it('first seen on day 95: the administrative notice, then the formal one once that counted, then the handoff a week after it counted', () => {
    const { diary, ends } = live(alone({ due: '2026-01-02' }), aPolicy(), '2026-04-07T00:00:00.000Z', to);
    expect(said(diary)).toEqual([
      '2026-04-07 administrative first-notice by email',
      '2026-04-10 extrajudicial formal-notice by email',
    ]);
    expect(ends).toEqual({ 'F-1': { day: '2026-04-20', how: 'handoff' } });
  });

  it('three invoices, one voice: each contact speaks for all, and nobody takes a step twice', () => {
    const invoices = [
      anInvoice({ invoice: 'A' }),
      anInvoice({ invoice: 'B' }),
      anInvoice({ invoice: 'C', due: '2026-03-04' }),
    ];
    const { diary } = live(
      { debtor: aDebtor(), person: aPerson(), invoices },
      aPolicy(),
      from,
      '2026-03-31T00:00:00.000Z',
    );
    const perDay = Map.groupBy(diary, ({ day }) => day);
    expect([...perDay.values()].every((entries) => entries.length === 1)).toBe(true);
    expect(diary.map(({ day, invoice, step, covers }) => `${day} ${invoice} ${step} for ${covers.join('')}`)).toEqual([
      '2026-02-23 A friendly-reminder for ABC',
      '2026-02-26 C friendly-reminder for CAB',
      '2026-03-02 A due-today for ABC',
      '2026-03-05 A first-notice for ABC',
      '2026-03-10 A second-notice for ABC',
      '2026-03-13 C second-notice for CAB',
      '2026-03-17 A first-call for ABC',
      '2026-03-20 C first-call for CAB',
      '2026-03-24 A third-notice for ABC',
      '2026-03-27 C third-notice for CAB',
    ]);
  });
});
