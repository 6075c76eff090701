// What the rules of segments may ask about a debtor: one entry for each fact, from which checks and docs are made.
import { channels, debtorTypes, languages } from '../vocabulary.ts';

export const trends = ['better', 'same', 'worse', 'unknown'] as const;
export type Trend = (typeof trends)[number];

export type SegmentFact = {
  /** As CEL names it. A function stands with sample arguments in `example`. */
  readonly type: 'string' | 'int' | 'bool' | 'list<string>';
  readonly means: string;
  readonly example: string;
  /** True when it can change although nothing happened, only because a day passed. */
  readonly changesWithTime: boolean;
  /** Every value that a text can have; comparing it with another is a mistake. */
  readonly values?: readonly string[];
};

/** Age where nothing is open: before any day that a rule could name. */
export const nothingOpenAge = -2_147_483_648;

export const segmentFactCatalogue = {
  type: {
    type: 'string',
    means: 'Whether the debtor is a consumer or a business.',
    example: 'type == "consumer"',
    changesWithTime: false,
    values: debtorTypes,
  },
  jurisdiction: {
    type: 'string',
    means: 'The ISO 3166 country that the debtor itself names, "" when it names none.',
    example: 'jurisdiction in ["CO", "PE"]',
    changesWithTime: false,
  },
  language: {
    type: 'string',
    means: 'The language that the debtor is written to in.',
    example: 'language == "pt"',
    changesWithTime: false,
    values: languages,
  },
  owes: {
    type: 'bool',
    means:
      'Whether what is open in a currency, less credit not used yet, is at least an amount; both are written in quotes.',
    example: 'owes("1000.00", "EUR")',
    changesWithTime: false,
  },
  invoices: {
    type: 'int',
    means: 'How many invoices are open, of the oldest 200.',
    example: 'invoices >= 3',
    changesWithTime: false,
  },
  age: {
    type: 'int',
    means: `Days past due of the oldest open invoice, negative before its due date, ${nothingOpenAge} when none is open.`,
    example: 'age > 30',
    changesWithTime: true,
  },
  'history.paid': {
    type: 'int',
    means: 'How many settled invoices are known; 0 says that the next three facts know nothing.',
    example: 'history.paid >= 3',
    changesWithTime: false,
  },
  'history.onTimePercent': {
    type: 'int',
    means:
      'Share of the settled invoices that were paid by their due date, 0 to 100, halves up; 100 when none is known.',
    example: 'history.onTimePercent >= 80',
    changesWithTime: false,
  },
  'history.averageDaysLate': {
    type: 'int',
    means: 'Mean days late of the settled invoices, early ones counting 0, halves up; 0 when none is known.',
    example: 'history.averageDaysLate > 15',
    changesWithTime: false,
  },
  'history.trend': {
    type: 'string',
    means:
      'The newer half of the settled invoices against the older half: a mean day less late is better, a day more is worse; unknown below four.',
    example: 'history.trend == "worse"',
    changesWithTime: false,
    values: trends,
  },
  'history.promises': {
    type: 'int',
    means: 'How many promises to pay were made, without the cancelled ones.',
    example: 'history.promises > 0',
    changesWithTime: false,
  },
  'history.brokenPromises': {
    type: 'int',
    means:
      'How many promises were broken, and how many are past their date while more is open than they leave, or name no invoice.',
    example: 'history.brokenPromises >= 2',
    changesWithTime: true,
  },
  situation: {
    type: 'string',
    means: 'The present situation as people found it out, "unknown" until then.',
    example: 'situation == "illness"',
    changesWithTime: false,
  },
  capacity: {
    type: 'string',
    means: 'What the debtor can pay, as people found it out, "unknown" until then.',
    example: 'capacity == "none"',
    changesWithTime: false,
  },
  cause: {
    type: 'string',
    means: 'Why payment is late, as people found it out, "unknown" until then.',
    example: 'cause.contains("job")',
    changesWithTime: false,
  },
  tags: {
    type: 'list<string>',
    means: "The creditor's own tags of the debtor and of its open invoices.",
    example: '"vip" in tags',
    changesWithTime: false,
  },
  answersBy: {
    type: 'bool',
    means: 'Whether one of the last conversations was held over a channel, which is written in quotes.',
    example: 'answersBy("call")',
    changesWithTime: false,
    values: channels,
  },
} as const satisfies Readonly<Record<string, SegmentFact>>;

export type SegmentFactName = keyof typeof segmentFactCatalogue;

export const isSegmentFact = (name: string): name is SegmentFactName => Object.hasOwn(segmentFactCatalogue, name);

/** The same entry, in the shape that all share. */
export const segmentFact = (name: SegmentFactName): SegmentFact => segmentFactCatalogue[name];
