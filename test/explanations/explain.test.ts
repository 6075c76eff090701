// Decisions in plain words, as finance people read them: real decisions of decide(), in full in English, checked in es and pt.
import { describe, expect, it } from 'vitest';
import { decide } from '#domain/decide.ts';
import type { Debtor, Facts } from '#domain/facts.ts';
import type { Policy } from '#domain/policy.ts';
import type { Language } from '#domain/vocabulary.ts';
import { explain } from '#explanations/explain.ts';
import type { Explanation } from '#explanations/explanation.ts';
import { aDebtor, anInvoice, aPerson, aPolicy, aTaking, someFacts } from '#test/fixtures.ts';
import { aPack, authority, lawWith } from './pack.ts';

const told = (
  now: string,
  given: Partial<Facts> = {},
  policy: Policy = aPolicy(),
  language: Language = 'en',
): Explanation => {
  const facts = someFacts(given);
  return explain({ facts, policy, decision: decide(facts, policy, now), now, language });
};

/** Without the list of changes. */
const linesOf = ({ lines, wouldChange }: Explanation): readonly string[] =>
  lines.filter((line) => !line.startsWith('- ') && !wouldChange.some(({ words }) => words === line));

const alike = 'The policy has no segments; every debtor is treated alike.';
const version = 'It follows version 1 of the policy.';
const changes = 'What would change it:';
const hours =
  'Policy, hours: Debtors are contacted at these hours: Monday to Friday 09:00–18:00, Saturday and Sunday never.';

describe('a contact', () => {
  it('names the debtor, the amount, the step, and the fields of the policy behind it', () => {
    expect(told('2026-03-03T10:00:00.000Z').lines).toEqual([
      'Invoice F-1 of Marta Salas, on March 3, 2026, 10:00 (UTC).',
      'Marta Salas now gets an email about €1,000.00 of invoice F-1: step first-notice, administrative stage.',
      'Why: the notice that opens the stage is due.',
      'Policy, steps.first-notice.day: Step first-notice falls on day 1, counted from the due date (March 2, 2026).',
      hours,
      alike,
      version,
      changes,
      '- The end of the hours of contact: past March 3, 2026, 18:00 (UTC) it is decided anew.',
      '- A payment or a credit note.',
      '- A dispute.',
      '- A promise to pay.',
      '- An opt-out from the channel, or another address.',
      '- A change of policy.',
    ]);
  });

  it.each([
    [1, 'of invoice F-1: step'],
    [2, 'of invoice F-1 and 1 other invoice: step'],
    [3, 'of invoice F-1 and 2 other invoices: step'],
  ])('that speaks for %i invoices says so', (many, expected) => {
    const open = [1, 2, 3].slice(0, many).map((number) => anInvoice({ invoice: `F-${number}` }));
    expect(told('2026-03-03T10:00:00.000Z', { invoice: open[0] ?? anInvoice(), open }).what).toContain(expected);
  });

  it('asks only for what is not disputed', () => {
    const invoice = anInvoice({ holds: { d: { reason: 'dispute', amount: 40_000 } } });
    expect(told('2026-03-03T10:00:00.000Z', { invoice, open: [invoice] }).what).toContain('about €600.00 of');
  });

  it('by call is a task for a person', () => {
    const steps = { 'first-notice': aTaking('2026-03-03T10:00:00.000Z') };
    const invoice = anInvoice({ stage: 'administrative', steps });
    const { what, kind } = told('2026-03-17T10:00:00.000Z', { invoice, open: [invoice] });
    expect(kind).toBe('task');
    expect(what).toBe(
      'A person now gets a task, a call to Marta Salas, about €1,000.00 of invoice F-1: step first-call, administrative stage.',
    );
  });

  const wishing = (saidBy: 'debtor' | 'list' | 'system', given: Partial<Debtor> = {}) => ({
    debtor: aDebtor({
      preferredChannel: 'sms',
      sources: { preferredChannel: { saidBy, at: '2026-02-27T10:00:00.000Z', event: 'e-1' } },
      ...given,
    }),
  });
  it.each<[Language, 'debtor' | 'list' | 'system', string]>([
    ['en', 'debtor', 'It is a text message, as the debtor prefers (it said so itself on February 27, 2026).'],
    ['en', 'list', 'It is a text message, as the debtor prefers (by a list of February 27, 2026).'],
    ['en', 'system', 'It is a text message, as the debtor prefers (by another system, February 27, 2026).'],
    [
      'es',
      'debtor',
      'Es un mensaje de texto, como prefiere el deudor (lo dijo el propio deudor el 27 de febrero de 2026).',
    ],
    ['es', 'list', 'Es un mensaje de texto, como prefiere el deudor (según una lista del 27 de febrero de 2026).'],
    ['pt', 'list', 'É uma mensagem de texto, como o devedor prefere (segundo uma lista de 27 de fevereiro de 2026).'],
  ])('in %s says that the debtor prefers its channel, by the word of %s', (language, saidBy, words) => {
    const { rules, wouldChange } = told('2026-03-03T10:00:00.000Z', wishing(saidBy), aPolicy(), language);
    expect(rules).toContainEqual(expect.objectContaining({ field: 'preferred.channel', words }));
    expect(wouldChange.map(({ change }) => change)).toContain('preference');
  });

  it.each<[string, Partial<Debtor>, Language, readonly string[]]>([
    [
      'that cannot be used',
      { optOut: ['sms'] },
      'en',
      [
        'The debtor prefers a text message (it said so itself on February 27, 2026).',
        'Text message: the debtor has opted out.',
      ],
    ],
    [
      'that the step does not have',
      { preferredChannel: 'letter', sources: {} },
      'en',
      ['The debtor prefers a letter, which the step does not have.'],
    ],
    [
      'that the step does not have',
      { preferredChannel: 'letter', sources: {} },
      'es',
      ['El deudor prefiere una carta, que el paso no tiene.'],
    ],
    [
      'that the step does not have',
      { preferredChannel: 'letter', sources: {} },
      'pt',
      ['O devedor prefere uma carta, que o passo não tem.'],
    ],
    ['of its own', { preferredChannel: 'email' }, 'en', []],
  ])('tells of a preferred channel %s', (_, debtor, language, details) => {
    const { because, wouldChange } = told('2026-03-03T10:00:00.000Z', wishing('debtor', debtor), aPolicy(), language);
    expect(because.details).toEqual(details);
    expect(wouldChange.map(({ change }) => change)).not.toContain('preference');
  });

  it('is told on the clock of the debtor', () => {
    const { when } = told('2026-03-03T15:00:00.000Z', { debtor: aDebtor({ timeZone: 'America/Bogota' }) });
    expect(when).toEqual({
      at: '2026-03-03T15:00:00.000Z',
      local: '2026-03-03T10:00',
      timeZone: 'America/Bogota',
      words: 'March 3, 2026, 10:00 (America/Bogota)',
    });
  });
});

describe('a wait', () => {
  it('for spacing names the last contact, the field and the day on which it ends', () => {
    const debtor = aDebtor({ contacts: [{ at: '2026-03-02T10:00:00.000Z', contact: 'c' }] });
    expect(linesOf(told('2026-03-03T10:00:00.000Z', { debtor }))).toEqual([
      'Invoice F-1 of Marta Salas, on March 3, 2026, 10:00 (UTC).',
      'Nothing is sent now; the invoice moves to the administrative stage and rests there.',
      'Why: the last contact is too recent: the policy keeps 3 days between contacts of a debtor.',
      'The last contact of this account was on March 2, 2026.',
      'It stays so until March 5, 2026, 09:00 (UTC), unless something happens before.',
      'Policy, minDaysBetween: The next contact of a debtor is 3 days after the last one, or later.',
      alike,
      version,
      changes,
    ]);
  });

  const taken = { 'first-notice': aTaking('2026-03-03T10:00:00.000Z') };
  const late = anInvoice({ stage: 'administrative', steps: taken });
  const held = (hold: Facts['invoice']['holds'][string]) =>
    anInvoice({ stage: 'administrative', holds: { 'h-7': hold } });
  const of = (invoice: Facts['invoice']): Partial<Facts> => ({ invoice, open: [invoice] });

  it.each<[string, string, Partial<Facts>, Policy | undefined, readonly string[]]>([
    [
      'before the first stage',
      '2026-02-01T10:00:00.000Z',
      {},
      undefined,
      [
        'Nothing is done now; collection of the invoice has not begun.',
        'Why: its first stage has not begun.',
        'Policy, stages.preventive.fromDay: The preventive stage begins on day -7, counted from the due date (March 2, 2026).',
      ],
    ],
    [
      'for the next step',
      '2026-03-05T10:00:00.000Z',
      of(late),
      undefined,
      [
        'Nothing is done now; the invoice rests in the administrative stage.',
        "Why: the stage's next step has not come.",
        'It stays so until March 10, 2026, 09:00 (UTC), unless something happens before.',
        'Policy, steps.second-notice.day: Step second-notice falls on day 8, counted from the due date (March 2, 2026).',
      ],
    ],
    [
      'outside the hours',
      '2026-03-03T19:00:00.000Z',
      of(anInvoice({ stage: 'administrative' })),
      undefined,
      ['Why: this is outside the hours and days of contact.', hours],
    ],
    [
      'for a preferred time of the debtor',
      '2026-03-03T10:00:00.000Z',
      { ...of(anInvoice({ stage: 'administrative' })), debtor: aDebtor({ preferred: { time: '15:30' } }) },
      undefined,
      [
        'Why: the debtor prefers another time.',
        'Policy, preferred.time: Contact is made from 15:30 on, as the debtor prefers.',
      ],
    ],
    [
      'for a preferred time, with whose word that is',
      '2026-03-03T10:00:00.000Z',
      {
        ...of(anInvoice({ stage: 'administrative' })),
        debtor: aDebtor({
          preferred: { time: '15:30' },
          sources: { preferred: { saidBy: 'debtor', at: '2026-02-27T10:00:00.000Z', event: 'e-1', by: 'ana' } },
        }),
      },
      undefined,
      [
        'Policy, preferred.time: Contact is made from 15:30 on, as the debtor prefers (it said so itself on February 27, 2026, recorded by ana).',
      ],
    ],
    [
      'for a preferred time of the policy',
      '2026-03-03T10:00:00.000Z',
      of(anInvoice({ stage: 'administrative' })),
      aPolicy({ preferred: { time: '15:30' } }),
      ['Policy, preferred.time: Contact is made from 15:30 on.'],
    ],
    [
      'for the budget of the person',
      '2026-03-03T10:00:00.000Z',
      { person: aPerson({ contacts: [{ at: '2026-03-03T08:00:00.000Z', channel: 'sms', contact: 'x' }] }) },
      undefined,
      [
        'Why: the person has had all contacts that the policy allows for now.',
        'Policy, budget.perDay: One person gets at most 1 contact a day, over all creditors.',
      ],
    ],
    [
      'for a promise, with the tolerance of the policy',
      '2026-03-03T10:00:00.000Z',
      of(held({ reason: 'promise', until: '2026-03-10' })),
      aPolicy({ promise: { toleranceDays: 2 } }),
      [
        'Why: a promise to pay is running.',
        'The hold h-7 stands until March 12, 2026.',
        'It stays so until March 12, 2026, 09:00 (UTC), unless something happens before.',
        'Policy, promise.toleranceDays: After the promised date chasing waits 2 more days.',
        '- The promise kept, broken or cancelled.',
      ],
    ],
    [
      'for a dispute',
      '2026-03-03T10:00:00.000Z',
      of(held({ reason: 'dispute' })),
      undefined,
      [
        'Why: it is disputed.',
        'The hold h-7 stands until it is released.',
        'Time alone does not change this.',
        "- The dispute's resolution.",
      ],
    ],
    [
      'for a person who has died',
      '2026-03-03T10:00:00.000Z',
      { person: aPerson({ stop: 'deceased' }) },
      undefined,
      ['Why: the person has died.', 'Time alone does not change this.'],
    ],
    [
      'for a small balance',
      '2026-03-03T10:00:00.000Z',
      of(anInvoice({ balance: 2_499 })),
      aPolicy({ minimumBalance: { EUR: '25.00' } }),
      [
        "Why: what is open is below the policy's minimum for a message.",
        '€24.99 is asked for of €1,000.00.',
        'Policy, minimumBalance: Less than €25.00 is not worth a message.',
      ],
    ],
    [
      'for a credit',
      '2026-03-03T10:00:00.000Z',
      { debtor: aDebtor({ credit: { EUR: 100_000 } }) },
      undefined,
      [
        "Why: the debtor's credit covers all that is open.",
        'The debtor has a credit of €1,000.00, and €1,000.00 is open in all.',
      ],
    ],
    [
      'for a notice that does not count yet',
      '2026-04-10T10:00:00.000Z',
      of(anInvoice({ stage: 'administrative', steps: { 'first-notice': aTaking('2026-04-09T10:00:00.000Z') } })),
      undefined,
      [
        'Why: the notice before it does not count as delivered.',
        'The notice went out on April 9, 2026 (Email).',
        'It stays so until April 12, 2026, 10:00 (UTC), unless something happens before.',
        'Policy, deliveredAfterDays: A notice counts as delivered 3 days after it was accepted, unless it is reported as failed.',
        '- A delivery report: as soon as the notice is delivered it counts, and when it has failed it is given again.',
      ],
    ],
  ])('%s', (_, now, given, policy, expected) => {
    expect(told(now, given, policy).lines).toEqual(expect.arrayContaining([...expected]));
  });

  it('for a step that spacing will move past its day names the field already', () => {
    const debtor = aDebtor({ contacts: [{ at: '2026-03-09T10:00:00.000Z', contact: 'c' }] });
    const { because, rules, until } = told('2026-03-09T12:00:00.000Z', { ...of(late), debtor });
    expect(because.code).toBe('spacing');
    expect(rules).toMatchObject([{ by: 'policy', field: 'minDaysBetween', value: 3 }]);
    expect(until?.local).toBe('2026-03-12T09:00');
  });

  it('for the invoice that leads names it', () => {
    const open = [anInvoice({ invoice: 'F-0', due: '2026-03-01' }), anInvoice({ invoice: 'F-1' })];
    const { because } = told('2026-03-03T10:00:00.000Z', { invoice: open[1] ?? anInvoice(), open });
    expect(because).toEqual({
      code: 'lead-speaks',
      words: 'another invoice of the debtor speaks for this one',
      details: ['Invoice F-0 is further along, or older, and its message lists this one too.'],
    });
  });
});

describe('what needs a person, and what ends', () => {
  it('says why something in writing goes before a call', () => {
    const steps = aPolicy().content.steps.map((step) =>
      step.id === 'first-notice' ? { ...step, channel: 'call' as const, fallback: 'email' as const } : step,
    );
    const { kind, because } = told('2026-03-03T10:00:00.000Z', {}, aPolicy({ steps }));
    expect(kind).toBe('contact');
    expect(because.details).toContain('Call: only once what is owed was put in writing, and nothing was yet.');
  });

  it('says of every channel why it is out of reach, with the rules that bar it', () => {
    const steps = aPolicy().content.steps.map((step) =>
      step.id === 'first-notice'
        ? {
            ...step,
            channel: 'visit' as const,
            fallback: ['email', 'sms', 'whatsapp', 'call'] satisfies ('email' | 'sms' | 'whatsapp' | 'call')[],
          }
        : step,
    );
    const { email: _, ...withoutEmail } = aDebtor({ optOut: ['sms'], undeliverable: ['call'] });
    const given = { debtor: withoutEmail, law: lawWith(aPack()) };
    const { because, rules, lines, kind } = told(
      '2026-03-03T10:00:00.000Z',
      given,
      aPolicy({ steps, requireConsent: ['whatsapp'] }),
    );
    expect(kind).toBe('needs-person');
    expect(because.details).toEqual([
      "Visit: the law of the debtor's place forbids it.",
      'Email: no address is known.',
      'Text message: the debtor has opted out.',
      'WhatsApp: the policy asks for consent, and none is recorded.',
      'Call: the address is known to be dead.',
    ]);
    expect(rules.map((rule) => (rule.by === 'law' ? `${rule.pack} ${rule.source}` : rule.field))).toEqual([
      'steps.first-notice.day',
      'requireConsent',
      'XX-consumer art. 8',
    ]);
    expect(lines.at(-1)).toBe('Nothing here is legal advice.');
  });

  it('says that an invoice is paid, and what could open it again', () => {
    const invoice = anInvoice({ balance: 0 });
    expect(told('2026-03-03T10:00:00.000Z', { invoice, open: [] }).lines.slice(1)).toEqual([
      'Nothing is asked for any more: collection of the invoice closes.',
      'Why: it is paid.',
      '€1,000.00 was invoiced, and nothing of it is open.',
      alike,
      version,
      changes,
      '- A reversed payment, or a change of the invoice.',
    ]);
  });

  const handedOff = anInvoice({
    stage: 'extrajudicial',
    steps: {
      'first-notice': aTaking('2026-03-03T10:00:00.000Z'),
      'formal-notice': aTaking('2026-04-02T10:00:00.000Z'),
    },
  });

  it('says that the handoff begins, and on which day', () => {
    expect(told('2026-06-02T10:00:00.000Z', { invoice: handedOff, open: [handedOff] }).lines).toEqual(
      expect.arrayContaining([
        'Collection by messages and calls ends here: the handoff begins.',
        'Policy, stages.handoff.fromDay: The handoff stage begins on day 91, counted from the due date (March 2, 2026).',
      ]),
    );
  });

  it.each([
    ['placed', 'Nothing is done here: an agency collects the invoice.'],
    [
      'internal',
      'Nothing is done by itself: the invoice is kept in the house, and a person decides what becomes of it.',
    ],
  ] as const)('says of one that is %s that nothing is done by itself', (stage, expected) => {
    const invoice = { ...handedOff, stage };
    expect(told('2026-06-02T10:00:00.000Z', { invoice, open: [invoice] }).what).toBe(expected);
  });
});

describe('the law', () => {
  const open = { from: '00:00', to: '23:59', days: [1, 2, 3, 4, 5, 6, 7] };
  const anyTime = aPolicy({ hours: open, minDaysBetween: 0, budget: { perDay: 10 } });
  const law = lawWith(aPack(), '2026-03-04');
  const invoice = anInvoice({ stage: 'administrative' });
  const contacted = (at: string, direct: boolean) => ({
    person: aPerson({ contacts: [{ at, channel: 'sms' as const, contact: 'x', direct }] }),
  });
  const one = (source: string, pack = aPack()) => ({
    ...pack,
    caps: pack.caps.filter((rule) => rule.source === source),
  });

  it.each<[string, string, Partial<Facts>, string]>([
    [
      'hours',
      '2026-03-03T20:00:00.000Z',
      { law: lawWith(aPack()) },
      'Law, XX-consumer, hours: Contact is allowed only at these hours: Monday to Friday 07:00–19:00, Saturday 08:00–15:00, Sunday never, never on public holidays. Source: art. 3. Confidence S2: taken from a secondary source.',
    ],
    [
      'holidays',
      '2026-03-04T10:00:00.000Z',
      { law },
      'Law, XX-consumer, hours: Contact on public holidays is forbidden. Source: art. 3. Confidence S2: taken from a secondary source.',
    ],
    [
      'a count',
      '2026-03-03T10:00:00.000Z',
      { law: lawWith(one('art. 4')), ...contacted('2026-03-03T08:00:00.000Z', false) },
      'Law, XX-consumer, frequency: At most 1 contact a day. Source: art. 4. Confidence S2: taken from a secondary source.',
    ],
    [
      'a separation, from memory',
      '2026-03-03T10:00:00.000Z',
      { law: lawWith(one('art. 5')), ...contacted('2026-03-02T08:00:00.000Z', false) },
      'Law, XX-consumer, frequency: At least 2 days between two contacts. Source: art. 5. Confidence M: from memory, unverified.',
    ],
    [
      'one channel',
      '2026-03-03T10:00:00.000Z',
      { law: lawWith(one('art. 6')), ...contacted('2026-03-02T08:00:00.000Z', true) },
      'Law, XX-consumer, frequency: Only one channel a week once the debtor has been reached. Source: art. 6. Confidence D: derived from sources that were read.',
    ],
    [
      'quiet after a conversation, unknown',
      '2026-03-03T10:00:00.000Z',
      { law: lawWith(one('art. 7')), ...contacted('2026-03-02T08:00:00.000Z', true) },
      'Law, XX-consumer, frequency: No contact for 7 days after a conversation. Source: art. 7. Confidence U: unknown, unverified.',
    ],
  ])('is named with its article and how sure we are of it: %s', (_, now, given, expected) => {
    const { lines, wouldChange } = told(now, { invoice, open: [invoice], ...given }, anyTime);
    expect(lines).toContain(expected);
    expect(lines.at(-1)).toBe('Nothing here is legal advice.');
    expect(wouldChange.map(({ change }) => change)).toContain('law');
    expect(wouldChange.map(({ change }) => change)).not.toContain('policy');
  });

  it('is told as data too', () => {
    const { rules } = told('2026-03-03T20:00:00.000Z', { invoice, open: [invoice], law: lawWith(aPack()) }, anyTime);
    expect(rules).toEqual([{ by: 'law', ...authority('hours', 'art. 3'), words: expect.stringContaining('07:00') }]);
  });

  it('that bounds the hours of a contact leaves the contact itself to the policy', () => {
    const { kind, rules, wouldChange } = told('2026-03-03T10:00:00.000Z', { law: lawWith(aPack()) }, anyTime);
    expect(kind).toBe('contact');
    expect(rules.map(({ by }) => by)).toEqual(['policy', 'law']);
    expect(wouldChange.map(({ change }) => change)).toContain('policy');
    expect(wouldChange.map(({ change }) => change)).not.toContain('law');
  });

  it('is not spoken of where it decides nothing', () => {
    expect(told('2026-03-03T10:00:00.000Z', { law }).lines).not.toContain('Nothing here is legal advice.');
  });
});

describe('how the debtor is treated', () => {
  const soft = { minDaysBetween: 9 };
  const policy = aPolicy({
    segments: [
      { name: 'good', when: 'language == "es"', strategy: 'soft' },
      { name: 'rest', strategy: 'standard' },
    ],
    strategies: { soft },
  });
  const debtor = aDebtor({ contacts: [{ at: '2026-03-02T10:00:00.000Z', contact: 'c' }] });

  it('names the segment with the rule that holds, and the value of its strategy', () => {
    const { segment, rules } = told('2026-03-03T10:00:00.000Z', { debtor }, policy);
    expect(segment).toMatchObject({ name: 'good', strategy: 'soft', because: 'language == "es"' });
    expect(segment.words).toBe('Treated as segment good, because this holds: language == "es". Strategy soft.');
    expect(rules).toMatchObject([{ field: 'minDaysBetween', value: 9 }]);
  });

  it('says that no rule held, and which strategy follows from that', () => {
    const { segment } = told('2026-03-03T10:00:00.000Z', { debtor: { ...debtor, language: 'en' } }, policy);
    expect(segment.words).toBe('Treated as segment rest, because no rule of another segment holds: strategy standard.');
  });

  it('names the arm of a comparison', () => {
    const { content } = policy;
    const arms = [99, 1].map((percent, index) => ({ name: `arm-${index}`, percent, strategy: 'soft' }));
    const { arm, segment } = told(
      '2026-03-03T10:00:00.000Z',
      { debtor },
      { version: 1, content: { ...content, arms } },
    );
    expect(arm).toMatch(/^arm-[01]$/);
    expect(segment.words).toContain(`In a comparison it belongs to arm ${arm}.`);
  });
});

describe('the version of the policy', () => {
  const enrolled = anInvoice({ enrolledAt: '2026-02-25T09:00:00.000Z' });
  const applied = (inFlight: 'now' | 'next-stage' | 'pin'): Policy => ({
    ...aPolicy(),
    version: 3,
    before: { policy: { ...aPolicy(), version: 2 }, appliedAt: '2026-03-01T09:00:00.000Z', inFlight },
  });
  const on = (policy: Policy, invoice = enrolled, now = '2026-02-27T10:00:00.000Z') =>
    told(now, { invoice, open: [invoice] }, policy).policyVersion;

  it.each([
    [
      'pin',
      2,
      'It follows version 2 of the policy: version 3 left invoices where they were that were already in collection on March 1, 2026, 09:00 (UTC).',
    ],
    [
      'next-stage',
      2,
      'It follows version 2 of the policy: version 3, applied on March 1, 2026, 09:00 (UTC), reaches it with its next stage.',
    ],
    ['now', 3, 'It follows version 3 of the policy.'],
  ] as const)('applied with %s is told with the reason', (inFlight, followed, words) => {
    expect(on(applied(inFlight), enrolled, '2026-03-02T10:00:00.000Z')).toEqual({ followed, newest: 3, words });
  });

  it('that came before the invoice is simply followed', () => {
    const later = anInvoice({ enrolledAt: '2026-03-01T09:00:00.000Z' });
    expect(on(applied('pin'), later, '2026-03-02T10:00:00.000Z').followed).toBe(3);
  });

  it('names the version that left it behind, not the newest', () => {
    const newest: Policy = {
      ...aPolicy(),
      version: 4,
      before: { policy: applied('pin'), appliedAt: '2026-03-02T09:00:00.000Z', inFlight: 'next-stage' },
    };
    expect(on(newest, enrolled, '2026-03-02T10:00:00.000Z')).toMatchObject({
      followed: 2,
      newest: 4,
      words: expect.stringContaining('version 3 left invoices where they were'),
    });
  });

  it('0 is the default policy', () => {
    expect(on({ ...aPolicy(), version: 0 }).words).toBe('It follows the default policy.');
  });
});

describe('in other languages', () => {
  const debtor = aDebtor({
    timeZone: 'America/Bogota',
    contacts: [{ at: '2026-03-02T15:00:00.000Z', contact: 'c' }],
  });
  const law = lawWith({ ...aPack(), caps: aPack().caps.filter(({ confidence }) => confidence === 'M') });
  const contacts = [{ at: '2026-03-02T15:00:00.000Z', channel: 'sms' as const, contact: 'c' }];
  const free = aPolicy({ minDaysBetween: 0 });

  it.each([
    [
      'es',
      [
        'Factura F-1 de Marta Salas, al 3 de marzo de 2026, 10:00 (America/Bogota).',
        'Por qué: el último contacto es demasiado reciente: la política deja 3 días entre los contactos con un deudor.',
        'Sigue así hasta el 5 de marzo de 2026, 09:00 (America/Bogota), salvo que pase algo antes.',
        'Política, minDaysBetween: El próximo contacto con un deudor es 3 días después del último, o más tarde.',
        '- Un pago o una nota de crédito.',
      ],
    ],
    [
      'pt',
      [
        'Fatura F-1 de Marta Salas, em 3 de março de 2026, 10:00 (America/Bogota).',
        'Por quê: o último contato é recente demais: a política deixa 3 dias entre os contatos com um devedor.',
        'Fica assim até 5 de março de 2026, 09:00 (America/Bogota), a menos que algo aconteça antes.',
        '- Um pagamento ou uma nota de crédito.',
      ],
    ],
  ] as const)('%s: a wait reads as people of that language write', (language, expected) => {
    expect(told('2026-03-03T15:00:00.000Z', { debtor }, aPolicy(), language).lines).toEqual(
      expect.arrayContaining([...expected]),
    );
  });

  it.each([
    ['es', 'por 1000,00 € de la factura F-1: paso first-notice, etapa administrativa.'],
    ['pt', 'sobre € 1.000,00 da fatura F-1: passo first-notice, etapa administrativa.'],
  ] as const)('%s: amounts are written as people write them', (language, expected) => {
    const { what } = told('2026-03-03T10:00:00.000Z', {}, aPolicy(), language);
    expect(what.replaceAll('\u00a0', ' ')).toContain(expected);
  });

  it.each([
    ['es', 'de memoria, sin verificar', 'Nada de esto es asesoramiento legal.'],
    ['pt', 'de memória, não verificado', 'Nada aqui é aconselhamento jurídico.'],
  ] as const)('%s: what is unverified is called so, and is no advice', (language, unverified, noAdvice) => {
    const { lines } = told('2026-03-03T15:00:00.000Z', { law, person: aPerson({ contacts }) }, free, language);
    expect(lines.some((line) => line.includes('art. 5') && line.includes(unverified))).toBe(true);
    expect(lines.at(-1)).toBe(noAdvice);
  });
});

describe('a step whose document cannot be carried', () => {
  const { content } = aPolicy();
  const policy = aPolicy({
    creditor: { ...content.creditor, documentHosts: ['invoices.example.com'] },
    stages: [{ name: 'preventive', fromDay: 0, countFrom: 'issue' }, ...content.stages.slice(1)],
    steps: [
      { id: 'send-invoice', stage: 'preventive', day: 0, channel: 'email', attach: ['invoice'], link: ['invoice'] },
      ...content.steps.map((step) => (step.stage === 'preventive' ? { ...step, countFrom: 'due' as const } : step)),
    ],
  });
  const page = (host: string) => anInvoice({ issued: '2026-02-02', document: { link: `https://${host}/F-1` } });
  const said = (invoice: Facts['invoice'], debtor = aDebtor(), language: Language = 'en') =>
    told('2026-02-03T10:00:00.000Z', { invoice, open: [invoice], debtor }, policy, language).lines.filter((line) =>
      line.includes('send-invoice'),
    );

  it.each([
    ['no document', anInvoice({ issued: '2026-02-02' }), aDebtor(), 'the invoice has no document that it could carry.'],
    [
      'another host',
      page('elsewhere.example.com'),
      aDebtor(),
      'the link to the document leads to a host that the policy does not allow.',
    ],
    [
      'no way',
      page('invoices.example.com'),
      aDebtor({ optOut: ['email'] }),
      'no channel that reaches the debtor can carry the document.',
    ],
  ])('is said to be passed over: %s', (_, invoice, debtor, why) => {
    expect(said(invoice, debtor)).toEqual([`Step send-invoice is passed over: ${why}`]);
    for (const language of ['es', 'pt'] as const) expect(said(invoice, debtor, language)).toHaveLength(1);
  });

  it('is not, where it is taken or was', () => {
    const due = told('2026-02-03T10:00:00.000Z', { invoice: page('invoices.example.com') }, policy).lines;
    expect(due.some((line) => line.includes('passed over'))).toBe(false);
    const steps = { 'send-invoice': aTaking('2026-02-02T10:00:00.000Z', { stage: 'preventive' }) };
    expect(said(anInvoice({ issued: '2026-02-02', steps }))).toEqual([]);
  });
});
