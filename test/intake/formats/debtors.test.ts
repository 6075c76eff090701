// Lists of debtors: what a row says, what it may leave out, what is refused, and which columns are found without a profile.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { batchEntry } from '#intake/batch/batch-entry.ts';
import { entryOfDebtor } from '#intake/batch/entry-of.ts';
import { fileProfile } from '#intake/formats/file-profile.ts';
import type { ParsedDebtor } from '#intake/formats/parsed-file.ts';
import { proposeFor } from '#intake/formats/read-file.ts';
import { builtInProfile } from '#intake/profiles/built-in-profiles.ts';
import { bytesOf, problemsOf, readText, refusal } from './read.ts';

const profile = builtInProfile('debtors') ?? expect.fail('there is no profile debtors');
/** By our own columns. */
const read = (columns: string, ...rows: readonly string[]) => readText([columns, ...rows].join('\n'), profile);
const one = (columns: string, row: string): ParsedDebtor =>
  read(columns, row).debtors[0] ?? expect.fail(problemsOf(read(columns, row)).join('; '));

describe('the sample', () => {
  it('is read to the letter', () => {
    const { debtors, rejected } = readText(readFileSync('samples/formats/debtors.csv'), profile);
    expect(rejected).toBe(0);
    expect(debtors).toEqual([
      {
        line: 2,
        debtor: 'lucia-fernandez',
        debtorName: 'Lucía Fernández Ortega',
        debtorType: 'consumer',
        person: '00000014Z',
        email: 'lucia.fernandez@example.com',
        phone: '+34600000001',
        country: 'ES',
        language: 'es',
        timeZone: 'Europe/Madrid',
        jurisdiction: 'ES',
        region: 'ES-MD',
        preferred: { time: '10:00' },
        preferredChannel: 'whatsapp',
        situation: 'employed',
        tags: ['vip'],
        consent: { email: true, sms: true, call: false },
        consentDate: '2026-01-02',
      },
      expect.objectContaining({
        debtor: 'taller-rojas',
        person: '900373115-3',
        preferred: { day: 1 },
        capacity: 'partial',
        cause: 'seasonal',
        tags: ['wholesale', 'north'],
        consent: { email: true },
      }),
      expect.objectContaining({ debtor: 'padaria-souza', consent: { email: true, sms: false } }),
    ]);
  });

  it('becomes entries that a batch can carry', () => {
    const { debtors } = readText(readFileSync('samples/formats/debtors.csv'), profile);
    for (const debtor of debtors) expect(batchEntry.parse(entryOfDebtor(debtor))).toEqual(entryOfDebtor(debtor));
  });
});

describe('a row', () => {
  it('says nothing where it is empty', () =>
    expect(one('debtor_id,debtor_name,email,email_consent,consent_date,tags', 'D-1,,,,,')).toEqual({
      line: 2,
      debtor: 'D-1',
    }));

  it.each([
    ['yes', true],
    ['Sí', true],
    ['SIM', true],
    ['x', true],
    ['1', true],
    ['no', false],
    ['Não', false],
    ['0', false],
  ])('agrees by %s: %s', (word, given) =>
    expect(one('debtor_id,sms_consent', `D-1,${word}`).consent).toEqual({ sms: given }),
  );

  it.each([
    ['Monday', 1],
    ['miércoles', 3],
    ['Terça-feira', 2],
    ['7', 7],
  ])('prefers %s', (word, day) => expect(one('debtor_id,preferred_day', `D-1,${word}`).preferred).toEqual({ day }));

  it.each([
    ['SMS', 'sms'],
    ['Correo electrónico', 'email'],
    ['ligação', 'call'],
    ['WhatsApp', 'whatsapp'],
    ['whatsapp', 'whatsapp'],
    ['carta', 'letter'],
  ])('likes best %s', (word, channel) =>
    expect(one('debtor_id,preferred_channel', `D-1,${word}`).preferredChannel).toBe(channel),
  );

  it.each([
    ['Particular', 'consumer'],
    ['PJ', 'business'],
    ['Persona jurídica', 'business'],
  ])('is a %s', (word, type) => expect(one('debtor_id,debtor_type', `D-1,${word}`).debtorType).toBe(type));

  it('reads a national number by the country of its law, else by its zone', () => {
    expect(one('debtor_id,phone,jurisdiction', 'D-1,600 000 001,ES').phone).toBe('+34600000001');
    expect(one('debtor_id,phone,time_zone', 'D-1,600 000 001,Europe/Madrid').phone).toBe('+34600000001');
    expect(one('debtor_id,phone,country,jurisdiction', 'D-1,600 000 001,ES,FR').phone).toBe('+34600000001');
  });

  it.each([
    ['debtor_id,debtor_name', ',Ana', '2 debtor_id is empty'],
    ['debtor_id,email_consent', 'D-1,perhaps', '2 email_consent is neither yes nor no'],
    ['debtor_id,email', 'D-1,ana', '2 email is not an email address'],
    ['debtor_id,preferred_time', 'D-1,25:00', '2 preferred_time is not a time of the day'],
    ['debtor_id,preferred_day', 'D-1,8', '2 preferred_day is not a day of the week'],
    ['debtor_id,preferred_channel', 'D-1,fax', '2 preferred_channel is not a channel'],
    ['debtor_id,consent_date', 'D-1,2/1/2026', '2 consent_date is not a date'],
    ['debtor_id,region', 'D-1,Madrid', '2 region is not a region'],
    ['debtor_id,jurisdiction,region', 'D-1,CO,ES-MD', '2 region is not a region of CO'],
    ['debtor_id,person', 'D-1,a#b', '2 person contains "#"'],
    ['debtor_id,situation', `D-1,${'x'.repeat(61)}`, '2 situation has 61 characters'],
    ['debtor_id,language', 'D-1,fr', '2 language is not a language we write in'],
  ])('%s: %s is refused', (columns, row, problem) => {
    const { rejected, debtors, errors } = read(columns, row);
    expect(problemsOf({ ...read(columns, row) })).toEqual([problem]);
    expect({ rejected, debtors }).toEqual({ rejected: 1, debtors: [] });
    expect(errors[0]?.remedy).not.toBe('');
  });

  it('of a debtor that came before is refused, unless it is of another creditor', () => {
    expect(problemsOf(read('debtor_id,email', 'D-1,a@example.com', 'D-1,b@example.com'))).toEqual([
      '3 debtor_id is already on line 2',
    ]);
    expect(read('creditor,debtor_id', 'north,D-1', 'south,D-1').accepted).toBe(2);
  });

  it('of a situation in 60 characters is taken', () =>
    expect(one('debtor_id,situation', `D-1,${'x'.repeat(60)}`).situation).toHaveLength(60));
});

describe('a profile', () => {
  it('needs the id of the debtor and nothing else', () => {
    expect(fileProfile.safeParse({ name: 'ours', kind: 'debtors', fields: { debtor: 'Id' } }).success).toBe(true);
    expect(fileProfile.safeParse({ name: 'ours', kind: 'debtors', fields: { email: 'Mail' } }).success).toBe(false);
    expect(refusal('Mail\na@example.com', profile).code).toBe('missing-columns');
  });
});

describe('without a profile', () => {
  const proposed = (text: string) => {
    const { proposal, read: preview } = proposeFor(bytesOf(text));
    return { kind: proposal.profile.kind, draft: proposal.draft, doubts: proposal.doubts, preview };
  };

  it.each([
    [
      'Spanish',
      'Código cliente;Razón social;NIT;Correo electrónico;Celular;Idioma;Acepta correo;Fecha de autorización\nC-1;Ferretería El Roble;900000017-4;cartera@example.com;+57 300 123 4567;español;sí;02/01/2026\nC-2;Papelería Andina;900000033-1;;;;no;13/01/2026\n',
      { debtor: 'C-1', person: '900000017-4', language: 'es', consent: { email: true }, consentDate: '2026-01-02' },
    ],
    [
      'English',
      'Customer ID,Customer Name,Tax ID,Email,Phone,Time Zone,Customer Type,Tags\nC-1,Harbour & Finch,GB000000026,pay@example.com,+44 20 7946 0000,Europe/London,company,"vip, north"\n',
      { debtor: 'C-1', person: 'GB000000026', debtorType: 'business', tags: ['vip', 'north'] },
    ],
    [
      'Portuguese',
      'Código do cliente;Razão social;CNPJ;E-mail;Telefone;Língua;Tipo de pessoa\nC-1;Padaria Souza;00000000000191;financeiro@example.com;+55 11 91234-5678;português;PJ\n',
      { debtor: 'C-1', person: '00000000000191', language: 'pt', debtorType: 'business' },
    ],
  ])('finds the columns of a list in %s', (_, text, expected) => {
    const { kind, preview, draft } = proposed(text);
    expect(kind).toBe('debtors');
    expect(draft).not.toHaveProperty('decimals');
    expect(preview.errors).toEqual([]);
    expect(preview.debtors[0]).toMatchObject(expected);
    // And what it writes reads the same.
    expect(readText(text, fileProfile.parse(draft)).debtors).toEqual(preview.debtors);
  });

  it('is one of debtors only where no invoice is told of', () => {
    expect(
      proposed(
        'NIT,Cliente,Factura,Saldo,Moneda,Fecha,Vencimiento,Correo,Idioma\n9,Ana,F-1,3.00,EUR,2026-01-02,2026-02-02,,\n',
      ).kind,
    ).toBe('invoices');
    expect(proposed('Fecha de pago,Importe,Ordenante,Concepto,Email\n2026-01-02,3.00,Ana,,\n').kind).toBe('payments');
  });

  it('doubts a yes that has no date, and leaves out what it cannot read', () => {
    const { doubts, draft } = proposed('Customer ID,Email,Accepts email,Language\nC-1,a@example.com,yes,klingon\n');
    expect(doubts.map(({ field }) => field)).toEqual(['consentDate', 'language']);
    expect(draft.fields).toEqual({
      debtor: 'Customer ID',
      email: 'Email',
      emailConsent: 'Accepts email',
    });
  });
});
