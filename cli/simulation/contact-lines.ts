// The contacts of a simulation as a CSV file: one line for each, as it would have been made.
import { dateIn } from '#domain/calendar.ts';
import type { Debtor } from '#domain/facts.ts';
import type { Entry } from '#domain/lives/live.ts';
import { millionthsText } from '#domain/planning/contact-cost.ts';
import type { ContactOutcome } from '#domain/simulation/debtor-who-pays.ts';
import type { Channel } from '#domain/vocabulary.ts';
import { csvLine, utf8Mark } from '#intake/csv-line.ts';

export const contactHeader = `${utf8Mark}${csvLine([
  'policy',
  'creditor',
  'debtor',
  'debtor_name',
  'at',
  'date',
  'invoice',
  'covers',
  'stage',
  'step',
  'channel',
  'tone',
  'because',
  'segment',
  'arm',
  'outcome',
  'price',
])}`;

/** `date` is the debtor's; `covers` lists every invoice that the contact speaks for. */
export const contactLine = (
  policy: string,
  { creditor, debtor, name, timeZone }: Debtor,
  { at, invoice, covers, taking }: Entry,
  outcome: ContactOutcome,
  prices: Readonly<Record<Channel, number>>,
): string =>
  taking
    ? csvLine([
        policy,
        creditor,
        debtor,
        name,
        at,
        dateIn(timeZone, at),
        invoice,
        covers.join(' '),
        taking.stage,
        taking.step,
        taking.channel,
        taking.tone,
        taking.because,
        taking.segment,
        taking.arm ?? '',
        outcome,
        millionthsText(prices[taking.channel]),
      ])
    : '';
