// Deploys the synthesized template onto the local AWS with the same command line that deploys to the real one.
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { prepareAssembly, synthesize } from './assembly.ts';
import { cdk } from './cdk.ts';
import { localAccount, localRegion } from './local-environment.ts';
import { localFolder } from './local-folder.ts';
import type { Report } from './python-environment.ts';

type Options = {
  readonly endpoint: string;
  readonly report: Report;
  readonly stage?: string;
  /** The command that synthesizes; the product's own when left out. */
  readonly app?: string;
};

/** Bootstraps where that was not done yet, deploys, and answers the outputs of the stacks. Throws with what to do. */
export const deployLocal = async ({
  endpoint,
  report,
  stage = 'local',
  app,
}: Options): Promise<Readonly<Record<string, string>>> => {
  mkdirSync(localFolder, { recursive: true });
  const folder = mkdtempSync(join(localFolder, 'deploy-'));
  try {
    const own = join(folder, 'cdk.out');
    const [assembly] = await Promise.all([
      app === undefined
        ? prepareAssembly({ endpoint, report, stage })
        : synthesize(app, own, { endpoint, report, stage }).then(() => own),
      bootstrap(endpoint, report, folder),
    ]);
    report('deploying');
    const outputs = join(folder, 'outputs.json');
    await cdk({ endpoint, report, does: 'deploying', limitSeconds: 240 }, [
      ...['deploy', '--all', '--app', assembly, '--outputs-file', outputs, '--progress', 'events'],
      // Nobody would look at a change set here.
      ...['--require-approval', 'never', '--method', 'direct'],
    ]);
    return readOutputs(outputs);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

const bootstrap = async (endpoint: string, report: Report, cwd: string): Promise<void> => {
  if (await isBootstrapped(endpoint)) return;
  const target = `aws://${localAccount}/${localRegion}`;
  // Run where there is no cdk.json: it would synthesize the app for nothing.
  await cdk({ endpoint, report, cwd, does: 'preparing the account', limitSeconds: 90 }, ['bootstrap', target]);
};

// Plain HTTP, because the emulator checks no signature and a client of its own for one question takes longer than the question.
const isBootstrapped = async (endpoint: string): Promise<boolean> => {
  const answer = await fetch(endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      authorization: `AWS4-HMAC-SHA256 Credential=${localAccount}/20260101/${localRegion}/cloudformation/aws4_request, SignedHeaders=host, Signature=none`,
    },
    body: 'Action=DescribeStacks&Version=2010-05-15&StackName=CDKToolkit',
  });
  return answer.ok && /<StackStatus>(CREATE|UPDATE)_COMPLETE</.test(await answer.text());
};

const outputsSchema = z.record(z.string(), z.record(z.string(), z.string()));

const readOutputs = (file: string): Readonly<Record<string, string>> =>
  Object.assign({}, ...Object.values(outputsSchema.parse(JSON.parse(readFileSync(file, 'utf8')))));
