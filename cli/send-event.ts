// Sends one event to the stack's bus, as an ERP would, after the same check that the stack will make.
import { readEvent } from '#domain/events.ts';
import type { Stack } from './connect.ts';
import { CommandFailed, exitCodes } from './exit.ts';

/** Throws BadInput, in words, for an event that the stack would refuse. */
export const sendEvent = async (
  { BusName }: Stack,
  type: string,
  detail: Readonly<Record<string, unknown>>,
): Promise<void> => {
  readEvent(type, detail);
  const { EventBridgeClient, PutEventsCommand } = await import('@aws-sdk/client-eventbridge');
  const answer = await new EventBridgeClient({}).send(
    new PutEventsCommand({
      Entries: [{ EventBusName: BusName, Source: 'cli', DetailType: type, Detail: JSON.stringify(detail) }],
    }),
  );
  const [entry] = answer.Entries ?? [];
  if (answer.FailedEntryCount)
    throw new CommandFailed(
      exitCodes.failed,
      `the bus refused the event: ${entry?.ErrorCode ?? ''} ${entry?.ErrorMessage ?? ''}`,
    );
};

/** Waits until a condition holds, polling; throws after the patience in seconds. */
export const waitUntil = async <T>(what: string, seconds: number, read: () => Promise<T | undefined>): Promise<T> => {
  for (const begun = Date.now(); Date.now() - begun < seconds * 1000; ) {
    const found = await read();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
  throw new CommandFailed(
    exitCodes.failed,
    `${what} did not happen within ${seconds} s; see \`recaudo status\` for dead letters and overdue wakes`,
  );
};
