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
  for (let now = await readClock(); ; ) {
    const arriving = takeUntil(pending, now);
    if (arriving.length > 0) await deliver(arriving, journey.stack.BusName);
    await comeToRest(journey, now, arriving);
    if (now >= journey.to) return now;
    const next = await nextMoment(journey.to, pending[0]?.at);
    if (next === undefined && journey.endsWhenQuiet) return now;
    now = next ?? journey.to;
    await setClock(now);
  }
};

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

/** Everything due at `now` happens, and all that follows from it, until every execution rests and every reader is done. */
const comeToRest = async (journey: Journey, now: IsoInstant, arriving: readonly TimedEvent[]): Promise<void> => {
  let named = arriving.flatMap(invoiceNamed);
  for (let stirred = arriving.length > 0; ; ) {
    const moved = [...(await workAgenda(journey, now)), ...named];
    if (!stirred && moved.length === 0) return;
    await settleStreams(journey.stack);
    if ((await agendaAt(now)).length > 0) continue;
    stirred = await journey.atRest(now, moved);
    named = [];
  }
};

const invoiceNamed = ({ detail: { creditor = defaultCreditor, invoice } }: TimedEvent): readonly InvoiceKey[] =>
  typeof invoice === 'string' ? [{ creditor: String(creditor), invoice }] : [];

const patienceMs = 120_000;

const workAgenda = async (journey: Journey, now: IsoInstant): Promise<readonly InvoiceKey[]> => {
  const moved = new Map<string, InvoiceKey>();
  const fired = new Set<string>();
  for (const begun = Date.now(); ; ) {
    await enrolDue(journey.stack.EnrolArn, now, moved);
    const due = await agendaAt(now);
    if (due.length === 0) return [...moved.values()];
    for (const key of due) moved.set(`${key.creditor}#${key.invoice}`, key);
    await untilMoved(journey, due, now, fired, begun);
  }
};

/** Asks for these invoices alone: the whole agenda, asked again and again, would keep the local AWS from working on them. */
const untilMoved = async (
  { firesTimeouts }: Journey,
  due: readonly Due[],
  now: IsoInstant,
  fired: Set<string>,
  begun: number,
): Promise<void> => {
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
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
};

const isDue = ({ cursor: { agendaPk, wakeAt } }: StoredInvoice, now: IsoInstant): boolean =>
  agendaPk !== undefined && wakeAt !== undefined && wakeAt <= now;

const agendaAt = async (now: IsoInstant): Promise<readonly Due[]> =>
  (await Promise.all(allShards.map((shard) => dueToWake(shard, now, 100)))).flat();

const enrolDue = async (stateMachineArn: string, now: IsoInstant, moved: Map<string, InvoiceKey>): Promise<void> => {
  const due = (
    await Promise.all(allShards.map(async (shard) => ({ shard, keys: await dueToEnrol(shard, now, 100) })))
  ).filter(({ keys }) => keys.length > 0);
  if (due.length === 0) return;
  for (const key of due.flatMap(({ keys }) => keys)) moved.set(`${key.creditor}#${key.invoice}`, key);
  await runWorkflow(stateMachineArn, { shards: due.map(({ shard }) => shard) });
};

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

/** The next instant at which anything is due: an enrolment, a wake or an event; undefined when nothing is before `to`. */
const nextMoment = async (to: IsoInstant, nextEvent: IsoInstant | undefined): Promise<IsoInstant | undefined> => {
  const firsts = await Promise.all(allShards.flatMap((shard) => [dueToEnrol(shard, to, 1), dueToWake(shard, to, 1)]));
  const moments = firsts.flat().map(({ wakeAt }) => wakeAt);
  if (nextEvent !== undefined && nextEvent <= to) moments.push(nextEvent);
  return moments.toSorted()[0];
};
