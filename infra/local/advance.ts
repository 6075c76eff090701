// The time-travel driver: moves the clock of a `timeTravel` stage from one due moment to the next, through the real
// workflows. Locally it also does what the emulator does not: it fires the time-outs of resting states.

import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { SendTaskFailureCommand, SFNClient } from '@aws-sdk/client-sfn';
import { now as readClock } from '#clock/movable.ts';
import type { IsoInstant } from '#domain/calendar.ts';
import { defaultCreditor } from '#domain/events.ts';
import type { InvoiceKey } from '#domain/facts.ts';
import { type Due, dueToEnrol, dueToWake } from '#store/agenda.ts';
import type { StoredInvoice } from '#store/items.ts';
import { allShards } from '#store/keys.ts';
import { findInvoice } from '#store/load-facts.ts';
import { runWorkflow } from './run-workflow.ts';
import { setClock } from './set-clock.ts';
import { settleStreams } from './settle-streams.ts';

export type TimedEvent = {
  readonly at: IsoInstant;
  readonly detailType: string;
  readonly detail: Readonly<Record<string, unknown>>;
};

export type Journey = {
  readonly to: IsoInstant;
  /** Events that arrive on the way; those dated before the journey's start arrive at its start. */
  readonly events: readonly TimedEvent[];
  readonly stack: {
    readonly EnrolArn: string;
    readonly BusName: string;
    readonly EventsQueueUrl: string;
    readonly FanOutQueueUrl: string;
    readonly DeliveryQueueUrl: string;
  };
  /** Called when everything rests again, with the invoices that moved. Answers whether it set anything going. */
  readonly atRest: (now: IsoInstant, moved: readonly InvoiceKey[]) => Promise<boolean>;
  /** True where nothing else fires the time-outs of resting states. */
  readonly firesTimeouts: boolean;
  /** Ends the journey as soon as nothing is due any more before `to`. */
  readonly endsWhenQuiet: boolean;
};

const workflows = new SFNClient({});
const events = new EventBridgeClient({});

/** Moves time to `to` and answers where it stands. Throws with the invoice's name when one does not come to rest. */
export const advance = async (journey: Journey): Promise<IsoInstant> => {
  const pending = journey.events.toSorted((one, other) => (one.at < other.at ? -1 : 1));
  let now = await readClock();
  for (let ahead = await lookAhead(journey, now); ; ) {
    const arriving = takeUntil(pending, now);
    if (arriving.length > 0) await deliver(arriving, journey.stack.BusName);
    ahead = await comeToRest(journey, now, arriving, ahead);
    if (now >= journey.to) return now;
    const next = nextMoment(ahead, journey.to, pending[0]?.at);
    if (next === undefined && journey.endsWhenQuiet) return now;
    now = next ?? journey.to;
    await setClock(now);
  }
};

/** The first that is due of each shard. */
type Firsts = readonly { readonly shard: number; readonly at: IsoInstant }[];
/** What stands when everything rests: it says what is due still, and what is next. Looking costs a third of the emulator's work. */
type Ahead = { readonly enrol: Firsts; readonly wake: Firsts };

/** What is due first in each shard, until the journey's end. */
const lookAhead = async ({ to }: Journey, now: IsoInstant): Promise<Ahead> => {
  const end = now > to ? now : to;
  const firstsOf = async (ask: typeof dueToWake): Promise<Firsts> => {
    const firsts = await Promise.all(allShards.map(async (shard) => ({ shard, first: (await ask(shard, end, 1))[0] })));
    return firsts.flatMap(({ shard, first }) => (first ? { shard, at: first.wakeAt } : []));
  };
  const [enrol, wake] = await Promise.all([firstsOf(dueToEnrol), firstsOf(dueToWake)]);
  return { enrol, wake };
};

/** What time alone makes due: shards with invoices to enrol, and invoices to wake. */
type Agenda = {
  readonly enrol: readonly { readonly shard: number; readonly keys: readonly Due[] }[];
  readonly wake: readonly Due[];
};

const agendaAt = async (now: IsoInstant, { enrol, wake }: Ahead): Promise<Agenda> => {
  const [toEnrol, toWake] = await Promise.all([
    Promise.all(
      shardsDue(enrol, now).map(async (shard) => ({ shard, keys: await dueToEnrol(shard, now, mostOfAShard) })),
    ),
    Promise.all(shardsDue(wake, now).map((shard) => dueToWake(shard, now, mostOfAShard))),
  ]);
  return { enrol: toEnrol.filter(({ keys }) => keys.length > 0), wake: toWake.flat() };
};

const shardsDue = (firsts: Firsts, now: IsoInstant): readonly number[] =>
  firsts.filter(({ at }) => at <= now).map(({ shard }) => shard);

const mostOfAShard = 100;

const isAnyDue = ({ enrol, wake }: Ahead, now: IsoInstant): boolean => shardsDue([...enrol, ...wake], now).length > 0;

const takeUntil = (pending: TimedEvent[], now: IsoInstant): readonly TimedEvent[] => {
  const end = pending.findIndex(({ at }) => at > now);
  return pending.splice(0, end === -1 ? pending.length : end);
};

const deliver = async (arriving: readonly TimedEvent[], bus: string): Promise<void> => {
  for (let start = 0; start < arriving.length; start += 10) {
    const { FailedEntryCount } = await events.send(
      new PutEventsCommand({
        Entries: arriving.slice(start, start + 10).map(({ detailType, detail }) => ({
          EventBusName: bus,
          Source: 'erp.demo',
          DetailType: detailType,
          Detail: JSON.stringify(detail),
        })),
      }),
    );
    if (FailedEntryCount) throw new Error(`the bus refused ${FailedEntryCount} events`);
  }
};

/**
 * Everything due at `now` happens, and all that follows from it, until every execution rests and every reader is done. Answers what is ahead
 * then.
 */
const comeToRest = async (
  journey: Journey,
  now: IsoInstant,
  arriving: readonly TimedEvent[],
  before: Ahead,
): Promise<Ahead> => {
  if (arriving.length === 0 && !isAnyDue(before, now)) return before;
  let due = await agendaAt(now, before);
  let begun = Date.now();
  let moved = new Map(arriving.flatMap(invoiceNamed).map((key) => [nameOf(key), key]));
  for (;;) {
    for (const key of [...due.enrol.flatMap(({ keys }) => keys), ...due.wake]) moved.set(nameOf(key), key);
    if (due.enrol.length > 0)
      await runWorkflow(journey.stack.EnrolArn, { shards: due.enrol.map(({ shard }) => shard) });
    await untilMoved(journey, due.wake, now, begun);
    await settleStreams(journey.stack);
    const ahead = await lookAhead(journey, now);
    due = await agendaAt(now, ahead);
    // Also where it has just moved: what is ahead is to be seen as it is at rest.
    if (isAnyDue(ahead, now)) continue;
    if (!(await journey.atRest(now, [...moved.values()]))) return ahead;
    begun = Date.now();
    moved = new Map();
  }
};

const nameOf = ({ creditor, invoice }: InvoiceKey): string => `${creditor}#${invoice}`;

const invoiceNamed = ({ detail: { creditor = defaultCreditor, invoice } }: TimedEvent): readonly InvoiceKey[] =>
  typeof invoice === 'string' ? [{ creditor: String(creditor), invoice }] : [];

const patienceMs = 120_000;

/** Asks for these invoices alone: the whole agenda, asked again and again, would keep the local AWS from working on them. */
const untilMoved = async (
  { firesTimeouts }: Journey,
  due: readonly Due[],
  now: IsoInstant,
  begun: number,
): Promise<void> => {
  const fired = new Set<string>();
  for (let waiting = due; ; ) {
    const still: Due[] = [];
    await inParallel(waiting, async (key) => {
      const stored = await findInvoice(key);
      if (!stored || !isDue(stored, now)) return;
      still.push(key);
      if (firesTimeouts) await fireTimeout(stored, fired);
    });
    const [stuck] = still;
    if (!stuck) return;
    if (Date.now() - begun > patienceMs) {
      throw new Error(
        `invoice ${stuck.invoice} of ${stuck.creditor} did not come to rest within ${patienceMs / 1000} s; see \`recaudo invoice ${stuck.invoice}\`, then \`recaudo reconcile\``,
      );
    }
    waiting = still;
    await new Promise((resolve) => setTimeout(resolve, 40));
  }
};

const isDue = ({ cursor: { agendaPk, wakeAt } }: StoredInvoice, now: IsoInstant): boolean =>
  agendaPk !== undefined && wakeAt !== undefined && wakeAt <= now;

// What Step Functions does by itself on AWS: the rest's time-out has come. Each token is timed out once.
const fireTimeout = async ({ invoice, cursor }: StoredInvoice, fired: Set<string>): Promise<void> => {
  const { taskToken, restVersion } = cursor;
  if (!taskToken || restVersion !== invoice.version || fired.has(taskToken)) return;
  fired.add(taskToken);
  try {
    await workflows.send(new SendTaskFailureCommand({ taskToken, error: 'States.Timeout', cause: 'time came' }));
  } catch (error) {
    // Woken by a fact in the same moment: it looks again anyway.
    if (!(error instanceof Error) || !['TaskDoesNotExist', 'TaskTimedOut', 'InvalidToken'].includes(error.name))
      throw error;
  }
};

const lanes = 6;

const inParallel = async <T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> => {
  const queue = [...items];
  await Promise.all(
    Array.from({ length: lanes }, async () => {
      for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item);
    }),
  );
};

/** The next instant at which anything is due, an enrolment, a wake or an event; undefined when nothing is before `to`. */
const nextMoment = (
  { enrol, wake }: Ahead,
  to: IsoInstant,
  nextEvent: IsoInstant | undefined,
): IsoInstant | undefined => {
  const moments = [...enrol, ...wake].map(({ at }) => at);
  if (nextEvent !== undefined && nextEvent <= to) moments.push(nextEvent);
  return moments.toSorted()[0];
};
