// Runs a command line in this process and keeps what it prints.
import { vi } from 'vitest';

export const printed = async (
  run: () => Promise<number>,
): Promise<{ readonly code: number; readonly out: string; readonly err: string }> => {
  const streams = { out: '', err: '' };
  const keep = (name: keyof typeof streams) => (text: string | Uint8Array) => {
    streams[name] += typeof text === 'string' ? text : Buffer.from(text).toString();
    return true;
  };
  const spies = [
    vi.spyOn(process.stdout, 'write').mockImplementation(keep('out')),
    vi.spyOn(process.stderr, 'write').mockImplementation(keep('err')),
  ];
  const before = process.exitCode;
  process.exitCode = undefined;
  try {
    return { code: await run(), ...streams };
  } finally {
    process.exitCode = before;
    for (const spy of spies) spy.mockRestore();
  }
};
