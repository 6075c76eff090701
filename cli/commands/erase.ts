// recaudo erase DEBTOR: removes what is known of a person once nothing is owed and the time of keeping is over; what stays proves that
// something was sent.
import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import type { Debtor } from '#domain/facts.ts';
import { type Erasable, refusalOf } from '#domain/register/may-erase.ts';
import { erasureType } from '#domain/register/verify-register.ts';
import { type CreditorOptions, contextOf, stackCommand, withCreditor } from '../command.ts';
import { clockOf, type Stack } from '../connect.ts';
import { CommandFailed, exitCodes } from '../exit.ts';
import { checkCreditor, debtorOf } from '../find.ts';
import type { Output } from '../output.ts';
import { sendEvent, waitUntil } from '../send-event.ts';
import { count } from '../written.ts';

type Ground = 'request' | 'retention';
type Options = CreditorOptions & {
  readonly by?: string;
  readonly dryRun?: boolean;
  readonly due?: boolean;
  readonly id?: string;
};

export const eraseCommand = (): Command =>
  withCreditor(
    stackCommand('erase', 'remove what is known of a person, and keep the proof that something was sent', [
      ['erase taller-rojas --dry-run', 'what would be removed, or why it may not be'],
      ['erase taller-rojas --by ana.ruiz', 'on request: as soon as nothing is owed and the law allows it'],
      ['erase --due --dry-run', 'whose time of keeping is over'],
      ['erase --due --by retention', 'remove all of these'],
    ])
      .argument('[debtor]', "the debtor's id")
      .option('--by <name>', 'who says so; goes into the register')
      .option('--dry-run', 'remove nothing')
      .option('--due', 'every debtor of the creditor whose time of keeping, by the policy, is over')
      .option('--id <id>', "the request's own id; the same again changes nothing (default: a new one)"),
  ).action(async (id: string | undefined, options: Options) => {
    if ((id === undefined) !== (options.due === true))
      throw new CommandFailed(exitCodes.badInput, 'name a debtor, or say --due for all whose time of keeping is over');
    if (options.by === undefined && !options.dryRun)
      throw new CommandFailed(
        exitCodes.badInput,
        'say who asks for it: --by NAME; or --dry-run to see what would be removed',
      );
    const { stack, output } = await contextOf(options);
    if (id === undefined) await eraseDue(stack, output, options);
    else await eraseOne(stack, output, id, options);
  });

type Look = {
  readonly debtor: Debtor;
  readonly erasable: Erasable;
  readonly messages: number;
  readonly items: number;
};

const lookAt = async (stack: Stack, creditor: string, id: string, ground: Ground): Promise<Look> => {
  const { debtor } = await debtorOf({ creditor, debtor: id });
  const { erasableNow } = await import('#store/record-erasure.ts');
  const { isLeft, itemsOf } = await import('#store/erase-debtor.ts');
  const items = await itemsOf(debtor);
  const left = items.filter((item) => isLeft(item) && item.type !== erasureType);
  return {
    debtor,
    erasable: await erasableNow(debtor, ground, await clockOf(stack)),
    messages: left.filter(({ content }) => content !== undefined).length,
    items: left.length,
  };
};

const eraseOne = async (stack: Stack, output: Output, id: string, options: Options): Promise<void> => {
  const { creditor, by } = options;
  const { erasable, messages, items } = await lookAt(stack, creditor, id, 'request');
  const refusal = refusalOf(erasable, id);
  if (options.dryRun || by === undefined) {
    output.answer({ debtor: id, erasable, messages, items }, () => [
      refusal === undefined
        ? `Debtor ${id} may be erased: name and addresses, ${count(messages, 'message')} as sent, and what is personal in ${count(items, 'item')}.`
        : `Not now: ${refusal}.`,
      'Nothing was removed.',
    ]);
    return;
  }
  const event = options.id ?? `erase-${randomUUID()}`;
  if (refusal !== undefined && !(await requestOf(creditor, id, event)))
    throw new CommandFailed(exitCodes.badInput, refusal);
  await erase(stack, creditor, id, { event, by, ground: 'request' });
  output.answer({ debtor: id, erased: true, request: event, messages, items }, () => [
    `Debtor ${id} is erased: name and addresses, ${count(messages, 'message')} as sent, and what was personal in ${count(items, 'item')}.`,
    `What stays proves that something was sent: recaudo register verify ${id}`,
  ]);
};

const eraseDue = async (stack: Stack, output: Output, { creditor, by, dryRun }: Options): Promise<void> => {
  const { walkDebtors } = await import('#store/walk-debtors.ts');
  const due: string[] = [];
  let debtors = 0;
  for await (const page of walkDebtors(creditor)) {
    for (const id of page) {
      const { erasable, items } = await lookAt(stack, creditor, id, 'retention');
      debtors += 1;
      if (erasable.kind !== 'may' || items === 0) continue;
      due.push(id);
      // The same day's request again is the same one.
      if (!dryRun && by !== undefined)
        await erase(stack, creditor, id, { event: `retention-${erasable.until}`, by, ground: 'retention' });
    }
    output.note(`${count(debtors, 'debtor')} looked at, ${due.length} due`);
  }
  if (debtors === 0) await checkCreditor(creditor);
  output.answer({ creditor, debtors, due, erased: !dryRun }, () => [
    ...due.map((id) => `  ${id}`),
    `${count(debtors, 'debtor')}, ${due.length} past the time of keeping: ${dryRun ? 'nothing was removed' : 'erased'}.`,
  ]);
};

/** Sends the request and waits until all is gone. */
const erase = async (
  stack: Stack,
  creditor: string,
  debtor: string,
  { event, by, ground }: { readonly event: string; readonly by: string; readonly ground: Ground },
): Promise<void> => {
  if (!(await requestOf(creditor, debtor, event)))
    await sendEvent(stack, erasureType, { id: event, creditor, debtor, by, ground });
  const request = await waitUntil(`the erasure of ${debtor}`, 30, () => requestOf(creditor, debtor, event));
  const { leftToErase } = await import('#store/erase-debtor.ts');
  await waitUntil(`the end of the erasure of ${debtor}`, 120, async () =>
    (await leftToErase({ creditor, debtor }, request)).length === 0 ? true : undefined,
  );
};

const requestOf = async (creditor: string, debtor: string, event: string) => {
  const { getItem } = await import('#store/table.ts');
  const { debtorEventItem } = await import('#store/keys.ts');
  return getItem(debtorEventItem({ creditor, debtor }, event));
};
