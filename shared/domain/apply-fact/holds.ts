// Pauses placed and released, in whichever order the two arrive.
import { addDays } from '../calendar.ts';
import type { Hold } from '../facts.ts';

type Holds = Readonly<Record<string, Hold>>;

export const holdOf = ({ reason, until }: { reason: Hold['reason']; until?: string | undefined }): Hold =>
  until === undefined ? { reason } : { reason, until };

// A release that arrives before its hold leaves a mark, so that the hold, when it comes, does not stand.
export const placeHold = (holds: Holds, id: string, hold: Hold): Holds =>
  holds[id]?.released ? holds : { ...holds, [id]: hold };
export const releaseHold = (holds: Holds, id: string, reason: Hold['reason']): Holds => ({
  ...holds,
  [id]: { ...(holdNamed(holds, id) ?? { reason }), released: true },
});
// A hold may be called `constructor`.
const holdNamed = (holds: Holds, id: string): Hold | undefined => (Object.hasOwn(holds, id) ? holds[id] : undefined);

/** Chasing waits until the promised day has passed. */
export const promiseHold = (date: string): Hold => ({ reason: 'promise', until: addDays(date, 1) });
