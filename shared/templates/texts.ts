// The texts of one language, read from the YAML file that translators edit, checked once and kept.
import * as z from 'zod';
import { stageNames, templates } from '#domain/vocabulary.ts';
import { addedKinds } from './statement.ts';
import { eachOf, named, text, wordsFiles } from './words-file.ts';

/** What the texts of a message are about: the stage, or the due day itself. */
export const moments = ['preventive', 'dueToday', 'administrative', 'extrajudicial', 'handoff'] as const;
export type Moment = (typeof moments)[number];

const inTones = <T extends z.ZodType>(content: T) => z.strictObject({ warm: content, plain: content, firm: content });

/** What follows: the next stage, the same one again, or nothing more. */
const following = named([...stageNames, 'again', 'none']);

/** What delay has added, in words that follow one another in a list. */
const added = named(addedKinds);

export const textsSchema = z.strictObject({
  greeting: z.strictObject({ consumer: inTones(text), business: inTones(text) }),
  andOthers: text,
  added,
  labels: named([
    'invoice',
    'issued',
    'due',
    'daysLate',
    'dueToday',
    'notDueYet',
    'amount',
    'received',
    'balance',
    'overdue',
    'interest',
    'interestWithoutRate',
    'interestShort',
    'costs',
    'compensation',
    'chargesShort',
    'total',
    'totalWithCharges',
    'stillOwed',
    'totalToday',
    'totalTodayWithCharges',
    'next',
    'pay',
    'help',
    'documents',
    'questions',
  ]),
  lines: named([
    'others',
    'dueLine',
    'daysLate',
    'partPaid',
    'earlyPayment',
    'payReference',
    'help',
    'contact',
    'alreadyPaid',
    'goodbye',
    'why',
    'optOut',
    'attached',
    'linked',
    'questions',
  ]),
  next: following,
  sms: z.strictObject({
    owed: text,
    added,
    charges: text,
    next: following,
    pay: text,
    ask: text,
    link: text,
    askHowToPay: text,
    optOutByReply: text,
    optOutByEmail: text,
  }),
  script: z.strictObject({
    manner: inTones(text),
    headings: named(['manner', 'opening', 'reason', 'account', 'listening', 'solutions', 'consequences', 'close']),
    call: z.strictObject({ title: text, opening: text, close: text }),
    visit: z.strictObject({ title: text, opening: text, close: text }),
    others: text,
    solutions: text,
    close: text,
  }),
  templates: eachOf(
    templates,
    z.strictObject({ email: z.strictObject({ subject: text, paragraphs: z.array(text).min(1).max(4) }), sms: text }),
  ),
  moments: eachOf(
    moments,
    z.strictObject({
      email: inTones(z.strictObject({ subject: text, paragraphs: z.array(text).min(1).max(4) })),
      sms: inTones(text),
      script: z.strictObject({ reason: text, listening: text, solutions: text }),
    }),
  ),
});

export type Texts = Readonly<z.output<typeof textsSchema>>;

export const textsOf = wordsFiles(textsSchema, import.meta.url);
