// Random but plausible worlds for properties: policies of every kind, debtors in zones whose clocks change, laws, histories.
import fc from 'fast-check';
import type * as z from 'zod';
import { addDays, plusMs, startOfDay } from '#domain/calendar.ts';
import type { Debtor, Facts, Hold, Invoice, Person } from '#domain/facts.ts';
import { type Law, noLaw, type Pack } from '#domain/law.ts';
import { type Policy, policySchema } from '#domain/policy.ts';
import { defaultPolicy } from '#policies/default-policy.ts';
import { aDebtor, anInvoice, aPerson } from '#test/fixtures.ts';

export const zones = [
  'UTC',
  'America/Bogota',
  'Europe/Madrid',
  'America/Santiago',
  'Pacific/Apia',
  'Asia/Kolkata',
] as const;
const channels = ['email', 'sms', 'call', 'letter'] as const;
type PolicyInput = z.input<typeof policySchema>;

const hours = fc
  .record({
    from: fc.constantFrom('00:00', '02:30', '08:00', '09:00'),
    to: fc.constantFrom('12:00', '18:00', '23:59'),
    days: fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 2 }),
    holidays: fc.constantFrom('allow' as const, 'avoid' as const),
  })
  .map((drawn) => ({ ...drawn, weekdays: {} }));

const stages = fc
  .record({
    first: fc.integer({ min: -10, max: 3 }),
    lengths: fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 3, maxLength: 3 }),
    notice: fc.boolean(),
    noticeDays: fc.constantFrom(0, 0, 5),
    business: fc.boolean(),
    handoff: fc.boolean(),
  })
  .map(({ first, lengths: [one = 1, two = 1, three = 1], notice, noticeDays, business, handoff }) => {
    const kind = { businessDays: business, countFrom: 'due' as const };
    return [
      { ...kind, name: 'preventive' as const, fromDay: first },
      { ...kind, name: 'administrative' as const, fromDay: first + one },
      { ...kind, name: 'extrajudicial' as const, fromDay: first + one + two, requiresNotice: notice, noticeDays },
      ...(handoff
        ? [{ ...kind, name: 'handoff' as const, fromDay: first + one + two + three, requiresNotice: notice }]
        : []),
    ];
  });

const stepsOf = (all: NonNullable<PolicyInput['stages']>) =>
  fc
    .tuple(
      ...all
        .filter(({ name }) => name !== 'handoff')
        .map((stage) =>
          fc
            .array(
              fc.record({
                offset: fc.integer({ min: 0, max: 12 }),
                channel: fc.constantFrom(...channels),
                fallback: fc.option(fc.constantFrom(...channels), { nil: undefined }),
                repeats: fc.option(
                  fc.record({ everyDays: fc.integer({ min: 1, max: 9 }), times: fc.integer({ min: 2, max: 4 }) }),
                  {
                    nil: undefined,
                    freq: 3,
                  },
                ),
              }),
              { minLength: 1, maxLength: 3 },
            )
            .map((drawn) =>
              drawn.map(({ offset, channel, fallback, repeats }, index) => ({
                id: `${stage.name}-${index}`,
                stage: stage.name,
                day: stage.fromDay + offset,
                channel,
                ...(fallback === undefined || fallback === channel ? {} : { fallback }),
                ...(repeats === undefined ? {} : { repeat: repeats }),
              })),
            ),
        ),
    )
    .map((lists) => lists.flat());

export const policies: fc.Arbitrary<Policy> = stages.chain((drawn) =>
  fc
    .record({
      steps: stepsOf(drawn),
      hours,
      minDaysBetween: fc.integer({ min: 1, max: 6 }),
      deliveredAfterDays: fc.integer({ min: 0, max: 4 }),
      perWeek: fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }),
      afterConversation: fc.option(fc.integer({ min: 1, max: 5 }), { nil: undefined }),
      preferred: fc.constantFrom({}, {}, { time: '10:30' }, { day: 3 }),
      toleranceDays: fc.integer({ min: 0, max: 3 }),
    })
    .map(({ steps, perWeek, afterConversation, toleranceDays, ...rest }) => ({
      version: 1,
      content: policySchema.parse({
        creditor: defaultPolicy().creditor,
        stages: drawn,
        steps,
        ...rest,
        promise: { toleranceDays },
        budget: {
          ...(perWeek === undefined ? {} : { perWeek }),
          ...(afterConversation === undefined ? {} : { afterConversation }),
        },
      }),
    })),
);

const authority = { pack: 'XX-consumer', rule: 'hours', source: 'made up', confidence: 'S1' } as const;
const day = { from: '07:00', to: '19:00' };
const strictPack: Pack = {
  id: 'XX-consumer',
  jurisdiction: 'XX',
  debtorType: 'consumer',
  binds: ['creditor', 'agency'],
  scope: authority,
  hours: [
    {
      ...authority,
      channels: 'any',
      week: [day, day, day, day, day, { from: '08:00', to: '15:00' }, null],
      onHolidays: false,
    },
  ],
  caps: [
    { ...authority, rule: 'frequency', cap: { kind: 'count', channels: ['call'], max: 1, window: 'week' } },
    { ...authority, rule: 'frequency', cap: { kind: 'separation', channels: ['email', 'sms'], days: 2 } },
    {
      ...authority,
      rule: 'frequency',
      cap: { kind: 'single-channel', channels: 'any', window: 'week', fromDirectContact: true },
    },
  ],
  bars: [],
};
export const laws: fc.Arbitrary<Law> = fc.constantFrom(noLaw, {
  packs: [strictPack],
  holidays: {
    place: 'XX',
    dates: new Set(['2026-03-09', '2026-03-19', '2026-03-20', '2026-04-02', '2026-04-03', '2026-05-01']),
  },
});

export const due = '2026-03-02';
export const dates = (least: number, most: number) =>
  fc.integer({ min: least, max: most }).map((days) => addDays(due, days));
export const instants = (least: number, most: number) =>
  fc
    .tuple(dates(least, most), fc.integer({ min: 0, max: 24 * 60 - 1 }))
    .map(([date, minutes]) => new Date(Date.parse(startOfDay('UTC', date)) + minutes * 60_000).toISOString());

const holds: fc.Arbitrary<Record<string, Hold>> = fc.dictionary(
  fc.constantFrom('h1', 'h2'),
  fc.record({
    reason: fc.constantFrom('dispute' as const, 'promise' as const, 'manual' as const),
    until: dates(-20, 80),
  }),
  { maxKeys: 2 },
);

export const debtors: fc.Arbitrary<Debtor> = fc
  .record({
    timeZone: fc.constantFrom(...zones),
    hasEmail: fc.boolean(),
    optOut: fc.subarray(['sms', 'call'] as const, { maxLength: 1 }),
    preferred: fc.constantFrom(undefined, undefined, { time: '16:00' }, { day: 2 }),
  })
  .map(({ hasEmail, preferred, optOut, timeZone }) => {
    const { email: _, ...rest } = aDebtor({ timeZone, optOut });
    return { ...(hasEmail ? aDebtor({ timeZone, optOut }) : rest), ...(preferred === undefined ? {} : { preferred }) };
  });

export const openInvoices = (policy: Policy, now: string): fc.Arbitrary<readonly Invoice[]> =>
  fc
    .array(
      fc.record({
        due: dates(-5, 10),
        holds: fc.oneof({ weight: 3, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: holds }),
        takings: fc.array(
          fc.record({
            step: fc.constantFrom(...policy.content.steps),
            hoursAgo: fc.integer({ min: 0, max: 1500 }),
            outcome: fc.constantFrom(
              'accepted' as const,
              'delivered' as const,
              'failed' as const,
              'refused' as const,
              'task' as const,
            ),
          }),
          { maxLength: 3 },
        ),
        stage: fc.constantFrom(
          'scheduled' as const,
          'preventive' as const,
          'administrative' as const,
          'extrajudicial' as const,
        ),
      }),
      { minLength: 1, maxLength: 3 },
    )
    .map((drawn) =>
      drawn.map(({ takings, ...given }, index) => {
        const bare = anInvoice({ ...given, invoice: `F-${index}`, issued: '2026-01-01' });
        const steps = Object.fromEntries(
          takings.map(({ step, hoursAgo, outcome }, number) => [
            step.id,
            {
              at: plusMs(now, -hoursAgo * 3_600_000),
              outcome,
              stage: step.stage,
              notice: policy.content.steps.find(({ stage }) => stage === step.stage)?.id === step.id,
              due: given.due,
              repetition: 1,
              attempt: 1,
              channel: step.channel,
              contact: `c-${index}-${number}`,
            },
          ]),
        );
        return { ...bare, steps };
      }),
    );

const contactsOf = (now: string) =>
  fc
    .array(
      fc.record({
        daysAgo: fc.integer({ min: 0, max: 20 }),
        channel: fc.constantFrom(...channels),
        direct: fc.boolean(),
      }),
      { maxLength: 4 },
    )
    .map((drawn) =>
      drawn
        .map(({ daysAgo, channel, direct }, index) => ({
          at: new Date(Date.parse(now) - daysAgo * 86_400_000 - index * 60_000).toISOString(),
          channel,
          contact: `p-${index}`,
          ...(direct ? { direct } : {}),
        }))
        .toSorted((one, other) => (one.at < other.at ? -1 : 1)),
    );

/** Facts of any kind at any moment, under any policy. */
export const moments: fc.Arbitrary<{ readonly facts: Facts; readonly policy: Policy; readonly now: string }> =
  policies.chain((policy) =>
    fc
      .record({ debtor: debtors, law: laws, now: instants(-20, 100) })
      .chain(({ now, ...rest }) => openInvoices(policy, now).map((open) => ({ ...rest, now, open })))
      .chain(({ debtor, law, open, now }) =>
        contactsOf(now).map((contacts) => {
          const person: Person = aPerson({ contacts });
          const [invoice = anInvoice()] = open;
          const known = { ...debtor, contacts: contacts.map(({ at, contact }) => ({ at, contact })) };
          return { facts: { invoice, debtor: known, person, open, law }, policy, now };
        }),
      ),
  );
