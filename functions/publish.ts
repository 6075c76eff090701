// Events out, from the stream: what happened to invoices, contacts, tasks and placements. No personal data leaves this way.
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { acknowledgeMarkers } from '#clock';
import { TemporaryFailure } from '#domain/errors.ts';
import { env, readEnvironment } from '#store/environment.ts';
import { eventsOut } from '#store/events-out.ts';
import { readStream } from './stream.ts';

const bus = readEnvironment(env.bus);
const events = new EventBridgeClient({});

export const handler = readStream(
  async (change) => {
    const out = eventsOut(change);
    if (out.length === 0) return;
    const answer = await events.send(
      new PutEventsCommand({
        Entries: out.map(({ type, detail }) => ({
          EventBusName: bus,
          Source: 'recaudo',
          DetailType: type,
          Detail: JSON.stringify(detail),
        })),
      }),
    );
    if (answer.FailedEntryCount)
      throw new TemporaryFailure(`${answer.FailedEntryCount} of ${out.length} events were not taken by the bus`);
  },
  (images) => acknowledgeMarkers('publish', images),
);
