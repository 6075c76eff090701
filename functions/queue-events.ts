// Puts events on the queue that ERPs' events wait in, as the rule of the bus does: in the same envelope.
import type { PostedEvent } from '#intake/webhook/read-posted.ts';
import { env, readEnvironment } from '#store/environment.ts';
import { putOnQueue } from './put-on-queue.ts';

const queueUrl = readEnvironment(env.eventsQueue);

/** Throws TemporaryFailure when some were not taken: to send all of them again is safe. */
export const queueEvents = (source: string, events: readonly PostedEvent[]): Promise<void> =>
  putOnQueue(
    queueUrl,
    events.map(({ type, detail }) => JSON.stringify({ source, 'detail-type': type, detail })),
  );
