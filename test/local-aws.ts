// Starts one local AWS for all tests of workflows and of the whole system, deploys the product on it once, and ends it.
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { deployLocal } from '#infra/local/deploy-local.ts';
import { startEmulator } from '#infra/local/emulator.ts';
import { localFolder } from '#infra/local/local-folder.ts';
import { preparePythonEnvironment } from '#infra/local/python-environment.ts';

declare module 'vitest' {
  interface ProvidedContext {
    readonly endpoint: string;
    /** Of the deployed stack, by name. */
    readonly outputs: Readonly<Record<string, string>>;
  }
}

export const setup = async (project: TestProject): Promise<() => Promise<void>> => {
  const report = (line: string): void => project.vitest.logger.log(`local AWS: ${line}`);
  const python = await preparePythonEnvironment(report);
  const emulator = await startEmulator({ python, log: join(localFolder, 'emulator-test.log') });
  try {
    const outputs = await deployLocal({ endpoint: emulator.endpoint, report });
    project.provide('endpoint', emulator.endpoint);
    project.provide('outputs', outputs);
  } catch (error) {
    await emulator.stop();
    throw error;
  }
  return emulator.stop;
};
