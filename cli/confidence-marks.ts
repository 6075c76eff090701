// What the marks of legal values mean, in words.
import type { Confidence } from '#domain/law.ts';

export const marks = {
  S1: 'official text read',
  S2: 'secondary source',
  D: 'derived from those',
  M: 'from memory, unverified',
  U: 'unknown',
} as const satisfies Readonly<Record<Confidence, string>>;
