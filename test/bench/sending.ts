// The limiter: how exactly many senders keep one rate, and what it costs; and messages a second through the whole of a send.
// The emulator's speed says nothing about AWS; the share of places that are used, the worst second and the counts do.
import { registerHooks } from 'node:module';
import { use } from '#cli/connect.ts';
import { deployLocal } from '#infra/local/deploy-local.ts';
import { startEmulator } from '#infra/local/emulator.ts';
import { localEnvironment } from '#infra/local/local-environment.ts';
import { preparePythonEnvironment } from '#infra/local/python-environment.ts';
import { aNewInvoice } from '#test/fixtures.ts';
import { handlerEnvironment } from '#test/handler-environment.ts';
import { lambdaContext } from '#test/lambda-context.ts';
import { countWriteUnits } from './count-write-units.ts';
import type { Measure } from './measure.ts';

// Handlers that run in this process go by the movable clock, as the deployed ones do.
registerHooks({
  resolve: (specifier, context, next) => next(specifier === '#clock' ? '#clock/movable.ts' : specifier, context),
});

export const benchSending = async (): Promise<readonly Measure[]> => {
  const note = (line: string) => void process.stderr.write(`  ${line}\n`);
  const emulator = await startEmulator({ python: await preparePythonEnvironment(note) });
  try {
    Object.assign(process.env, localEnvironment(emulator.endpoint));
    const stack = use(await deployLocal({ endpoint: emulator.endpoint, report: note }), emulator.endpoint);
    Object.assign(process.env, handlerEnvironment(stack, 'bench'), { POWERTOOLS_LOG_LEVEL: 'SILENT' });
    return [...(await accuracy('bench-14', 14, 40)), ...(await accuracy('bench-50', 50, 120)), ...(await throughput())];
  } finally {
    await emulator.stop();
  }
};

const seconds = 30;

/** Senders of which each works 300 ms for a message and has its own clock, up to 100 ms off. */
const accuracy = async (channel: string, rate: number, senders: number): Promise<readonly Measure[]> => {
  const { nothingHeld, takePlace } = await import('#store/take-place.ts');
  const sent: number[] = [];
  const end = Date.now() + seconds * 1_000;
  const send = async (index: number): Promise<void> => {
    const skew = (index % 3) * 100 - 100;
    const clock = () => Date.now() + skew;
    const held = nothingHeld();
    while (Date.now() < end) {
      const at = await takePlace(channel, rate, held, clock);
      await pause(at === undefined ? 1_000 : at - clock());
      if (at === undefined) continue;
      sent.push(Date.now());
      await pause(300);
    }
  };
  const units = await countWriteUnits(
    () => Promise.all(Array.from({ length: senders }, (_, index) => send(index))),
    'places',
  );
  const times = sent.toSorted((one, other) => one - other);
  // The first period is begun in its middle, and the last is not finished.
  const steady = times.filter((at) => at > end - (seconds - 6) * 1_000 && at <= end - 1_000);
  const share = steady.length / ((seconds - 7) * rate);
  return [
    {
      name: `${rate} a second, ${senders} senders: places used`,
      value: share * 100,
      unit: '%',
      bound: { atLeast: 90 },
    },
    {
      name: `${rate} a second, ${senders} senders: worst second`,
      value: (worstSecond(times) / rate) * 100,
      unit: '% of it',
      bound: { atMost: 115 },
    },
    { name: `${rate} a second, ${senders} senders: write units a message`, value: units / times.length, unit: 'WRU' },
  ];
};

const worstSecond = (times: readonly number[]): number => {
  let first = 0;
  return times.reduce((worst, at, index) => {
    while (at - (times[first] ?? at) >= 1_000) first += 1;
    return Math.max(worst, index - first + 1);
  }, 0);
};

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, Math.max(0, ms)));

/** Look, render, place, claim, send, record: as the deployed function does it, sixteen at a time in this process. */
const throughput = async (): Promise<readonly Measure[]> => {
  const { registerInvoice } = await import('#store/register-invoice.ts');
  const { beginFirstRun } = await import('#store/runs.ts');
  const { setClock } = await import('#infra/local/set-clock.ts');
  const { listContacts } = await import('#store/contacts.ts');
  const { handler } = await import('#functions/send-message.ts');
  const now = '2026-03-03T10:00:00.000Z';
  await setClock(now);
  const inputs = Array.from({ length: 200 }, (_, index) => ({ creditor: 'default', invoice: `PACE-${index}`, run: 1 }));
  for (const input of inputs) {
    await registerInvoice(aNewInvoice(input.invoice, `pace-${input.invoice}`), `issue-${input.invoice}`, now);
    await beginFirstRun(input, now);
  }
  const waiting = [...inputs];
  const work = async (): Promise<void> => {
    for (let input = waiting.pop(); input; input = waiting.pop()) {
      const { because } = await handler(input, lambdaContext);
      // As its execution would at its turn.
      if (because === 'sending-turn') waiting.unshift(input);
    }
  };
  const begun = performance.now();
  await Promise.all(Array.from({ length: 16 }, work));
  const elapsed = (performance.now() - begun) / 1_000;
  const contacts = await Promise.all(
    inputs.map(({ invoice }) => listContacts({ creditor: 'default', debtor: `pace-${invoice}` })),
  );
  const made = contacts.filter(([contact]) => contact?.status === 'accepted').length;
  if (made !== inputs.length) throw new Error(`${made} of ${inputs.length} messages were sent`);
  return [{ name: 'messages a second, look to record', value: inputs.length / elapsed, unit: '1/s' }];
};
