// The texts of one language, read from the YAML file that translators edit, checked once and kept.
import * as z from 'zod';
import { identifier } from '#domain/policy-fields.ts';
import { stageNames, type Template, type Tone, templates } from '#domain/vocabulary.ts';
import { occasions } from './message-data.ts';
import { addedKinds } from './statement.ts';
import { eachOf, named, text, wordsFiles } from './words-file.ts';

/** What the texts of a message are about: the invoice itself, the stage and how far it has come, or the due day. */
export const moments = templates;
export type Moment = Template;

/** One for all tones, or one for each. */
export type ByTone<T> = T | Readonly<Record<Tone, T>>;

const byTone = <T extends z.ZodType>(content: T) =>
  z.union([content, z.strictObject({ warm: content, plain: content, firm: content })]);

const letter = z.strictObject({ subject: byTone(text), paragraphs: z.array(byTone(text)).min(1).max(4) });
const written = { email: byTone(letter), sms: byTone(text), whatsapp: byTone(text) };
const script = z.strictObject({ reason: text, listening: text, solutions: text });

/** What follows: the next stage, the same one again, or nothing more. */
const following = named([...stageNames, 'again', 'none']);

/** What delay has added, in words that follow one another in a list. */
const added = named(addedKinds);

export const textsSchema = z.strictObject({
  greeting: z.strictObject({ consumer: byTone(text), business: byTone(text) }),
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
    'instalments',
  ]),
  lines: named([
    'others',
    'dueLine',
    'daysLate',
    'partPaid',
    'promised',
    'earlyPayment',
    'payReference',
    'help',
    'contact',
    'alreadyPaid',
    'goodbye',
    'why',
    'whyOccasion',
    'optOut',
    'stopLink',
    'attached',
    'linked',
    'questions',
    'instalment',
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
    contact: text,
    optOutByReply: text,
    optOutByEmail: text,
  }),
  script: z.strictObject({
    manner: byTone(text),
    headings: named(['manner', 'opening', 'reason', 'account', 'listening', 'solutions', 'consequences', 'close']),
    call: z.strictObject({ title: text, opening: text, close: text }),
    visit: z.strictObject({ title: text, opening: text, close: text }),
    others: text,
    solutions: text,
    close: text,
  }),
  /** How each way to pay is told; `qr` explains the code that a bank's app reads. */
  ways: named(['transfer', 'transferBank', 'link', 'cardOnline', 'cardByPhone', 'cash', 'pix', 'pixCode', 'qr']),
  /** What paper says otherwise than a mail, and the marks on its pages. */
  letter: named(['help', 'questions', 'optOut', 'registered', 'page']),
  whatsapp: z.strictObject({ greeting: byTone(text), pay: text, ask: text, optOut: text }),
  voice: z.strictObject({ consumer: text, business: text }),
  moments: eachOf(moments, z.strictObject({ ...written, script: script.optional() })),
  occasions: eachOf(occasions, z.strictObject({ ...written, sum: text, next: text })),
  /** A creditor's own, by the name that steps give as their template: what is left out is said as in the one it stands in for. */
  own: z
    .record(
      identifier.refine((name) => ![...moments, ...occasions].some((each) => each === name), {
        error: 'is the name of a text that comes with Recaudo',
        params: { remedy: 'give your own another name, or change that one in moments or occasions' },
      }),
      z.strictObject({
        insteadOf: z.enum(moments),
        email: written.email.optional(),
        sms: written.sms.optional(),
        whatsapp: written.whatsapp.optional(),
        script: script.optional(),
      }),
    )
    .default({}),
});

export type Texts = Readonly<z.output<typeof textsSchema>>;

export const textsOf = wordsFiles(textsSchema, import.meta.url);

export const inTone = <T>(content: ByTone<T>, tone: Tone): T => (isByTone(content) ? content[tone] : content);

export const isByTone = <T>(content: ByTone<T>): content is Readonly<Record<Tone, T>> =>
  typeof content === 'object' && content !== null && 'warm' in content;
