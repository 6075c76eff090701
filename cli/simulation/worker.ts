// One thread of a simulation: batches of debtors come in, what they add up to goes out.
import { parentPort, workerData } from 'node:worker_threads';
import { batchRunner } from './run-batch.ts';
import type { DebtorRows, Setup } from './setup.ts';

export type Work = { readonly index: number; readonly debtors: readonly DebtorRows[] };

const setup: Setup = workerData;
const run = batchRunner(setup);

parentPort?.on('message', ({ index, debtors }: Work) => {
  parentPort?.postMessage({ index, result: run(debtors) });
});
