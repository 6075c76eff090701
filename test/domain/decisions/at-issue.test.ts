// The invoice itself, sent by a step that carries its document: taken at once, passed over for want of it, spoken for by others.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '#domain/calendar.ts';
import { decide } from '#domain/decide.ts';
import type { Decision } from '#domain/decision.ts';
import { whyPassedOver } from '#domain/decisions/passed-over.ts';
import { enrolAt } from '#domain/enrol-at.ts';
import type { Debtor, Invoice } from '#domain/facts.ts';
import { type FiledDocument, mostDocumentBytes } from '#domain/invoice-document.ts';
import { noLaw } from '#domain/law.ts';
import { aDebtor, anInvoice, aPolicy, aTaking, someFacts } from '#test/fixtures.ts';

const issue = '2026-03-03';
const ten = `${issue}T10:00:00.000Z`;
const pdf: FiledDocument = { key: 'documents/default/F-1.pdf', version: 'v1', type: 'application/pdf', bytes: 1000 };
const page = { link: 'https://invoices.example.com/F-1' };

const atIssue = (step: object = { attach: ['invoice'], link: ['invoice'], fallback: 'sms' }) => {
  const plain = aPolicy();
  const { content } = plain;
  return aPolicy({
    creditor: { ...content.creditor, documentHosts: ['invoices.example.com'] },
    stages: [{ name: 'preventive', fromDay: 0, countFrom: 'issue' }, ...content.stages.slice(1)],
    steps: [
      { id: 'invoice', stage: 'preventive', day: 0, channel: 'email', template: 'invoice', tone: 'warm', ...step },
      ...content.steps.map((each) => (each.stage === 'preventive' ? { ...each, countFrom: 'due' as const } : each)),
    ],
  });
};
const policy = atIssue();
const fresh = (given: Partial<Invoice> = {}) =>
  anInvoice({ issued: issue, due: addDays(issue, 30), document: pdf, ...given });
const on = (
  now: string,
  invoice: Invoice,
  given: { debtor?: Partial<Debtor>; others?: readonly Invoice[]; by?: typeof policy } = {},
) =>
  decide(
    someFacts({
      invoice,
      debtor: aDebtor(given.debtor),
      open: [...(given.others ?? []), invoice].toSorted((one, other) => (one.due < other.due ? -1 : 1)),
    }),
    given.by ?? policy,
    now,
  );
const taken = (decision: Decision) =>
  decision.kind === 'contact' || decision.kind === 'task'
    ? `${decision.step} by ${decision.channel}: ${decision.covers.map(({ invoice, step, document }) => `${invoice} ${step ?? '-'} ${document ?? '-'}`).join(', ')}`
    : `${decision.kind} ${decision.because} ${decision.wakeAt}`;

describe('on the day of issue', () => {
  it('the invoice is sent with its file, and begins its stage', () => {
    expect(on(ten, fresh())).toMatchObject({
      kind: 'contact',
      step: 'invoice',
      template: 'invoice',
      stage: 'preventive',
      notice: true,
    });
    expect(taken(on(ten, fresh()))).toBe('invoice by email: F-1 invoice attached');
  });

  it('collection begins at once inside the hours, and at their beginning outside', () => {
    const begins = (now: string) => enrolAt(fresh({ run: 0 }), aDebtor(), noLaw, policy, now);
    expect(begins(ten)).toBe(ten);
    expect(begins(`${issue}T07:00:00.000Z`)).toBe(`${issue}T09:00:00.000Z`);
    expect(begins(`${issue}T20:00:00.000Z`)).toBe(`${issue}T20:00:00.000Z`);
  });

  const { email: _, ...withoutEmail } = aDebtor();
  const longer = { link: page.link.padEnd(68, 'x') };

  it.each([
    ['linked, by email', page, aDebtor(), 'invoice by email: F-1 invoice linked'],
    ['linked, by text message', page, withoutEmail, 'invoice by sms: F-1 invoice linked'],
    ['not by a link that is too long for one', longer, withoutEmail, 'enter next-step 2026-03-26T09:00:00.000Z'],
  ])('%s', (_, document, debtor, said) =>
    expect(taken(decide({ ...someFacts({ invoice: fresh({ document }) }), debtor }, policy, ten))).toBe(said),
  );
});

describe('a step without its document is passed over', () => {
  const why = (invoice: Invoice, debtor: Partial<Debtor> = {}, by = policy) => {
    const [step] = by.content.steps;
    return step && whyPassedOver(step, invoice, { debtor: aDebtor(debtor), law: noLaw }, by.content, issue);
  };
  const { document: _, ...bare } = fresh();
  const attachOnly = atIssue({ attach: ['invoice'], fallback: 'sms' });
  const linkOnly = atIssue({ link: ['invoice'], fallback: 'sms' });
  const closed = {
    ...linkOnly,
    content: { ...linkOnly.content, creditor: { ...linkOnly.content.creditor, documentHosts: ['other.example'] } },
  };

  it.each([
    ['its file is there', fresh(), {}, policy, undefined],
    ['it has none', bare, {}, policy, 'no-document'],
    ['it has a page, and files are asked for', fresh({ document: page }), {}, attachOnly, 'no-document'],
    ['it has a file, and links are asked for', fresh(), {}, linkOnly, 'no-document'],
    ['its page is elsewhere', fresh({ document: page }), {}, closed, 'host-not-allowed'],
    [
      'no email reaches the debtor, and text messages carry no file',
      fresh(),
      { undeliverable: ['email'] },
      attachOnly,
      'no-carrier',
    ],
    ['the debtor wants no email', fresh(), { optOut: ['email'] }, policy, 'no-carrier'],
    [
      'the debtor wants no email, but a text message can show the page',
      fresh({ document: page }),
      { optOut: ['email'] },
      policy,
      undefined,
    ],
  ] as const)('%s', (_, invoice, debtor, by, reason) =>
    expect(why(invoice, debtor as Partial<Debtor>, by)).toBe(reason),
  );

  it('and the reminders go on', () => {
    expect(taken(on(ten, bare))).toBe('enter next-step 2026-03-26T09:00:00.000Z');
    expect(taken(on('2026-03-26T09:00:00.000Z', bare))).toBe('friendly-reminder by email: F-1 friendly-reminder -');
  });

  it('a document that comes later is sent then', () => {
    expect(taken(on('2026-03-10T10:00:00.000Z', fresh({ stage: 'preventive' })))).toBe(
      'invoice by email: F-1 invoice attached',
    );
  });

  it('once it failed for good by email, the page goes by text message', () => {
    const failed = aTaking(ten, { stage: 'preventive', outcome: 'failed' });
    const invoice = fresh({ document: page, steps: { invoice: failed } });
    expect(taken(on(`${issue}T11:00:00.000Z`, invoice))).toContain('invoice by sms');
    expect(taken(on(`${issue}T11:00:00.000Z`, fresh({ steps: { invoice: failed } })))).toContain('invoice by email');
  });
});

describe('after the invoice', () => {
  const given = (at: string) => ({ invoice: aTaking(at, { stage: 'preventive' }) });
  const contacted = (at: string) => ({ contacts: [{ at, contact: 'c' }] });

  it('is sent, it is not sent again', () => {
    expect(taken(on(`${issue}T11:00:00.000Z`, fresh({ steps: given(ten) }), { debtor: contacted(ten) }))).toBe(
      'enter next-step 2026-03-26T09:00:00.000Z',
    );
  });

  it('its reminder keeps the spacing', () => {
    // Due in nine days: the reminder would fall two days after the invoice.
    const invoice = fresh({ due: addDays(issue, 9), steps: given(ten), stage: 'preventive' });
    expect(taken(on('2026-03-05T10:00:00.000Z', invoice, { debtor: contacted(ten) }))).toBe(
      'wait spacing 2026-03-06T09:00:00.000Z',
    );
    expect(taken(on('2026-03-06T09:00:00.000Z', invoice, { debtor: contacted(ten) }))).toContain('friendly-reminder');
  });

  it('of few days, which a reminder would precede, the invoice comes first and the reminder is spent', () => {
    const short = fresh({ due: addDays(issue, 5) });
    expect(taken(on(ten, short))).toContain('invoice by email');
    expect(taken(on(`${issue}T11:00:00.000Z`, { ...short, steps: given(ten) }, { debtor: contacted(ten) }))).toBe(
      'enter hours 2026-03-09T09:00:00.000Z',
    );
  });

  it('without a document, an invoice of few days is reminded of at once, as ever', () => {
    const { document: _, ...short } = fresh({ due: addDays(issue, 5) });
    expect(taken(on(ten, short))).toContain('friendly-reminder');
  });
});

describe('several issued together', () => {
  const second = fresh({ invoice: 'F-2', run: 0, document: { ...pdf, version: 'v2' } });
  const sized = (invoice: string, bytes: number) =>
    fresh({ invoice, due: addDays(issue, 31), document: { ...pdf, key: invoice, bytes } });

  it('go in one message, each with its file', () => {
    expect(taken(on(ten, fresh(), { others: [second] }))).toBe(
      'invoice by email: F-1 invoice attached, F-2 invoice attached',
    );
  });

  it('fill a message up to its size; what does not fit is told of, and keeps its step', () => {
    const first = fresh({ document: { ...pdf, bytes: mostDocumentBytes - 100 } });
    expect(taken(on(ten, first, { others: [sized('F-2', 100)] }))).toBe(
      'invoice by email: F-1 invoice attached, F-2 invoice attached',
    );
    expect(taken(on(ten, first, { others: [sized('F-2', 101), sized('F-3', 100)] }))).toBe(
      'invoice by email: F-1 invoice attached, F-2 - -, F-3 invoice attached',
    );
  });

  it('one that is late leads, and takes the new one along with its file', () => {
    const late = anInvoice({ invoice: 'OLD', due: '2026-03-02', issued: '2026-02-01' });
    expect(taken(on(ten, late, { others: [fresh({ run: 0 })] }))).toBe(
      'first-notice by email: OLD first-notice -, F-1 invoice attached',
    );
    expect(on(ten, fresh(), { others: [late] })).toMatchObject({ because: 'lead-speaks' });
  });

  it('a text message shows one link, and a call takes no step that carries', () => {
    const { email: _, ...reached } = aDebtor();
    const linked = fresh({ document: page });
    const other = fresh({ invoice: 'F-2', document: { link: `${page.link}2` } });
    expect(
      taken(decide({ ...someFacts({ invoice: linked, open: [linked, other] }), debtor: reached }, policy, ten)),
    ).toBe('invoice by sms: F-1 invoice linked, F-2 - -');
    const called = anInvoice({
      invoice: 'OLD',
      issued: '2026-01-17',
      due: '2026-02-16',
      stage: 'administrative',
      steps: {
        'first-notice': aTaking('2026-02-17T09:00:00.000Z'),
        'second-notice': aTaking('2026-02-24T09:00:00.000Z', { notice: false }),
      },
    });
    expect(taken(on(ten, called, { others: [fresh()] }))).toBe('first-call by call: OLD first-call -, F-1 - -');
  });
});

describe('whatever the facts', () => {
  const document = fc.constantFrom(undefined, pdf, page, { link: 'https://elsewhere.example/F' });
  const facts = fc.record({
    one: document,
    other: document,
    days: fc.integer({ min: 0, max: 60 }),
    asked: fc.integer({ min: 0, max: 40 }),
    hour: fc.integer({ min: 0, max: 23 }),
    paid: fc.boolean(),
    reach: fc.constantFrom<readonly ('email' | 'sms')[]>([], ['email'], ['sms'], ['email', 'sms']),
  });
  const withDocument = (invoice: Invoice, given: Invoice['document']): Invoice => {
    const { document: _, ...bare } = invoice;
    return given === undefined ? bare : { ...bare, document: given };
  };

  it('no step that carries is taken without its document, none of what is paid, and the answer holds until it says', () => {
    fc.assert(
      fc.property(facts, ({ one, other, days, asked, hour, paid, reach }) => {
        const now = `${addDays(issue, asked)}T${String(hour).padStart(2, '0')}:00:00.000Z`;
        const due = addDays(issue, days);
        const invoice = withDocument(fresh({ due, ...(paid ? { balance: 0 } : {}) }), one);
        const others = [withDocument(fresh({ invoice: 'F-2', due }), other)];
        const given = { others, debtor: { undeliverable: reach } };
        const decision = on(now, invoice, given);
        if (paid) expect(decision.kind).toBe('close');
        if ('covers' in decision) {
          for (const cover of decision.covers) expect(cover.step === 'invoice').toBe(cover.document !== undefined);
          expect(decision.step === 'invoice').toBe(decision.covers[0]?.document !== undefined);
        }
        const { wakeAt } = decision;
        if (wakeAt !== null) expect(wakeAt > now).toBe(true);
      }),
    );
  });
});
