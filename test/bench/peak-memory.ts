// The most memory that this process held. What Node tells (`maxRSS`) counts whoever started the process, too.
import { readFileSync } from 'node:fs';

/** MiB; where the system does not say, what Node tells. */
export const peakMemory = (): number => {
  if (process.platform !== 'linux') return process.resourceUsage().maxRSS / 1024;
  const [, kib = ''] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
  return Number(kib) / 1024;
};
