// recaudo event TYPE DETAIL: sends any of the documented events, checked first.
import type { Command } from 'commander';
import { contextOf, type StackOptions, stackCommand } from '../command.ts';
import { CommandFailed, exitCodes } from '../exit.ts';
import { sendEvent } from '../send-event.ts';

export const eventCommand = (): Command =>
  stackCommand('event', 'send an event as an ERP would; see docs/events')
    .argument('<type>', 'such as "Dispute Opened"')
    .argument('<detail>', 'the detail as JSON')
    .action(async (type: string, text: string, options: StackOptions) => {
      const detail = readDetail(text);
      const { stack, output } = await contextOf(options);
      await sendEvent(stack, type, detail);
      output.answer({ sent: type, detail }, () => [`${type} sent.`]);
    });

const readDetail = (text: string): Readonly<Record<string, unknown>> => {
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed))
      return Object.fromEntries(Object.entries(parsed));
  } catch (cause) {
    throw new CommandFailed(
      exitCodes.badInput,
      `the detail is not JSON: ${cause instanceof Error ? cause.message : ''}`,
      { cause },
    );
  }
  throw new CommandFailed(
    exitCodes.badInput,
    'the detail must be a JSON object, such as {"id":"e-1","invoice":"F-1","dispute":"d-1"}',
  );
};
