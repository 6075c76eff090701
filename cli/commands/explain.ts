// recaudo explain ID: what is decided about an invoice, now or at a moment to come, in plain words.
import type { Command } from 'commander';
import { type IsoInstant, instantAt, isDate } from '#domain/calendar.ts';
import { decide } from '#domain/decide.ts';
import { type Foreseen, foresee } from '#domain/planning/foresee.ts';
import type { Language } from '#domain/vocabulary.ts';
import { explain } from '#explanations/explain.ts';
import type { Coming } from '#explanations/explanation.ts';
import { type CreditorOptions, contextOf, languageOption, stackCommand, withCreditor } from '../command.ts';
import { clockOf } from '../connect.ts';
import { contactsInWords, contactsMade } from '../contacts-in-words.ts';
import { CommandFailed, exitCodes } from '../exit.ts';
import { factsAsOf } from '../facts-as-of.ts';
import { debtorOf, invoiceOf } from '../find.ts';
import { heldBackLines } from '../held-back.ts';

type ExplainOptions = CreditorOptions & { readonly at?: string; readonly language: Language };

export const explainCommand = (): Command =>
  withCreditor(
    stackCommand('explain', 'say in plain words what is decided about an invoice, by which rules, and why', [
      ['explain F-1002', 'now, on the clock of the stack'],
      ['explain F-1002 --at 2026-03-02T15:00:00Z', 'at a moment to come, if no fact arrives'],
      ['explain F-1002 --at 2026-03-02 --language es', "at noon of that day, on the debtor's clock"],
    ])
      .argument('<id>', 'the invoice number')
      .option('--at <time>', 'a date, or an instant with its offset')
      .addOption(languageOption()),
  ).action(async (id: string, options: ExplainOptions) => {
    if (options.at !== undefined) checkTime(options.at);
    const { stack, output } = await contextOf(options);
    const { creditor } = options;
    const key = { creditor, invoice: id };
    const { invoice, cursor } = await invoiceOf(key);
    const { debtor } = await debtorOf({ creditor, debtor: invoice.debtor });
    const clock = await clockOf(stack);
    const now = options.at === undefined ? clock : instantOf(options.at, debtor.timeZone);
    const { facts, policy, stance } = await factsAsOf(key, now, clock);
    const decision = decide(facts, policy, now);
    const isResting = decision.kind === 'wait' || decision.kind === 'enter';
    const isCollected = invoice.stage !== 'placed' && invoice.stage !== 'internal';
    const foreseen = isResting && isCollected ? foresee(facts, policy, now) : undefined;
    const next = foreseen && comingOf(foreseen);
    const { language } = options;
    const explanation = explain({
      facts,
      policy,
      decision,
      now,
      language,
      stance,
      ...(next === undefined ? {} : { next }),
    });
    const taking = foreseen?.kind === 'act' ? foreseen.decision : decision;
    const heldBack =
      stance === 'now'
        ? await heldBackLines(creditor, taking, cursor, { now, timeZone: debtor.timeZone, language }, !isResting)
        : [];
    const contacts = (await contactsMade(invoice)).filter(({ claimedAt }) => claimedAt <= now);
    output.answer({ now: clock, decision, explanation, heldBack, contacts }, () => [
      ...explanation.lines,
      ...heldBack,
      ...contactsInWords(contacts, debtor, language),
    ]);
  });

const checkTime = (text: string): void => {
  if (isDate(text)) return;
  if (/^\d{4}-\d{2}-\d{2}T.*(Z|[+-]\d{2}:\d{2})$/.test(text) && !Number.isNaN(Date.parse(text))) return;
  throw new CommandFailed(
    exitCodes.badInput,
    `--at takes a date, such as 2026-03-02, or an instant, such as 2026-03-02T15:00:00Z, not "${text}"`,
  );
};

/** A date means its noon where the debtor is. */
const instantOf = (text: string, timeZone: string): IsoInstant =>
  isDate(text) ? instantAt(timeZone, text, '12:00') : new Date(text).toISOString();

const comingOf = (foreseen: Foreseen): Coming => {
  const { at } = foreseen;
  if (foreseen.kind === 'rest') return { kind: 'rest', at };
  if (foreseen.kind === 'end') return { kind: foreseen.decision.kind, at };
  const { step, channel, kind } = foreseen.decision;
  return { kind, at, step, channel, lead: foreseen.lead };
};
