// A bundle of evidence: checked as its README says, by nothing but SHA-256, and the same bytes for the same facts.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { formatMoney } from '#domain/money/money.ts';
import { type End, endAt, eraseItem, type Kept, placeAfter } from '#domain/register/register-record.ts';
import { verifyRegister } from '#domain/register/verify-register.ts';
import { languages } from '#domain/vocabulary.ts';
import { type Evidence, type EvidenceFacts, evidenceOf } from '#evidence/evidence.ts';
import { filesOfEvidence } from '#evidence/files-of-evidence.ts';
import { momentIn } from '#evidence/moment-in.ts';
import { pdfOfEvidence } from '#evidence/pdf-of-evidence.ts';
import { wordsOf, wordsSchema } from '#evidence/words.ts';
import { zipOfFiles } from '#evidence/zip-of-files.ts';
import { zipEntries } from '#intake/formats/zip-entries.ts';
import { defaultPolicy } from '#policies/default-policy.ts';
import { renderPdf } from '#statements/render-pdf.ts';
import { parseWords } from '#templates/words-file.ts';
import { aDebtor, anInvoice } from '../fixtures.ts';
import { anEntry } from '../statements/builders.ts';
import { textOfPages } from '../statements/read-pdf.ts';

const sha256 = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex');
const text = 'To: marta@example.com\r\n\r\nYou owe 1000.00 EUR.';
const law = { pack: 'ES-consumer', rule: 'hours', source: 'a decree', confidence: 'S1' } as const;

const claimed = {
  ...{
    creditor: 'default',
    debtor: 'D-1',
    contact: 'c-1',
    channel: 'email',
    stage: 'administrative',
    step: 'first-notice',
  },
  ...{ because: 'notice-due', policyVersion: 0, status: 'claimed', claimedAt: '2026-03-03T10:00:00.000Z' },
  ...{ address: 'marta@example.com', content: 'contacts/default/c-1-abc.eml', contentHash: sha256(text) },
  bound: [{ by: 'law', authority: law }],
  cost: { amount: 100, currency: 'USD' },
  covers: [
    {
      invoice: 'F-1',
      balance: 60_000,
      currency: 'EUR',
      due: '2026-03-02',
      charges: [{ kind: 'interest', amount: 600, through: '2026-03-03' }],
    },
  ],
};
const about = { creditor: 'default', debtor: 'D-1', contact: 'c-1' };
const told: readonly Kept[] = [
  claimed,
  { ...about, status: 'accepted', at: '2026-03-03T10:00:01.000Z', providerId: 'ses-1' },
  { ...claimed, contact: 'c-2', covers: [{ ...claimed.covers[0], invoice: 'F-2' }] },
  {
    creditor: 'default',
    debtor: 'D-1',
    event: 'talk-1',
    type: 'Conversation Held',
    at: '2026-03-04T09:00:00.000Z',
    detail: { id: 'talk-1', invoice: 'F-1', by: 'Ana' },
  },
  {
    creditor: 'default',
    debtor: 'D-1',
    event: 'talk-2',
    type: 'Conversation Held',
    at: '2026-03-04T09:05:00.000Z',
    detail: { id: 'talk-2', invoice: 'F-2', by: 'secret' },
  },
  { ...about, status: 'failed', at: '2026-03-05T08:00:00.000Z', reason: 'no such box' },
];

/** In the chain, each with a salt. */
const chained = (items: readonly Kept[]) => {
  let end: End | undefined;
  const placed = items.map((item, index) => {
    const kept = { ...item, ...placeAfter(end), salt: `salt-${index}` };
    end = endAt(kept, sha256);
    return kept;
  });
  return { items: placed, end };
};

const factsOf = (
  given: Partial<EvidenceFacts> = {},
  change = (item: Kept): Kept => item,
  all = told,
): EvidenceFacts => {
  const { items, end } = chained(all);
  const changed = items.map(change);
  const contacts = changed.filter((item) => item.contact !== undefined);
  const replies = changed.filter((item) => item.reply !== undefined);
  const events = changed.filter((item) => item.event !== undefined && item.reply === undefined);
  const kept = { creditor: 'default', debtor: 'D-1', contacts, events, replies, end };
  const { records, findings } = verifyRegister(kept, sha256);
  const [claim = {}] = changed;
  return {
    creditor: { id: 'default', name: 'Acme' },
    debtor: aDebtor({ timeZone: 'Europe/Madrid', language: 'en' }),
    invoice: anInvoice({ amount: 100_000, balance: 60_000 }),
    entries: [
      anEntry({ id: 'principal', kind: 'principal', amount: 100_000, effective: '2026-01-01' }),
      anEntry({ id: 'p-1', kind: 'payment', amount: 40_000, effective: '2026-02-20' }),
    ],
    registers: [{ debtor: 'D-1', records, findings, end }],
    contacts: [
      {
        ...claimed,
        ...{ channel: 'email', stage: 'administrative' },
        bound: [{ by: 'law', authority: law }],
        ...(claim.address === undefined
          ? { address: undefined, content: undefined, contentHash: undefined, sealed: {} }
          : {}),
        statuses: [
          { status: 'claimed', at: '2026-03-03T10:00:00.000Z' },
          { status: 'accepted', at: '2026-03-03T10:00:01.000Z', providerId: 'ses-1' },
          { status: 'failed', at: '2026-03-05T08:00:00.000Z', reason: 'no such box' },
        ],
      },
    ],
    reporters: new Map([['c-1 failed', 'Ana, report-1']]),
    texts: new Map([['contacts/default/c-1-abc.eml', Buffer.from(text)]]),
    policies: [{ version: 0, content: defaultPolicy(), contentHash: 'f00d' }],
    ...given,
  };
};

const record = z.object({
  ...{
    sequence: z.int(),
    previous: z.string(),
    bodyHash: z.string(),
    hash: z.string(),
    erased: z.boolean().optional(),
  },
  body: z.looseObject({ seals: z.record(z.string(), z.string()) }).optional(),
  personal: z.record(z.string(), z.string()).optional(),
  salt: z.string().optional(),
});
const registerFile = z.object({ end: z.object({ sequence: z.int(), hash: z.string() }), records: z.array(record) });

/** Keys sorted at every depth, no blanks: what README.txt asks for, written without the product's own code. */
const sortKeys = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(sortKeys)
    : typeof value === 'object' && value !== null
      ? Object.fromEntries(
          Object.entries(value)
            .map(([name, each]) => [name, sortKeys(each)] as const)
            .sort(([one], [other]) => (one < other ? -1 : 1)),
        )
      : value;
const canonical = (value: unknown): string => JSON.stringify(sortKeys(value));

/** README.txt, steps 1 to 6. */
const checkAsTold = (files: ReadonlyMap<string, Uint8Array>): void => {
  const fileText = (name: string) => Buffer.from(files.get(name) ?? '').toString('utf8');
  const manifest = fileText('MANIFEST.sha256')
    .trimEnd()
    .split('\n')
    .map((line) => line.split('  '));
  expect(manifest.map(([, name]) => name)).toEqual([...files.keys()].filter((name) => name !== 'MANIFEST.sha256'));
  for (const [hash, name = ''] of manifest) expect(hash, name).toBe(sha256(files.get(name) ?? ''));
  const { end, records } = registerFile.parse(JSON.parse(fileText('register.json')));
  let previous = '0'.repeat(64);
  for (const [index, each] of records.entries()) {
    expect(each.sequence).toBe(index + 1);
    expect(each.previous).toBe(previous);
    if (each.body) expect(sha256(canonical(each.body))).toBe(each.bodyHash);
    for (const [field, value] of Object.entries(each.personal ?? {}))
      expect(sha256(`${each.salt}\n${field}\n${value}`)).toBe(each.body?.seals[field]);
    const { bodyHash: body, sequence } = each;
    expect(sha256(canonical({ body, previous, sequence }))).toBe(each.hash);
    previous = each.hash;
  }
  expect(end).toEqual({ sequence: records.length, hash: previous });
};

const evidence = (language: Evidence['language'] = 'en', facts = factsOf()) => evidenceOf(facts, language);

describe('a bundle', () => {
  it('is checked as its README says, without Recaudo', async () => {
    const files = await filesOfEvidence(evidence());
    expect([...files.keys()]).toEqual([
      'MANIFEST.sha256',
      'README.txt',
      'evidence.json',
      'messages/2026-03-03T100000-c-1.eml',
      'policies/version-000000.json',
      'register.json',
      'summary.pdf',
    ]);
    checkAsTold(files);
    const sent = files.get('messages/2026-03-03T100000-c-1.eml');
    expect(Buffer.from(sent ?? '').toString()).toBe(text);
    const { records } = registerFile.parse(JSON.parse(Buffer.from(files.get('register.json') ?? '').toString()));
    expect(records[0]?.personal?.contentHash).toBe(sha256(text));
  });

  it('tells what is about its invoice, and of the rest of the chain the hashes alone', async () => {
    const files = await filesOfEvidence(evidence());
    const { records } = registerFile.parse(JSON.parse(Buffer.from(files.get('register.json') ?? '').toString()));
    expect(records.map(({ body }) => body !== undefined)).toEqual([true, true, false, true, false, true]);
    for (const content of files.values()) expect(Buffer.from(content).toString('latin1')).not.toMatch(/secret|F-2/);
  });

  it('has amounts in decimal text, and whose word each outcome is', async () => {
    const files = await filesOfEvidence(evidence());
    const json = JSON.parse(Buffer.from(files.get('evidence.json') ?? '').toString());
    expect(json).toMatchObject({
      known: '2026-03-05T08:00:00.000Z',
      invoice: { invoice: 'F-1', amount: '1000.00', balance: '600.00', currency: 'EUR' },
      ledger: [
        { debit: '1000.00', balance: '1000.00' },
        { credit: '400.00', balance: '600.00' },
      ],
      contacts: [
        {
          asked: '606.00',
          cost: { amount: '0.0001', currency: 'USD' },
          address: 'marta@example.com',
          because: 'notice-due',
          law: [law],
          message: { file: 'messages/2026-03-03T100000-c-1.eml', sha256: sha256(text) },
          history: [
            { status: 'claimed', word: 'sender' },
            { status: 'accepted', word: 'provider', who: 'ses-1' },
            { status: 'failed', word: 'reporter', who: 'Ana, report-1', reason: 'no such box' },
          ],
        },
      ],
      conversations: [{ event: 'talk-1', detail: { by: 'Ana' } }],
    });
  });

  it('is the same bytes for the same facts, as a folder and as a ZIP file', async () => {
    const [one, other] = [await filesOfEvidence(evidence()), await filesOfEvidence(evidence())];
    expect([...one].map(([name, content]) => [name, sha256(content)])).toEqual(
      [...other].map(([name, content]) => [name, sha256(content)]),
    );
    expect(sha256(zipOfFiles(one))).toBe(sha256(zipOfFiles(other)));
    // Not by luck, both in the same second: the document is dated by its facts.
    expect(Buffer.from(one.get('summary.pdf') ?? '').toString('latin1')).toContain('(D:20260305080000Z)');
  });

  it('as a ZIP file holds the same files', async () => {
    const files = await filesOfEvidence(evidence());
    const entries = zipEntries(zipOfFiles(files));
    expect(entries.map(({ name, read }) => [name, sha256(read())])).toEqual(
      [...files].map(([name, content]) => [name, sha256(content)]),
    );
  });

  it('of an erased debtor still proves that something was sent, and tells no address and no text', async () => {
    const facts = factsOf({ texts: new Map() }, (item) => eraseItem(item, sha256));
    const files = await filesOfEvidence(
      evidence('en', { ...facts, debtor: aDebtor({ name: '—' }), reporters: new Map() }),
    );
    checkAsTold(files);
    const json = JSON.parse(Buffer.from(files.get('evidence.json') ?? '').toString());
    expect(json.contacts).toMatchObject([
      { erased: true, at: '2026-03-03T10:00:00.000Z', channel: 'email', asked: '606.00' },
    ]);
    expect(JSON.stringify(json.contacts)).not.toMatch(/example\.com/);
    expect([...files.keys()].some((name) => name.startsWith('messages/'))).toBe(false);
  });
});

describe('of a debtor that answered, a bundle', () => {
  const mail = 'From: marta@example.com\r\n\r\nPagaré el viernes';
  const heard = (reply: string) => ({
    ...{ creditor: 'default', debtor: 'D-1', reply, type: 'Reply Received', channel: 'email' },
    ...{ at: '2026-03-06T09:00:00.000Z', receivedAt: '2026-03-06T09:00:00.000Z' },
    ...{ from: 'marta@example.com', text: `Pagaré el viernes ${reply}` },
    ...{
      inReplyTo: 'ses-1',
      content: `inbound/${reply}`,
      contentHash: sha256(mail),
      proposals: [{ meaning: 'will-pay', because: 'pagaré' }],
    },
  });
  const said = (reply: string, invoice: string) => ({
    ...{ creditor: 'default', debtor: 'D-1', reply, type: 'Reply Answered', event: `said-${reply}` },
    ...{ meaning: 'will-pay', at: '2026-03-06T10:00:00.000Z', by: 'ana', note: 'by phone too', invoices: [invoice] },
  });
  const all = [...told, heard('r-1'), said('r-1', 'F-1'), heard('r-hidden'), said('r-hidden', 'F-2'), heard('r-3')];
  const facts = (change = (item: Kept): Kept => item) => {
    const known = factsOf({}, change, all);
    const texts = new Map([...known.texts, ['inbound/r-1', Buffer.from(mail)] as const]);
    return { ...known, texts };
  };

  it('tells what was heard and what it means, with the mail as it came, but not what is about another invoice', async () => {
    const files = await filesOfEvidence(evidence('en', facts()));
    checkAsTold(files);
    const json = JSON.parse(Buffer.from(files.get('evidence.json') ?? '').toString());
    expect(json.answers).toMatchObject([
      {
        ...{ reply: 'r-1', channel: 'email', from: 'marta@example.com', text: 'Pagaré el viernes r-1', erased: false },
        message: { file: 'answers/2026-03-06T090000-r-1.eml', sha256: sha256(mail) },
        said: { meaning: 'will-pay', by: 'ana', note: 'by phone too' },
      },
      { reply: 'r-3' },
    ]);
    expect(json.contacts[0].answers).toEqual([
      { reply: 'r-1', at: '2026-03-06T09:00:00.000Z', meaning: 'will-pay' },
      { reply: 'r-3', at: '2026-03-06T09:00:00.000Z' },
    ]);
    expect(Buffer.from(files.get('answers/2026-03-06T090000-r-1.eml') ?? '').toString()).toBe(mail);
    for (const content of files.values()) expect(Buffer.from(content).toString('latin1')).not.toMatch(/r-hidden/);
  });

  it.each(languages)('has them in the summary in %s', async (language) => {
    const pdf = await renderPdf({ ...pdfOfEvidence(evidence(language, facts())), compress: false });
    const pages = textOfPages(pdf).join('').replaceAll(/\s/g, '');
    const { labels, meanings } = wordsOf(language);
    for (const expected of [
      labels.answers,
      labels.meaning,
      meanings['will-pay'],
      'Pagaré el viernes r-1',
      'by phone too',
    ])
      expect(pages, expected).toContain(expected.replaceAll(/\s/g, ''));
  });

  it('once erased says that it answered, and not what', async () => {
    const files = await filesOfEvidence(
      evidence(
        'en',
        facts((item) => eraseItem(item, sha256)),
      ),
    );
    checkAsTold(files);
    const json = JSON.parse(Buffer.from(files.get('evidence.json') ?? '').toString());
    expect(json.answers).toMatchObject([{ reply: 'r-1', erased: true, said: { meaning: 'will-pay' } }, {}]);
    expect(JSON.stringify(json.answers)).not.toMatch(/example\.com|Pagar|phone/);
  });
});

describe('of an invoice that belonged to another debtor before, a bundle', () => {
  it('has the register of each, and tells what was sent to either', async () => {
    const now = factsOf();
    const { items, end } = chained(told.map((item) => ({ ...item, debtor: 'D/0' })));
    const contacts = items.filter((item) => 'contact' in item);
    const kept = { creditor: 'default', debtor: 'D/0', contacts, events: [], replies: [], end };
    const { records } = verifyRegister(kept, sha256);
    const before = { debtor: 'D/0', records, findings: [], end };
    const files = await filesOfEvidence(evidence('en', { ...now, registers: [...now.registers, before] }));
    expect([...files.keys()]).toContain('register-of-D%2F0.json');
    const file = registerFile.parse(JSON.parse(Buffer.from(files.get('register-of-D%2F0.json') ?? '').toString()));
    // Its conversations are left out here, so that the chain has gaps; what is about the invoice shows.
    expect(file.records.map(({ sequence, body }) => [sequence, body !== undefined])).toEqual([
      [1, true],
      [2, true],
      [3, false],
      [6, true],
    ]);
    checkAsTold(files);
  });
});

describe('the summary', () => {
  it.each(languages)('in %s tells the parties, the ledger, what was sent and what became of it', async (language) => {
    const pdf = await renderPdf({ ...pdfOfEvidence(evidence(language)), compress: false });
    const pages = textOfPages(pdf).join('');
    const { happened, labels } = wordsOf(language);
    for (const expected of [
      labels.title,
      'Marta Salas (D-1)',
      formatMoney({ amount: 60_000, currency: 'EUR' }, language),
      formatMoney({ amount: 60_600, currency: 'EUR' }, language),
      '2026-03-03 10:00:00 UTC (11:00 Europe/Madrid)',
      'marta@example.com',
      `${labels.cost} 0.0001 USD`,
      happened.accepted,
      happened.failed,
      'ES-consumer.hours, a decree',
    ])
      expect(pages.replaceAll(/\s/g, ''), expected).toContain(expected.replaceAll(/\s/g, ''));
  });

  it('says when the register was not whole', async () => {
    const facts = factsOf({}, (item) => (item.sequence === 2 ? { ...item, providerId: 'forged' } : item));
    expect(facts.registers[0]?.findings).toHaveLength(1);
    const pdf = await renderPdf({ ...pdfOfEvidence(evidence('en', facts)), compress: false });
    expect(textOfPages(pdf).join('').replaceAll(/\s/g, '')).toContain(
      wordsOf('en').lines['not-whole'].replaceAll(/\s/g, ''),
    );
  });
});

describe('the words', () => {
  it.each(languages)('in %s are all there', (language) => {
    const file = readFileSync(new URL(`../../shared/evidence/${language}.yaml`, import.meta.url), 'utf8');
    expect(parseWords(wordsSchema, file, `${language}.yaml`)).toEqual(wordsOf(language));
  });
});

describe('a moment', () => {
  it.each([
    ['2026-03-03T10:00:00.000Z', 'UTC', '2026-03-03 10:00:00 UTC'],
    ['2026-03-03T10:00:00.000Z', 'America/Bogota', '2026-03-03 10:00:00 UTC (05:00 America/Bogota)'],
    ['2026-03-03T02:00:00.000Z', 'America/Bogota', '2026-03-03 02:00:00 UTC (2026-03-02 21:00 America/Bogota)'],
  ])('%s in %s', (instant, zone, expected) => {
    expect(momentIn(instant, zone)).toBe(expected);
  });
});
