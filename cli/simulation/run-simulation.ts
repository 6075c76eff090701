// Shares the debtors of a simulation among threads, and adds their parts up in the order of the file, whoever is done first: the
// result does not depend on the number of threads.
import { Worker } from 'node:worker_threads';
import { addInto, emptyTally, type Paired, type Tally } from '#domain/simulation/tally.ts';
import { copyOf } from './read-portfolio.ts';
import { type BatchResult, batchRunner } from './run-batch.ts';
import type { DebtorRows, Setup } from './setup.ts';
import type { Work } from './worker.ts';

export type Totals = { readonly tallies: readonly Tally[]; readonly paired: Paired };

type Run = {
  readonly setup: Setup;
  readonly debtors: readonly DebtorRows[];
  /** How often each debtor occurs. */
  readonly times: number;
  readonly workers: number;
  readonly writeLines: (lines: string) => void;
};

export const runSimulation = async ({ setup, debtors, times, workers, writeLines }: Run): Promise<Totals> => {
  const totals = { tallies: setup.policies.map(emptyTally), paired: {} };
  const add = ({ tallies, paired, lines }: BatchResult): void => {
    for (const [index, tally] of tallies.entries()) addInto(totals.tallies[index] ?? emptyTally(), tally);
    addInto(totals.paired, paired);
    if (lines !== '') writeLines(lines);
  };
  const batches = batchesOf(debtors, times);
  if (workers === 1) {
    const run = batchRunner(setup);
    for (const batch of batches) add(run(batch));
    return totals;
  }
  const inOrder = inOrderOf(add);
  let index = 0;
  const nextWork = (): Work | undefined => {
    const { done, value } = batches.next();
    if (done) return undefined;
    index += 1;
    return { index: index - 1, debtors: value };
  };
  await Promise.all(Array.from({ length: workers }, () => employ(setup, nextWork, inOrder)));
  return totals;
};

const invoicesInBatch = 500;

const batchesOf = function* (
  debtors: readonly DebtorRows[],
  times: number,
): Generator<readonly DebtorRows[], undefined> {
  let batch: DebtorRows[] = [];
  let size = 0;
  for (let copy = 0; copy < times; copy += 1)
    for (const rows of debtors) {
      batch.push(copyOf(rows, copy));
      size += rows.length;
      if (size < invoicesInBatch) continue;
      yield batch;
      [batch, size] = [[], 0];
    }
  if (batch.length > 0) yield batch;
  return undefined;
};

/** Keeps results back until all before them have come. */
const inOrderOf = (add: (result: BatchResult) => void) => {
  const early = new Map<number, BatchResult>();
  let next = 0;
  return (index: number, result: BatchResult): void => {
    early.set(index, result);
    for (let due = early.get(next); due; due = early.get(next)) {
      early.delete(next);
      next += 1;
      add(due);
    }
  };
};

type Done = { readonly index: number; readonly result: BatchResult };

/** Rejects when the thread fails. Two batches are with it at any time, so that it need not wait for the next. */
const employ = (
  setup: Setup,
  nextWork: () => Work | undefined,
  hear: (index: number, result: BatchResult) => void,
): Promise<void> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: setup });
    let open = 0;
    const give = (): void => {
      const work = nextWork();
      if (work) {
        open += 1;
        worker.postMessage(work);
      } else if (open === 0) void worker.terminate().then(() => resolve());
    };
    worker.on('message', ({ index, result }: Done) => {
      open -= 1;
      try {
        hear(index, result);
        give();
      } catch (error) {
        reject(error);
      }
    });
    worker.on('error', reject);
    give();
    give();
  });
