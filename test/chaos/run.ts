// `npm run chaos -- --seeds 1000`: lives as many schedules of faults on the real send path, against a local AWS of its own. Ends with 1 when
// anything was said twice, said after a payment, or lost, or where so little was said that it shows nothing; `--from` begins at another
// seed, `--json` prints the result as JSON.
import { registerHooks } from 'node:module';
import { parseArgs } from 'node:util';
import { use } from '#cli/connect.ts';
import { deployLocal } from '#infra/local/deploy-local.ts';
import { startEmulator } from '#infra/local/emulator.ts';
import { localEnvironment } from '#infra/local/local-environment.ts';
import { preparePythonEnvironment } from '#infra/local/python-environment.ts';
import { handlerEnvironment } from '#test/handler-environment.ts';
import type { Lived } from './live-schedule.ts';
import { startProvider } from './provider.ts';

// Handlers that run in this process go by the movable clock, as the deployed ones do.
registerHooks({
  resolve: (specifier, context, next) => next(specifier === '#clock' ? '#clock/movable.ts' : specifier, context),
});

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '1000' },
    from: { type: 'string', default: '1' },
    json: { type: 'boolean', default: false },
  },
});
const [seeds, from] = [Number(values.seeds), Number(values.from)];
if (!Number.isSafeInteger(seeds) || seeds < 1 || !Number.isSafeInteger(from) || from < 0)
  throw new Error('give whole numbers: npm run chaos -- --seeds 1000 --from 1');
const note = (line: string) => void process.stderr.write(`${line}\n`);

const emulator = await startEmulator({ python: await preparePythonEnvironment(note) });
const provider = await startProvider(emulator.endpoint);
try {
  Object.assign(process.env, localEnvironment(emulator.endpoint));
  const stack = use(await deployLocal({ endpoint: emulator.endpoint, report: note }), emulator.endpoint);
  Object.assign(process.env, handlerEnvironment(stack, 'chaos'), {
    AWS_ENDPOINT_URL_SES: provider.endpoint,
    AWS_ENDPOINT_URL_SNS: provider.endpoint,
    POWERTOOLS_LOG_LEVEL: 'SILENT',
  });
  const { liveSchedule } = await import('./live-schedule.ts');
  const began = Date.now();
  const lived: Lived[] = [];
  for (let seed = from; seed < from + seeds; seed += 1) {
    const one = await liveSchedule(seed, provider, 'CHAOS');
    lived.push(one);
    for (const wrong of one.wrong) note(`seed ${seed}: ${wrong}`);
    if (lived.length % 50 === 0) note(`${lived.length} of ${seeds} schedules, ${seconds(began)} s`);
  }
  const sum = (count: (one: Lived) => number) => lived.reduce((total, one) => total + count(one), 0);
  const result = {
    schedules: seeds,
    from,
    calls: sum(({ calls }) => calls),
    taken: sum(({ taken }) => taken),
    contacts: sum(({ contacts }) => contacts),
    // Some schedules are paid before anything is said. Where most are silent, something keeps them from speaking, and nothing is shown.
    silent: sum(({ contacts }) => (contacts === 0 ? 1 : 0)),
    wrong: lived.filter(({ wrong }) => wrong.length > 0).map(({ seed, wrong }) => ({ seed, wrong })),
    seconds: seconds(began),
  };
  process.stdout.write(
    values.json
      ? `${JSON.stringify(result, null, 2)}\n`
      : `${seeds} schedules in ${result.seconds} s: ${result.contacts} contacts claimed, ${result.calls} calls of the provider, ${result.taken} messages taken, ${result.silent} silent; ${result.wrong.length === 0 ? 'nothing said twice, nothing after a payment, nothing lost' : `${result.wrong.length} schedules went wrong`}\n`,
  );
  const isSilent = result.silent > seeds / 2;
  if (isSilent) note(`${result.silent} of ${seeds} schedules claimed no contact: they show nothing`);
  process.exitCode = result.wrong.length === 0 && !isSilent ? 0 : 1;
} finally {
  await provider.stop();
  await emulator.stop();
}

function seconds(since: number): number {
  return Math.round((Date.now() - since) / 1000);
}
