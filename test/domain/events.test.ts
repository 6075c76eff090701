// The contract with ERPs: the published examples and schemas hold, and each mistake is answered with the field it is in.
import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { BadInput } from '#domain/errors.ts';
import { type EventType, eventSchemas, readEvent } from '#domain/events.ts';
import type { Contact } from '#store/contacts.ts';
import { eventsOut } from '#store/events-out.ts';
import { invoiceToItem } from '#store/items.ts';
import type { Placement } from '#store/placements.ts';
import type { NewTask } from '#store/tasks.ts';
import { anInvoice } from '#test/fixtures.ts';
import { eventSchemaFiles, eventSchemaFolder } from '../../docs/generate.ts';

const types = Object.keys(eventSchemas);
const envelope = z.strictObject({
  source: z.string(),
  'detail-type': z.string(),
  detail: z.record(z.string(), z.unknown()),
});
const exampleFolder = new URL('examples/', eventSchemaFolder);
const examples = readdirSync(exampleFolder).map((file) => ({
  file,
  ...envelope.parse(JSON.parse(readFileSync(new URL(file, exampleFolder), 'utf8'))),
}));
const exampleOf = (type: EventType): Readonly<Record<string, unknown>> => {
  const found = examples.find((example) => example['detail-type'] === type);
  if (!found) throw new Error(`docs/events/examples has no ${type}`);
  return found.detail;
};
const fileOf = (type: string): string => type.toLowerCase().replaceAll(' ', '-');

/** What a sender is told about an example in which some fields are other; undefined takes a field away. */
const answerTo = (type: EventType, changed: Readonly<Record<string, unknown>>): string => {
  try {
    readEvent(type, { ...exampleOf(type), ...changed });
  } catch (error) {
    if (error instanceof BadInput) return error.message;
    throw error;
  }
  return 'accepted';
};

const guide = readFileSync(new URL('README.md', eventSchemaFolder), 'utf8');
const schemaProperties = z.object({ properties: z.record(z.string(), z.unknown()) });

describe('what is published', () => {
  it('has one example of each event, called like its schema', () => {
    expect(examples.map(({ file, 'detail-type': type }) => [file, type])).toEqual(
      types.map((type) => [`${fileOf(type)}.json`, type]).toSorted(),
    );
  });

  it.each(examples)('$file is accepted as it stands', ({ 'detail-type': type, detail }) => {
    expect(readEvent(type, detail)).toMatchObject({ type, detail });
  });

  it.each(eventSchemaFiles())('$file says what the code says; else run `npm run build:docs`', ({ file, content }) => {
    expect(JSON.parse(readFileSync(new URL(file, eventSchemaFolder), 'utf8'))).toEqual(JSON.parse(content));
  });

  it('has no schema of an event that is gone', () => {
    const published = readdirSync(eventSchemaFolder).filter((file) => file.endsWith('.schema.json'));
    expect(published.toSorted()).toEqual(
      eventSchemaFiles()
        .map(({ file }) => file)
        .toSorted(),
    );
  });

  it('shows in the guide every example, word for word', () => {
    const shown = [...guide.matchAll(/```json\n(.*?)```/gs)].map(([, code = '']): unknown => JSON.parse(code));
    for (const { file, ...example } of examples) expect(shown, file).toContainEqual(example);
  });

  it.each(types)('explains in the guide every field of %s', (type) => {
    const section = sectionOf(type);
    const fields = Object.keys(schemaProperties.parse(JSON.parse(schemaText(type))).properties);
    for (const field of fields.filter((each) => !['id', 'creditor', 'at', 'by'].includes(each)))
      expect(section, field).toContain(`| \`${field}\``);
  });
});

describe('what goes out', () => {
  const contact: Contact = {
    contact: 'c1',
    creditor: 'acme',
    debtor: 'D-1',
    lead: 'F-1',
    stage: 'administrative',
    step: 'first-notice',
    repetition: 1,
    attempt: 1,
    channel: 'email',
    because: 'step-due',
    policyVersion: 4,
    segment: 'default',
    arm: 'gentler',
    covers: ['F-1', 'F-2'].map((invoice) => ({ invoice, balance: 1, currency: 'EUR', due: '2026-03-02' })),
    claimedAt: '2026-03-03T10:00:00.000Z',
    sender: 's1',
    status: 'claimed',
    statusAt: '2026-03-03T10:00:00.000Z',
    statuses: [],
    address: 'marta@example.com',
  };
  const task: NewTask = {
    task: 't1',
    kind: 'call',
    creditor: 'acme',
    debtor: 'D-1',
    invoice: 'F-1',
    title: 'Call Marta Salas',
    script: 'Good morning, Marta.',
    openedAt: '2026-03-03T10:00:00.000Z',
    status: 'open',
  };
  const promised = {
    ...{ event: 'e1', outcome: 'promise', at: '2026-03-03T11:00:00.000Z', agent: 'ana', queue: 'calls', seconds: 240 },
    ...{ reached: true, note: 'Marta pays', recap: 'Good morning, Marta.' },
    result: { kind: 'promise', date: '2026-03-12', amount: '10.00', currency: 'EUR' },
  };
  const ofContact = { contact: 'c1', stage: 'administrative', step: 'call', template: 't', segment: 's', arm: 'a' };
  const worked = { sk: 'TASK#t1', ...task, ...ofContact, attempts: [promised] };
  const placement: Placement & { creditor: string; debtor: string; invoice: string } = {
    creditor: 'acme',
    debtor: 'D-1',
    invoice: 'F-1',
    agency: 'Example Collections',
    amount: 100_000,
    currency: 'EUR',
    commissionPercent: '20',
    dossier: 'dossiers/F-1.json',
    dossierHash: 'abc',
    policyVersion: 4,
    status: 'placed',
    placedAt: '2026-06-01T00:00:00.000Z',
  };
  const invoice = { ...invoiceToItem(anInvoice({ stage: 'preventive' })), because: 'step-due' };
  const news = [
    { id: '1', kind: 'INSERT', after: { sk: 'CONTACT#c1', ...contact } },
    { id: '2', kind: 'INSERT', after: { sk: 'TASK#t1', ...task } },
    { id: '3', kind: 'INSERT', after: { sk: 'PLACEMENT#1', ...placement } },
    { id: '4', kind: 'MODIFY', before: invoice, after: { ...invoice, stage: 'administrative' } },
    { id: '5', kind: 'MODIFY', before: invoice, after: { ...invoice, stage: 'closed', balance: 0, because: 'paid' } },
    { id: '6', kind: 'MODIFY', before: { sk: 'TASK#t1', ...task }, after: worked },
  ].flatMap(eventsOut);

  it('is each kind of event once', () => {
    expect(news.map(({ type }) => type)).toEqual([
      'Contact Made',
      'Task Opened',
      'Handed Off',
      'Stage Entered',
      'Closed',
      'Task Worked',
    ]);
  });

  it('tells of each attempt once, and of nothing else that happens to a task', () => {
    const modified = (before: object, after: object) =>
      eventsOut({ id: '7', kind: 'MODIFY', before: { ...worked, ...before }, after: { ...worked, ...after } });
    expect(modified({}, { lease: { agent: 'ana' } })).toEqual([]);
    const again = { ...promised, outcome: 'no-answer', result: { kind: 'no-answer' } };
    expect(modified({}, { attempts: [promised, again] })).toMatchObject([
      { type: 'Task Worked', detail: { attempt: 2, outcome: 'no-answer' } },
    ]);
  });

  it.each(news)('$type is explained in the guide, field by field', ({ type, detail }) => {
    const explained = [...sectionOf(type).matchAll(/^\| `(\w+)`/gm)].map(([, field]) => field);
    expect(explained.toSorted()).toEqual(Object.keys(detail).toSorted());
  });

  it('carries no name, address or text', () => {
    const text = JSON.stringify(news);
    for (const personal of ['Marta', 'marta@example.com', 'Good morning']) expect(text).not.toContain(personal);
  });

  it.each([
    ['an invoice that is only scheduled', { id: '6', kind: 'INSERT', after: { ...invoice, stage: 'scheduled' } }],
    [
      'an invoice that stays in its stage',
      { id: '7', kind: 'MODIFY', before: invoice, after: { ...invoice, balance: 1 } },
    ],
    [
      'a contact that is settled',
      { id: '8', kind: 'MODIFY', before: contact, after: { sk: 'CONTACT#c1', ...contact } },
    ],
    ['an item that is gone', { id: '9', kind: 'REMOVE', before: invoice }],
    ['anything else', { id: '10', kind: 'INSERT', after: { sk: 'LEDGER#p1' } }],
  ])('nothing about %s', (_, change) => {
    expect(eventsOut(change)).toEqual([]);
  });
});

describe('a batch', () => {
  const batch = { sk: 'BATCH', batch: '3f2a9c1e7b5d4806', status: 'imported', rows: 3 };
  const confirmed = { event: 'a', answer: 'settled', by: 'ana', note: 'Marta called', settled: 2, kept: 1 };
  const asked = { ...batch, confirmed };
  const done = { ...batch, confirmed: { ...confirmed, finishedAt: '2026-01-06T09:00:00.000Z' } };
  const typesOf = (before: object | undefined, after: object) =>
    eventsOut({ id: 'b', kind: 'MODIFY', ...(before ? { before: { ...before } } : {}), after: { ...after } }).map(
      ({ type }) => type,
    );

  it.each([
    ['imported', { ...batch, status: 'importing' }, batch, ['Batch Imported']],
    ['answered, and at work', batch, asked, []],
    ['settled', asked, done, ['Batch Settled']],
    ['told once', done, { ...done, rows: 4 }, []],
    ['undone afterwards', done, { ...done, status: 'undone' }, ['Batch Undone']],
  ])('%s', (_, before, after, expected) => expect(typesOf(before, after)).toEqual(expected));

  it('tells what came of the answer, without what a person wrote', () => {
    const [told] = eventsOut({ id: 'b', kind: 'MODIFY', before: asked, after: done });
    expect(told?.detail).toMatchObject({ batch: batch.batch, confirmed: { settled: 2, kept: 1 } });
    expect(JSON.stringify(told)).not.toContain('Marta');
  });

  it.each([
    [{ only: ['F-1'], except: ['F-2'] }, 'except: goes without only'],
    [{ answer: 'none' }, 'answer: none names no invoices'],
    [{ answer: 'none', except: undefined }, 'accepted'],
    [{ except: undefined }, 'accepted'],
    [{ except: [] }, 'except: '],
    [{ answer: 'paid' }, 'answer: '],
  ])('missing invoices answered by %j: %s', (changed, answer) =>
    expect(answerTo('Missing Invoices Answered', changed)).toContain(answer),
  );
});

describe('every event', () => {
  it.each(types)('%s: a missing or a bad id is named', (type) => {
    if (!isType(type)) throw new Error(type);
    expect(answerTo(type, { id: undefined })).toContain(`${type} cannot be applied: id: `);
    expect(answerTo(type, { id: '' })).toContain('id: use 1 to 128 letters');
    expect(answerTo(type, { id: '-x' })).toContain('id: use 1 to 128 letters');
    expect(answerTo(type, { id: 'x#y' })).toContain('id: use 1 to 128 letters');
    expect(answerTo(type, { id: 'x'.repeat(129) })).toContain('id: use 1 to 128 letters');
    expect(answerTo(type, { id: 'x'.repeat(128) })).toBe('accepted');
  });

  it.each([
    ['2026-01-31T09:00:00Z', 'accepted'],
    ['2026-01-31T09:00:00.123-05:00', 'accepted'],
    ['2026-01-31', 'write an instant as 2026-01-31T09:00:00Z'],
    ['2026-01-31T09:00:00', 'write an instant as 2026-01-31T09:00:00Z'],
    ['2026-02-30T09:00:00Z', 'write an instant as 2026-01-31T09:00:00Z'],
    ['yesterday', 'write an instant as 2026-01-31T09:00:00Z'],
  ])('at "%s": %s', (at, answer) => {
    expect(answerTo('Invoice Changed', { at })).toContain(answer);
  });

  it('belongs to the creditor "default" when none is named', () => {
    expect(readEvent('Hold Released', { id: 'e', invoice: 'F-1', hold: 'h' }).detail.creditor).toBe('default');
  });

  it('may carry fields that we do not know', () => {
    expect(answerTo('Payment Received', { bankReference: 'ES-1' })).toBe('accepted');
    const read = readEvent('Payment Received', { ...exampleOf('Payment Received'), bankReference: 'ES-1' });
    expect(read.detail).not.toHaveProperty('bankReference');
  });

  it('of an unknown type is answered with the known ones', () => {
    expect(() => readEvent('Payment Recieved', {})).toThrow(
      /the detail-type "Payment Recieved" is not known; known are Invoice Issued, .*Payment Received/,
    );
    expect(() => readEvent('constructor', {})).toThrow('is not known');
  });

  it.each([[undefined], [null], ['text'], [42], [[]]])(
    'with the detail %j is answered with what it must be',
    (detail) => {
      expect(() => readEvent('Payment Received', detail)).toThrow(
        /Payment Received cannot be applied: detail: .*(object|missing)/,
      );
    },
  );

  it('tells all that is wrong at once', () => {
    const answer = answerTo('Payment Received', { invoice: '', amount: '1,5', currency: 'EURO', effective: 'today' });
    for (const field of ['invoice: ', 'amount: ', 'currency: ', 'effective: ']) expect(answer).toContain(field);
  });

  it('is read or refused in words, whatever it holds: no other error ever comes out', () => {
    const wild = fc.dictionary(
      fc.oneof(
        fc.constantFrom('id', 'invoice', 'debtor', 'amount', 'currency', 'effective', 'hold', 'at'),
        fc.string(),
      ),
      fc.oneof(fc.jsonValue(), fc.string(), fc.constant(undefined)),
    );
    fc.assert(
      fc.property(fc.constantFrom(...types), wild, (type, detail) => {
        try {
          readEvent(type, detail);
        } catch (error) {
          expect(error).toBeInstanceOf(BadInput);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

describe('fields', () => {
  it.each<[EventType, string, unknown, string]>([
    ['Invoice Issued', 'invoice', undefined, 'invoice: '],
    ['Invoice Issued', 'invoice', 'F#1', 'invoice: use 1 to 64 letters'],
    ['Invoice Issued', 'invoice', 'F'.repeat(65), 'invoice: use 1 to 64 letters'],
    ['Invoice Issued', 'due', undefined, 'due: '],
    ['Invoice Issued', 'due', '2026-02-30', 'due: write a calendar date as YYYY-MM-DD'],
    ['Invoice Issued', 'due', '16/01/2026', 'due: write a calendar date as YYYY-MM-DD'],
    ['Invoice Issued', 'due', '2025-12-18', 'due: is before the issue date'],
    ['Invoice Issued', 'amount', 420, 'amount: '],
    ['Invoice Issued', 'amount', '-420.00', 'amount: write a positive amount as text'],
    ['Invoice Issued', 'amount', '420,00', 'amount: write a positive amount as text'],
    ['Invoice Issued', 'amount', '0.00', 'amount: must be more than zero'],
    ['Invoice Issued', 'amount', '420.005', 'amount: "420.005" has more than the 2 decimals of EUR'],
    ['Invoice Issued', 'amount', '999999999999999', 'amount: "999999999999999" EUR is too large'],
    ['Invoice Issued', 'currency', 'EURO', 'currency: use an ISO 4217 code'],
    ['Invoice Issued', 'currency', 'eur', 'currency: use an ISO 4217 code'],
    ['Invoice Issued', 'debtor', undefined, 'debtor: '],
    ['Invoice Issued', 'debtor', { name: 'Lucía' }, 'debtor.id: '],
    ['Invoice Issued', 'debtor', { id: 'l' }, 'debtor.name: '],
    ['Invoice Issued', 'debtor', { id: 'l', name: 'L', email: 'lucia' }, 'debtor.email: write an address such as'],
    ['Invoice Issued', 'debtor', { id: 'l', name: 'L', phone: '600000001' }, 'debtor.phone: write a phone number as'],
    ['Invoice Issued', 'debtor', { id: 'l', name: 'L', timeZone: 'Madrid' }, 'debtor.timeZone: use an IANA time zone'],
    ['Invoice Issued', 'debtor', { id: 'l', name: 'L', language: 'fr' }, 'debtor.language: '],
    ['Invoice Issued', 'debtor', { id: 'l', name: 'L', type: 'robot' }, 'debtor.type: '],
    ['Invoice Issued', 'tags', Array.from({ length: 21 }, () => 'x'), 'tags: '],
    ['Invoice Issued', 'tags', [''], 'tags.0: '],
    ['Invoice Changed', 'currency', undefined, 'currency: goes with amount'],
    ['Invoice Changed', 'amount', undefined, 'currency: goes with amount'],
    ['Invoice Changed', 'cancelled', false, 'cancelled: '],
    ['Invoice Changed', 'amount', '0', 'amount: must be more than zero'],
    ['Payment Received', 'effective', undefined, 'effective: '],
    ['Payment Received', 'debtor', 'lucia-fernandez', 'invoice: name either an invoice or a debtor'],
    ['Payment Received', 'invoice', undefined, 'invoice: name either an invoice or a debtor'],
    ['Payment Received', 'amount', '0', 'amount: must be more than zero'],
    ['Payment Reversed', 'payment', undefined, 'payment: '],
    ['Payment Reversed', 'effective', '2026-13-01', 'effective: write a calendar date'],
    ['Credit Note Issued', 'invoice', undefined, 'invoice: name either an invoice or a debtor'],
    ['Credit Note Issued', 'amount', '1.001', 'amount: "1.001" has more than the 2 decimals of EUR'],
    ['Debtor Changed', 'debtor', undefined, 'debtor: '],
    ['Debtor Changed', 'optOut', ['fax'], 'optOut.0: '],
    ['Debtor Changed', 'optOut', 'sms', 'optOut: '],
    ['Debtor Changed', 'email', '', 'email: '],
    ['Debtor Changed', 'timeZone', 'Mars', 'timeZone: use an IANA time zone'],
    ['Debtor Changed', 'name', '', 'name: '],
    ['Dispute Opened', 'dispute', undefined, 'dispute: '],
    ['Dispute Opened', 'reason', 'x'.repeat(501), 'reason: '],
    ['Dispute Resolved', 'outcome', 'perhaps', 'outcome: '],
    ['Dispute Resolved', 'dispute', undefined, 'dispute: '],
    ['Hold Placed', 'reason', 'dispute', 'reason: '],
    ['Hold Placed', 'hold', undefined, 'hold: '],
    ['Hold Placed', 'until', 'soon', 'until: write a calendar date'],
    ['Hold Placed', 'debtor', 'lucia-fernandez', 'invoice: name either an invoice or a debtor'],
    ['Hold Released', 'hold', undefined, 'hold: '],
    ['Hold Released', 'invoice', undefined, 'invoice: name either an invoice or a debtor'],
    ['Promise Made', 'date', undefined, 'date: '],
    ['Promise Made', 'debtor', 'lucia-fernandez', 'invoice: name either an invoice or a debtor'],
    ['Promise Made', 'currency', undefined, 'currency: goes with amount'],
    ['Promise Made', 'amount', '0', 'amount: must be more than zero'],
    ['Dispute Opened', 'amount', '10.00', 'currency: goes with amount'],
    ['Consent Changed', 'channel', 'fax', 'channel: '],
    ['Consent Changed', 'given', 'yes', 'given: '],
    ['Credit Added', 'debtor', undefined, 'debtor: '],
    ['Credit Added', 'amount', '0', 'amount: must be more than zero'],
    ['Conversation Held', 'invoice', 'F-1001', 'invoice: name either an invoice or a debtor'],
    ['Conversation Held', 'channel', 'fax', 'channel: '],
    ['Contact Failed', 'debtor', undefined, 'debtor: name the debtor, or an invoice'],
    ['Contact Failed', 'permanent', 'yes', 'permanent: '],
    ['Contact Failed', 'reason', 'x'.repeat(301), 'reason: '],
    ['Contact Delivered', 'channel', 'fax', 'channel: '],
    ['Task Completed', 'task', undefined, 'task: '],
    ['Task Completed', 'outcome', '', 'outcome: '],
    ['Task Completed', 'debtor', undefined, 'debtor: '],
    ['Task Completed', 'outcome', 'refuses', "outcome: is not the result's kind, promise"],
    ['Task Completed', 'result', { kind: 'promise' }, 'result.date: is missing'],
    ['Task Completed', 'result', { kind: 'shrugs' }, 'result.kind: '],
    ['Task Completed', 'result', { kind: 'promise', date: '2026-03-12', amount: '1' }, 'result.currency: goes with'],
    [
      'Task Completed',
      'result',
      { kind: 'promise', date: '2026-03-12', amount: '0', currency: 'EUR' },
      'result.amount: must be more than zero',
    ],
    ['Task Completed', 'result', { kind: 'call-back', at: 'soon' }, 'result.at: write an instant'],
    ['Person Stopped', 'stop', 'gone', 'stop: '],
    ['Person Stopped', 'stop', undefined, 'stop: '],
    ['Person Stopped', 'debtor', undefined, 'debtor: '],
  ])('%s with %s %j: "%s…"', (type, field, value, answer) => {
    expect(answerTo(type, { [field]: value })).toContain(answer);
  });

  it.each<[EventType, Readonly<Record<string, unknown>>]>([
    ['Invoice Issued', { due: '2025-12-19' }],
    ['Invoice Issued', { amount: '0.01' }],
    ['Invoice Issued', { amount: '420.500' }],
    ['Invoice Issued', { amount: '90071992547409.91' }],
    ['Invoice Issued', { invoice: 'F'.repeat(64) }],
    ['Invoice Issued', { tags: Array.from({ length: 20 }, () => 'x'.repeat(60)) }],
    ['Invoice Issued', { tags: undefined }],
    ['Invoice Issued', { debtor: { id: 'l', name: 'L' } }],
    ['Invoice Changed', { amount: undefined, currency: undefined }],
    ['Invoice Changed', { due: undefined }],
    ['Invoice Changed', { amount: undefined, currency: undefined, due: undefined, cancelled: true }],
    ['Payment Received', { invoice: undefined, debtor: 'lucia-fernandez' }],
    ['Credit Note Issued', { invoice: undefined, debtor: 'lucia-fernandez' }],
    ['Hold Placed', { invoice: undefined, debtor: 'lucia-fernandez', until: undefined }],
    ['Hold Released', { invoice: undefined, debtor: 'lucia-fernandez' }],
    ['Debtor Changed', { email: null, optOut: [] }],
    ['Debtor Changed', { optOut: ['email', 'sms', 'call', 'visit'] }],
    ['Promise Made', { amount: undefined, currency: undefined, promise: undefined }],
    ['Promise Made', { invoice: undefined, debtor: 'lucia-fernandez' }],
    ['Dispute Opened', { amount: '10.00', currency: 'EUR' }],
    ['Conversation Held', { invoice: 'F-1001', debtor: undefined }],
    ['Contact Delivered', { invoice: undefined, step: undefined, channel: undefined }],
    ['Contact Failed', { debtor: undefined, invoice: 'F-1001', contact: undefined }],
    ['Payment Reversed', { effective: undefined }],
    ['Dispute Opened', { reason: undefined }],
    ['Dispute Resolved', { outcome: 'upheld' }],
    ['Task Completed', { note: undefined }],
    ['Task Completed', { outcome: 'a word of their own', result: undefined, agent: undefined }],
    ['Person Stopped', { stop: null }],
  ])('%s with %j is fine', (type, changed) => {
    expect(answerTo(type, changed)).toBe('accepted');
  });

  it('a change that names nothing is answered with so', () => {
    expect(answerTo('Invoice Changed', { amount: undefined, currency: undefined, due: undefined })).toContain(
      'due: names nothing to change',
    );
  });
});

function isType(type: string): type is EventType {
  return types.includes(type);
}

function schemaText(type: string): string {
  return readFileSync(new URL(`${fileOf(type)}.schema.json`, eventSchemaFolder), 'utf8');
}

/** The part of the guide under a heading that names an event. */
function sectionOf(type: string): string {
  const [, rest] = guide.split(`\n### ${type}\n`);
  if (rest === undefined) throw new Error(`docs/events/README.md has no heading "${type}"`);
  return rest.split(/\n##+ /)[0] ?? '';
}
