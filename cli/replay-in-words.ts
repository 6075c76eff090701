// A decision taken again, in words: what was decided, and what is different now.
import type { ReplayedDecision } from '#domain/lives/replay.ts';
import { minute, shortList } from './written.ts';

export const decisionLines = ({ at, covers, recorded, derived, differences }: ReplayedDecision): readonly string[] => {
  const what = [recorded.kind, recorded.step, recorded.channel].filter(Boolean).join(' ');
  const line = `  ${minute(at)}  ${differences.length === 0 ? 'ok       ' : 'DIFFERENT'}  ${what} for ${shortList(covers)} (${recorded.because})`;
  return [
    line,
    ...differences.map(({ field, recorded: was, derived: is }) => `    ${field}: was ${was}, is ${is}`),
    ...(differences.length === 0 ? [] : [`    now: ${derived.kind}, because ${derived.because}`]),
  ];
};
