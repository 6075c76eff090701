// recaudo event TYPE DETAIL: sends any of the documented events, checked first, and follows it to its invoice.
import type { Command } from 'commander';
import { isOfInvoice } from '#domain/apply-fact/invoice-event.ts';
import { applyToDebtor } from '#domain/apply-fact/to-debtor.ts';
import { applyToInvoice } from '#domain/apply-fact/to-invoice.ts';
import { type DomainEvent, eventSchemas, readEvent } from '#domain/events.ts';
import { againstOwnWord } from '#domain/sources.ts';
import { contextOf, type StackOptions, stackCommand } from '../command.ts';
import { clockOf } from '../connect.ts';
import { CommandFailed, exitCodes } from '../exit.ts';
import { readInput } from '../read-input.ts';
import { sendEvent, waitUntil } from '../send-event.ts';

export const eventCommand = (): Command =>
  stackCommand('event', 'send an event as an ERP or a payment provider would; see docs/events', [
    [`event "Dispute Opened" '{"id":"e-1","invoice":"F-1002","dispute":"d-1"}'`, 'pauses its collection'],
    [`event "Debtor Changed" '{"id":"e-2","debtor":"ana","optOut":["sms"]}'`, 'no more texts'],
    [`event "Promise Made" '{"id":"e-3","invoice":"F-1002","date":"2026-03-20"}'`, 'waits until that day has passed'],
    [`event "Conversation Held" '{"id":"e-4","debtor":"ana","channel":"call"}'`, 'counts as a contact'],
    ['event "Invoice Issued" @invoice.json', 'the detail from a file'],
  ])
    .argument('<type>', `one of: ${Object.keys(eventSchemas).join(', ')}`)
    .argument('<detail>', 'the detail as JSON, or @FILE that holds it; its id makes repeating it safe')
    .action(async (type: string, text: string, options: StackOptions) => {
      const detail = readDetail(text);
      const event = readEvent(type, detail);
      const { stack, output } = await contextOf(options);
      const now = await clockOf(stack);
      const ownWord = await ownWordOf(event, now);
      const fate = await sendAndFollow(event, () => sendEvent(stack, type, detail), now);
      output.answer({ sent: type, id: event.detail.id, outcome: fate, ownWord, detail }, () => [
        sentences[fate](event),
        ...(ownWord.length === 0
          ? []
          : [
              `The debtor has said itself otherwise of ${ownWord.join(', ')}, and its word stands. If it has said so since, send it with "saidBy": "debtor".`,
            ]),
      ]);
    });

type Fate = 'recorded' | 'repeated' | 'waiting' | 'sent';

const sentences: Readonly<Record<Fate, (event: DomainEvent) => string>> = {
  recorded: ({ type, detail }) =>
    `${type} ${detail.id} is recorded. What follows: recaudo invoice ${invoiceIn(detail)}`,
  repeated: ({ type, detail }) => `${type} ${detail.id} was recorded before; nothing changed.`,
  waiting: ({ type, detail }) =>
    `${type} ${detail.id} is sent. There is no invoice ${invoiceIn(detail)} of creditor ${detail.creditor} yet: the event waits for it.`,
  sent: ({ type, detail }) => `${type} ${detail.id} is sent.`,
};

/** Of what the debtor's own word stands against the event, as things are now. */
const ownWordOf = async (event: DomainEvent, now: string): Promise<readonly string[]> => {
  if (event.type !== 'Debtor Changed' && event.type !== 'Consent Changed') return [];
  const { findDebtor } = await import('#store/load-facts.ts');
  const found = await findDebtor(event.detail);
  return found ? againstOwnWord(event, applyToDebtor(event, found.debtor, [], found.changedAt, now).debtor) : [];
};

const invoiceIn = (detail: DomainEvent['detail']): string | undefined =>
  'invoice' in detail ? detail.invoice : undefined;

/** What became of an event that changes an invoice; those about a debtor or a contact are only sent. Throws BadInput for what cannot belong to the invoice. */
const sendAndFollow = async (event: DomainEvent, send: () => Promise<void>, now: string): Promise<Fate> => {
  const { detail } = event;
  const invoice = event.type === 'Invoice Issued' || isOfInvoice(event) ? invoiceIn(detail) : undefined;
  if (invoice === undefined) {
    await send();
    return 'sent';
  }
  const { findInvoice, loadDebtor } = await import('#store/load-facts.ts');
  const { listEvents } = await import('#store/list-events.ts');
  const { knownInvoice } = await import('#store/record-of-invoice.ts');
  const key = { creditor: detail.creditor, invoice };
  const isRecorded = async () => (await listEvents(key)).find(({ event: id }) => id === detail.id);
  const earlier = await isRecorded();
  if (earlier && earlier.type !== event.type)
    throw new CommandFailed(
      exitCodes.badInput,
      `the id ${detail.id} names another event of invoice ${invoice} already (${earlier.type}); choose another`,
    );
  if (earlier) return 'repeated';
  const found = await findInvoice(key);
  if (found && isOfInvoice(event)) {
    const { debtor } = await loadDebtor(found.invoice);
    applyToInvoice(event, await knownInvoice(event, found, debtor), now);
  }
  await send();
  if (!found && event.type !== 'Invoice Issued') return 'waiting';
  // An invoice that is there already is compared, not issued again: no record of this id may come.
  if (found && event.type === 'Invoice Issued') return 'sent';
  await waitUntil(`${event.type} ${detail.id}`, 30, isRecorded);
  return 'recorded';
};

const readDetail = (given: string): Readonly<Record<string, unknown>> => {
  const text = given.startsWith('@') ? Buffer.from(readInput(given.slice(1))).toString('utf8') : given;
  const where = given.startsWith('@') ? `${given.slice(1)}: ` : '';
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed))
      return Object.fromEntries(Object.entries(parsed));
  } catch (cause) {
    throw new CommandFailed(
      exitCodes.badInput,
      `${where}the detail is not JSON: ${cause instanceof Error ? cause.message : String(cause)}; put it in single quotes, or write @FILE`,
      { cause },
    );
  }
  throw new CommandFailed(
    exitCodes.badInput,
    `${where}the detail must be a JSON object, such as {"id":"e-1","invoice":"F-1","dispute":"d-1"}`,
  );
};
