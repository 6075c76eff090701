// Starts a local AWS for each worker that tests workflows and the whole system, deploys the product on each, and ends them.
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { deployLocal } from '#infra/local/deploy-local.ts';
import { type Emulator, startEmulator } from '#infra/local/emulator.ts';
import { localFolder } from '#infra/local/local-folder.ts';
import { preparePythonEnvironment } from '#infra/local/python-environment.ts';

/** `outputs` are of the deployed stack, by name. */
export type LocalAws = {
  readonly endpoint: string;
  readonly messaging: string;
  readonly outputs: Readonly<Record<string, string>>;
};

declare module 'vitest' {
  interface ProvidedContext {
    /** One for each worker, in the order of VITEST_POOL_ID. */
    readonly localAws: readonly LocalAws[];
  }
}

export const setup = async (project: TestProject): Promise<() => Promise<void>> => {
  const report = (line: string): void => project.vitest.logger.log(`local AWS: ${line}`);
  const python = await preparePythonEnvironment(report);
  const emulators: Emulator[] = [];
  const stop = async (): Promise<void> => {
    await Promise.all(emulators.map((emulator) => emulator.stop()));
  };
  try {
    for (let worker = 1; worker <= project.config.maxWorkers; worker += 1)
      emulators.push(
        await startEmulator({ python, log: join(localFolder, `emulator-test-${worker}.log`), concurrency: 3 }),
      );
    const deploy = async ({ endpoint, messaging }: Emulator): Promise<LocalAws> => ({
      endpoint,
      messaging,
      outputs: await deployLocal({ endpoint, report }),
    });
    const [first, ...others] = emulators;
    // Alone: it synthesizes, and packs the functions, for all of them.
    const deployed = first ? [await deploy(first), ...(await Promise.all(others.map(deploy)))] : [];
    project.provide('localAws', deployed);
  } catch (error) {
    await stop();
    throw error;
  }
  return stop;
};
