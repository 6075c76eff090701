// Lives a debtor's invoices through days with decide() alone, as the workflows do: look, act, rest until the next look.
// Acceptance counts as delivery after the policy's days unless a fact says otherwise.
import { dateIn, type IsoInstant, plusMs } from '#domain/calendar.ts';
import { decide } from '#domain/decide.ts';
import type { Decision } from '#domain/decision.ts';
import type { Debtor, Invoice, Person } from '#domain/facts.ts';
import type { Policy } from '#domain/policy.ts';

export type Entry = {
  readonly day: string;
  readonly at: IsoInstant;
  readonly invoice: string;
  readonly stage: string;
  readonly step: string;
  readonly channel: string;
  readonly covers: readonly string[];
};
export type World = { debtor: Debtor; person: Person; invoices: Invoice[] };
export type Happening = { readonly at: IsoInstant; readonly change: (world: World) => World };
export type Life = {
  readonly diary: readonly Entry[];
  readonly world: World;
  readonly ends: Readonly<Record<string, { readonly day: string; readonly how: string }>>;
};

type Taking = Extract<Decision, { kind: 'contact' | 'task' }>;

/** Runs from `from` to `to`; happenings change the world at their instant; nothing runs inside an outage. */
export const live = (
  start: World,
  policy: Policy,
  from: IsoInstant,
  to: IsoInstant,
  happenings: readonly Happening[] = [],
  outages: readonly { readonly from: IsoInstant; readonly to: IsoInstant }[] = [],
): Life => {
  let world = start;
  const diary: Entry[] = [];
  const ends: Record<string, { day: string; how: string }> = {};
  const coming = happenings.toSorted((one, other) => (one.at < other.at ? -1 : 1));
  let now = from;
  for (let turns = 0; now <= to; turns += 1) {
    if (turns > 20_000) throw new Error('the life does not come to rest');
    while (coming[0] && coming[0].at <= now) world = coming.shift()?.change(world) ?? world;
    const outage = outages.find((each) => each.from <= now && now < each.to);
    const next = outage ? outage.to : look();
    const happens = coming[0]?.at;
    const moment = [next, happens].filter((each): each is string => each !== undefined && each !== null).toSorted()[0];
    if (moment === undefined) break;
    now = moment;
  }
  return { diary, world, ends };

  /** All invoices look until none acts any more; answers the next look. */
  function look(): IsoInstant | null {
    for (;;) {
      let acted = false;
      let next: IsoInstant | null = null;
      for (const { invoice: number } of world.invoices) {
        const invoice = world.invoices.find((each) => each.invoice === number);
        if (!invoice || invoice.stage === 'closed' || invoice.stage === 'placed') continue;
        const open = world.invoices
          .filter(({ balance }) => balance > 0)
          .toSorted((one, other) => (one.due < other.due ? -1 : 1));
        const decision = decide({ invoice, debtor: world.debtor, person: world.person, open }, policy, now);
        const day = dateIn(world.debtor.timeZone, now);
        if (decision.kind === 'contact' || decision.kind === 'task') {
          diary.push({
            day,
            at: now,
            invoice: number,
            stage: decision.stage,
            step: decision.step,
            channel: decision.channel,
            covers: decision.covers.map((cover) => cover.invoice),
          });
          world = afterContact(world, decision, now, diary.length);
          acted = true;
          break;
        }
        if (decision.kind === 'close') {
          ends[number] = { day, how: decision.because };
          world = put(world, { ...invoice, stage: 'closed' });
        } else if (decision.kind === 'hand-off') {
          ends[number] = { day, how: 'handoff' };
          world = put(world, { ...invoice, stage: 'placed' });
        } else {
          if (decision.kind === 'enter') world = put(world, { ...invoice, stage: decision.stage });
          if (decision.until !== null && decision.until <= now)
            throw new Error(`${number} would look again at ${decision.until}, not later than ${now}`);
          if (decision.until !== null && (next === null || decision.until < next)) next = decision.until;
        }
      }
      if (!acted) return next;
    }
  }
};

const afterContact = (world: World, decision: Taking, now: IsoInstant, number: number): World => {
  const contact = `c${number}`;
  const turns = new Map(decision.covers.flatMap((cover) => (cover.step ? [[cover.invoice, cover] as const] : [])));
  return {
    debtor: {
      ...world.debtor,
      counter: world.debtor.counter + 1,
      contacts: [...world.debtor.contacts.slice(-4), { at: now, contact }],
    },
    person: {
      ...world.person,
      version: world.person.version + 1,
      contacts: [...world.person.contacts, { at: now, channel: decision.channel, contact }],
    },
    invoices: world.invoices.map((invoice) => {
      const turn = turns.get(invoice.invoice);
      if (!turn?.step) return invoice;
      const outcome = decision.kind === 'task' ? ('task' as const) : ('accepted' as const);
      return {
        ...invoice,
        stage: invoice.invoice === decision.covers[0]?.invoice ? decision.stage : invoice.stage,
        steps: {
          ...invoice.steps,
          [turn.step]: {
            at: now,
            repetition: turn.repetition ?? 1,
            attempt: turn.attempt ?? 1,
            channel: decision.channel,
            contact,
            outcome,
          },
        },
      };
    }),
  };
};

export const put = (world: World, invoice: Invoice): World => ({
  ...world,
  invoices: world.invoices.map((each) => (each.invoice === invoice.invoice ? invoice : each)),
});

export const change = (at: IsoInstant, invoice: string, update: (invoice: Invoice) => Partial<Invoice>): Happening => ({
  at,
  change: (world) => {
    const found = world.invoices.find((each) => each.invoice === invoice);
    return found
      ? put(
          { ...world, debtor: { ...world.debtor, counter: world.debtor.counter + 1 } },
          { ...found, ...update(found), version: found.version + 1 },
        )
      : world;
  },
});

export const pays = (at: IsoInstant, invoice: string, amount = Number.MAX_SAFE_INTEGER): Happening =>
  change(at, invoice, ({ balance }) => ({ balance: Math.max(0, balance - amount) }));

export const later = plusMs;
