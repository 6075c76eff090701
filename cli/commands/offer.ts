// recaudo offer DEBTOR: shows a debtor's settlement offer, makes one, or withdraws it.
import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import { applySettlement, isSettlement, type SettlementEvent } from '#domain/apply-fact/settlement.ts';
import { readEvent } from '#domain/events.ts';
import type { Debtor, DebtorKey } from '#domain/facts.ts';
import { type CreditorOptions, contextOf, stackCommand, withCreditor } from '../command.ts';
import { clockOf, type Stack } from '../connect.ts';
import { CommandFailed, exitCodes } from '../exit.ts';
import { debtorOf } from '../find.ts';
import { type OfferShown, offerInWords, offerOf, shownOffer } from '../offer-in-words.ts';
import { sendEvent, waitUntil } from '../send-event.ts';

type Options = CreditorOptions & {
  readonly pays?: string;
  readonly tiers?: string;
  readonly currency?: string;
  readonly until?: string;
  readonly invoices?: string;
  readonly reason?: string;
  readonly by?: string;
  readonly id?: string;
  readonly withdraw?: string;
  readonly dryRun?: boolean;
};

export const offerCommand = (): Command =>
  withCreditor(
    stackCommand('offer', "show, make or withdraw a debtor's settlement offer", [
      ['offer taller-rojas', 'the offer that it has'],
      ['offer taller-rojas --pays 450.00 --until 2026-03-31 --dry-run', 'what each invoice would be asked for'],
      ['offer taller-rojas --pays 450.00 --until 2026-03-31', 'of all that is open'],
      ['offer taller-rojas --pays 90.00 --until 2026-03-31 --invoices F-1,F-2', 'of two invoices'],
      ['offer taller-rojas --tiers 150:30,450:150 --until 2026-03-31', 'the more is paid, the more is let go'],
      ['offer taller-rojas --withdraw spring-21', 'as if it had never been made'],
    ])
      .argument('<debtor>', "the debtor's id")
      .option('--pays <amount>', 'what the debtor pays of all of them together')
      .option('--tiers <list>', 'instead of --pays: once so much is paid, so much is let go')
      .option('--until <date>', 'the last day on which money counts')
      .option('--invoices <list>', 'which (default: all that are open in the currency)')
      .option('--currency <code>', 'of the amounts (default: that of the open invoices, where it is one)')
      .option('--reason <text>', 'why; kept with the entries')
      .option('--by <name>', "who makes or withdraws it, as the policy's relief.authority names people")
      .option('--id <id>', 'its name (default: a new one); repeating it is safe')
      .option('--withdraw <offer>', 'take this one back')
      .option('--dry-run', 'only show what would be'),
  ).action(async (id: string, options: Options) => {
    const wish = wishOf(options);
    const { stack, output } = await contextOf(options);
    const key = { creditor: options.creditor, debtor: id };
    const { debtor } = await debtorOf(key);
    if (wish === 'show') {
      const shown = await shownOffer(debtor);
      return output.answer({ debtor: id, offer: shown ?? null }, () =>
        shown ? offerInWords(shown) : [`Debtor ${id} has no offer.`],
      );
    }
    const event = await eventOf(wish, options, debtor);
    const { done, shown } = await make(event, debtor, stack, options.dryRun === true);
    output.answer({ debtor: id, done, offer: shown ?? null }, () => [
      sentences[done](event.type === 'Settlement Offered' ? 'made' : 'withdrawn'),
      ...(shown ? offerInWords(shown) : []),
    ]);
  });

type Done = 'dry-run' | 'recorded' | 'repeated';
const sentences: Readonly<Record<Done, (what: string) => string>> = {
  'dry-run': (what) => `Nothing is recorded. The offer would be ${what}.`,
  recorded: (what) => `The offer is ${what}.`,
  repeated: (what) => `The offer was ${what} before; nothing changed.`,
};

/** What can be told without looking at the debtor. */
type Wish = 'show' | 'withdraw' | 'offer';

const wishOf = ({ pays, tiers, until, withdraw }: Options): Wish => {
  const isOffer = pays !== undefined || tiers !== undefined;
  if (isOffer && withdraw !== undefined) throw usage('--withdraw takes an offer back: leave the amounts out');
  if (isOffer && until === undefined)
    throw usage('--until is missing: the last day on which money counts, as YYYY-MM-DD');
  if (tiers !== undefined) readTiers(tiers);
  return isOffer ? 'offer' : withdraw === undefined ? 'show' : 'withdraw';
};

const eventOf = async (wish: Exclude<Wish, 'show'>, options: Options, debtor: Debtor): Promise<SettlementEvent> => {
  const { pays, tiers, until, withdraw, reason, by, creditor } = options;
  const same = { creditor, debtor: debtor.debtor, reason, by };
  if (wish === 'withdraw')
    return settlement('Settlement Withdrawn', { ...same, id: options.id ?? `withdrawal-${withdraw}`, offer: withdraw });
  return settlement('Settlement Offered', {
    ...same,
    ...{ id: options.id ?? `offer-${randomUUID()}`, pays, until },
    tiers: tiers === undefined ? undefined : readTiers(tiers),
    invoices: options.invoices?.split(',').map((each) => each.trim()),
    currency: options.currency ?? (await onlyCurrency(debtor)),
  });
};

/** Throws BadInput for what no stack would take. */
const settlement = (type: SettlementEvent['type'], detail: Readonly<Record<string, unknown>>): SettlementEvent => {
  const given = Object.fromEntries(Object.entries(detail).filter(([, value]) => value !== undefined));
  const event = readEvent(type, given);
  if (isSettlement(event)) return event;
  throw new Error(`${type} is no settlement`);
};

const readTiers = (text: string) =>
  text.split(',').map((each) => {
    const [pays, off, more] = each.trim().split(':');
    if (!pays || !off || more !== undefined)
      throw usage(`--tiers: "${each}" is no tier; write what is paid and what is let go as 150.00:30.00`);
    return { pays, off };
  });

const onlyCurrency = async (key: DebtorKey): Promise<string> => {
  const { loadOpenInvoices } = await import('#store/load-facts.ts');
  const [currency, ...others] = new Set((await loadOpenInvoices(key)).map((each) => each.currency));
  if (currency !== undefined && others.length === 0) return currency;
  throw usage(
    currency === undefined
      ? `nothing is open of debtor ${key.debtor}`
      : `--currency is missing: invoices are open in ${[currency, ...others].join(', ')}`,
  );
};

/** Throws BadInput for an offer that the stack would refuse. */
const make = async (
  event: SettlementEvent,
  debtor: Debtor,
  stack: Stack,
  isDry: boolean,
): Promise<{ readonly done: Done; readonly shown: OfferShown | undefined }> => {
  const { getItem } = await import('#store/table.ts');
  const { debtorEventItem } = await import('#store/keys.ts');
  const isRecorded = async () => getItem(debtorEventItem(debtor, event.detail.id));
  if (await isRecorded()) return { done: 'repeated', shown: await shownOffer(debtor) };
  const { groundOf } = await import('#store/record-settlement.ts');
  const change = applySettlement(event, await groundOf(event, debtor), await clockOf(stack));
  const shown = offerOf(change);
  if (isDry) return { done: 'dry-run', shown };
  await sendEvent(stack, event.type, event.detail);
  await waitUntil(`${event.type} ${event.detail.id}`, 30, isRecorded);
  return { done: 'recorded', shown };
};

const usage = (words: string): CommandFailed => new CommandFailed(exitCodes.badInput, words);
