// What a conversation came to, written down for both sides in the debtor's language: what was agreed or not, what comes next, and what
// follows otherwise. Refusals get one too.
import * as z from 'zod';
import { dateIn, type IsoInstant, toInstant } from '#domain/calendar.ts';
import type { TaskResult } from '#domain/events.ts';
import type { Debtor } from '#domain/facts.ts';
import { formatMoney, type Money, parseAmount } from '#domain/money/money.ts';
import type { PolicyContent } from '#domain/policy.ts';
import { stageNames } from '#domain/vocabulary.ts';
import { clean, longDate } from '#templates/format.ts';
import { renderText } from '#templates/liquid.ts';
import { eachOf, named, text, wordsFiles } from '#templates/words-file.ts';

/** Of these both sides get it in writing; a stranger, and the family of somebody who has died, get nothing. */
export const recapKinds = ['promise', 'paid', 'dispute', 'cannot-pay', 'refuses', 'call-back'] as const;

export const recapSchema = z.strictObject({
  greeting: text,
  headings: named(['said', 'next', 'otherwise']),
  results: eachOf(recapKinds, z.strictObject({ said: text, next: text, otherwise: z.enum(['stage', 'none']) })),
  /** What follows in the stage where the invoice is, if nothing comes of it. */
  otherwise: named(stageNames),
  close: text,
});

const wordsOf = wordsFiles(recapSchema, import.meta.url, (language) => `recap-${language}.yaml`);

export type Recapped = {
  readonly result: TaskResult;
  readonly debtor: Pick<Debtor, 'name' | 'language' | 'timeZone'>;
  readonly creditor: PolicyContent['creditor'];
  readonly spokeAt: IsoInstant;
  readonly stage: string;
  readonly invoice: string;
  /** How many further invoices the conversation was about. */
  readonly others: number;
  /** What is open of the invoice, where it is known. */
  readonly open?: Money;
};

/** Undefined where nobody is owed one. */
export const recapOf = (recapped: Recapped): string | undefined => {
  const { result, debtor, stage } = recapped;
  const kind = recapKinds.find((each) => each === result.kind);
  if (kind === undefined) return undefined;
  const words = wordsOf(debtor.language);
  const { said, next, otherwise } = words.results[kind];
  const variables = variablesOf(recapped);
  const say = (words: string): string => renderText(words, variables).replaceAll(/\s+/g, ' ').trim();
  const known = stageNames.find((name) => name === stage) ?? 'administrative';
  return [
    say(words.greeting),
    `${words.headings.said}: ${say(said)}`,
    `${words.headings.next}: ${say(next)}`,
    ...(otherwise === 'stage' ? [`${words.headings.otherwise}: ${say(words.otherwise[known])}`] : []),
    say(words.close),
  ].join('\n\n');
};

const variablesOf = ({ result, debtor, creditor, spokeAt, invoice, others, open }: Recapped) => {
  const { language, timeZone } = debtor;
  const about = 'invoice' in result && result.invoice !== undefined ? result.invoice : invoice;
  return {
    name: clean(debtor.name),
    today: longDate(dateIn(timeZone, spokeAt), language),
    invoice: clean(about),
    others: about === invoice ? others : 0,
    open: open === undefined || about !== invoice ? null : formatMoney(open, language),
    date: 'date' in result ? longDate(result.date, language) : null,
    on: 'on' in result && result.on !== undefined ? longDate(result.on, language) : null,
    amount: amountIn(result, language),
    reason: 'reason' in result && result.reason !== undefined ? clean(result.reason) : null,
    ...momentOf(result, timeZone, language),
    creditor: {
      name: clean(creditor.name),
      contactPerson: clean(creditor.contactPerson),
      phone: clean(creditor.phone),
      email: clean(creditor.replyTo ?? creditor.email),
    },
  };
};

const amountIn = (result: TaskResult, language: string): string | null => {
  if (result.kind !== 'promise' && result.kind !== 'dispute') return null;
  const { amount, currency } = result;
  return amount === undefined || currency === undefined ? null : formatMoney(parseAmount(amount, currency), language);
};

/** The day and the time of a call that was agreed on, by the debtor's clock. */
const momentOf = (result: TaskResult, timeZone: string, language: Debtor['language']) => {
  if (result.kind !== 'call-back') return { day: null, time: null };
  const at = toInstant(Date.parse(result.at));
  const format = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' });
  return { day: longDate(dateIn(timeZone, at), language), time: format.format(new Date(at)) };
};
