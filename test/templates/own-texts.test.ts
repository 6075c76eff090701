// A creditor's own texts on top of those that come with Recaudo, and which of all texts a message says.
import { describe, expect, it } from 'vitest';
import { BadInput } from '#domain/errors.ts';
import { type MessageData, renderMessage } from '#templates/message.ts';
import { mergeTexts, withOwnTexts } from '#templates/own-texts.ts';
import { type Texts, textsOf } from '#templates/texts.ts';
import { aMessage, anItemLate } from './message-fixture.ts';

describe('own texts', () => {
  it.each([
    ['a field', { a: '1', b: '2' }, { b: '3' }, { a: '1', b: '3' }],
    ['a list, whole', { a: ['1', '2'] }, { a: ['3'] }, { a: ['3'] }],
    ['one tone of a text for all', { a: '1' }, { a: { warm: '2' } }, { a: { warm: '2', plain: '1', firm: '1' } }],
    ['all tones at once', { a: { warm: '1', plain: '2', firm: '3' } }, { a: '4' }, { a: '4' }],
    [
      'a field in every tone',
      { a: { warm: { s: '1', p: '1' }, plain: { s: '2', p: '2' }, firm: { s: '3', p: '3' } } },
      { a: { s: '4' } },
      { a: { warm: { s: '4', p: '1' }, plain: { s: '4', p: '2' }, firm: { s: '4', p: '3' } } },
    ],
    [
      'a field in one tone, where the rest is for all',
      { a: { s: '1', p: '1' } },
      { a: { firm: { s: '2' } } },
      { a: { warm: { s: '1', p: '1' }, plain: { s: '1', p: '1' }, firm: { s: '2', p: '1' } } },
    ],
  ])('change %s', (_, base, own, merged) => {
    expect(mergeTexts(base, own)).toEqual(merged);
  });

  it('that an earlier release took and this one does not know are named, and not sent without', () => {
    expect(() => withOwnTexts('en', { lines: { farewell: 'Bye' } })).toThrow(BadInput);
    expect(withOwnTexts('en', {})).toEqual(textsOf('en'));
  });
});

const subjectOf = (given: Partial<MessageData>, texts: Texts = textsOf('en')): string => {
  const message = renderMessage(aMessage(given), texts);
  if (message.channel !== 'email') throw new Error('not an email');
  return message.subject;
};
const letter = (subject: string) => ({ email: { subject, paragraphs: ['{{ invoices }}'] } });

describe('the text of a message', () => {
  it.each([
    ['administrative', 10, true, 'Open invoice'],
    ['administrative', 10, undefined, 'Open invoice'],
    ['administrative', 10, false, 'Still to pay'],
    ['extrajudicial', 40, true, 'Formal notice'],
    ['extrajudicial', 40, false, 'Still open'],
    ['preventive', -3, true, 'Invoice F-1001 (due'],
    ['extrajudicial', 0, true, 'Invoice F-1001 (due today)'],
  ] as const)('in the %s stage, %i days late, the notice: %s, begins "%s"', (stage, days, isNotice, begins) => {
    const given = { stage, items: [anItemLate(days)], ...(isNotice === undefined ? {} : { isNotice }) };
    expect(subjectOf(given).startsWith(begins)).toBe(true);
  });

  it.each([
    ['formalNotice', 10, 'Formal notice'],
    ['preventive', 10, 'Open invoice'],
    ['formalNotice', -3, 'Invoice F-1001 (due'],
    ['nothing-like-it', 10, 'Open invoice'],
    ['constructor', 10, 'Open invoice'],
  ])('is the one that the step names, "%s", where it is true %i days late', (template, days, begins) => {
    expect(subjectOf({ template, items: [anItemLate(days)] }).startsWith(begins)).toBe(true);
  });

  it("is the creditor's own by name, with the rest of the one that it stands in for", () => {
    const texts = withOwnTexts('en', {
      own: { spring: { insteadOf: 'administrative', ...letter('Spring: {{ invoices }}') } },
    });
    expect(subjectOf({ template: 'spring' }, texts)).toBe('Spring: F-1001');
    expect(subjectOf({ template: 'spring', items: [anItemLate(-2)] }, texts)).toContain('due');
    expect(subjectOf({}, texts)).not.toContain('Spring');
    const sms = renderMessage(aMessage({ template: 'spring', channel: 'sms' }), texts);
    expect(sms).toEqual(renderMessage(aMessage({ channel: 'sms' })));
  });

  it('tells of a promise that was not kept, in mails and scripts, and only then', () => {
    const promised = { date: '2026-06-01' };
    for (const channel of ['email', 'call'] as const) {
      const told = JSON.stringify(renderMessage(aMessage({ promised, channel }))).replaceAll(/\\n|\s+/g, ' ');
      expect(told).toContain('You told us that you would pay by June 1, 2026');
      expect(JSON.stringify(renderMessage(aMessage({ channel })))).not.toContain('You told us');
    }
  });

  it('is about what happened where that is its occasion, with the payments of a plan', () => {
    const money = (amount: number) => ({ amount, currency: 'EUR' });
    const instalments = [
      { date: '2026-07-01', amount: money(6000) },
      { date: '2026-08-01', amount: money(6050) },
    ];
    const occasion = { kind: 'planAgreed', amounts: [money(12_050)], date: '2026-07-01', instalments } as const;
    const message = renderMessage(aMessage({ occasion }));
    if (message.channel !== 'email') throw new Error('not an email');
    expect(message.subject).toBe('Our agreement: 2 payments, the first on July 1, 2026, invoice F-1001');
    expect(message.text).toContain('THE PAYMENTS\n- July 1, 2026: €60.00\n- August 1, 2026: €60.50\n');
    expect(message.text).not.toContain('If you have already paid');
  });

  it('asks for nothing once all is paid, and thanks', () => {
    const zero = { amount: 0, currency: 'EUR' };
    const occasion = {
      kind: 'paymentReceived',
      amounts: [{ amount: 12_050, currency: 'EUR' }],
      date: '2026-06-09',
    } as const;
    const given = { occasion, items: [anItemLate(10, { balance: zero })] };
    const { text } = renderMessage(aMessage(given)) as { readonly text: string };
    expect(text).toContain('Thank you: your payment of €120.50 reached us on June 9, 2026.');
    expect(text).not.toMatch(/HOW TO PAY|CANNOT PAY|Days late/);
    expect(renderMessage(aMessage({ ...given, channel: 'sms' }))).toMatchObject({
      text: expect.stringContaining('Nothing is owed on it any more. Questions: Marta Ruiz'),
    });
  });
});
