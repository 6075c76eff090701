// The texts of one language, read from the YAML file that translators edit, checked once and kept.
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import * as z from 'zod';
import { BadInput } from '#domain/errors.ts';
import { type Language, stageNames } from '#domain/vocabulary.ts';
import { checkText } from './liquid.ts';

/** What the texts of a message are about: the stage, or the due day itself. */
export const moments = ['preventive', 'dueToday', 'administrative', 'extrajudicial', 'handoff'] as const;
export type Moment = (typeof moments)[number];

export const textsOf = (language: Language): Texts => {
  const known = loaded.get(language);
  if (known) return known;
  const texts = parseTexts(readFileSync(files[language], 'utf8'), `${language}.yaml`);
  loaded.set(language, texts);
  return texts;
};

/** Reads the content of a texts file. Throws BadInput naming every place that is missing, unknown or not valid Liquid. */
export const parseTexts = (content: string, file: string): Texts => {
  const result = schema.safeParse(readYaml(content, file));
  if (result.success) return result.data;
  const problems = result.error.issues.map(({ path, message }) => `${file}: ${path.join('.') || 'top'}: ${message}`);
  throw new BadInput('bad-texts', problems.join('\n'));
};

const loaded = new Map<Language, Texts>();
const files: Readonly<Record<Language, URL>> = {
  es: new URL('./es.yaml', import.meta.url),
  en: new URL('./en.yaml', import.meta.url),
  pt: new URL('./pt.yaml', import.meta.url),
};

const readYaml = (content: string, file: string): unknown => {
  try {
    return parse(content);
  } catch (cause) {
    throw new BadInput('bad-texts', `${file}: ${cause instanceof Error ? cause.message : cause}`, { cause });
  }
};

const text = z
  .string()
  .trim()
  .min(1)
  .superRefine((value, context) => {
    try {
      checkText(value);
    } catch (error) {
      context.addIssue({ code: 'custom', message: error instanceof Error ? error.message : String(error) });
    }
  });

const inTones = <T extends z.ZodType>(content: T) => z.strictObject({ warm: content, plain: content, firm: content });
const named = <Name extends string, T extends z.ZodType>(names: readonly Name[], content: T) =>
  // The keys are the names, which Object.fromEntries forgets.
  z.strictObject(Object.fromEntries(names.map((name) => [name, content])) as Record<Name, T>);

/** What follows: the next stage, the same one again, or nothing more. */
const following = named([...stageNames, 'again', 'none'], text);

const schema = z.strictObject({
  greeting: z.strictObject({ consumer: inTones(text), business: inTones(text) }),
  andOthers: text,
  labels: named(
    [
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
      'interestShort',
      'total',
      'stillOwed',
      'totalToday',
      'next',
      'pay',
      'help',
    ],
    text,
  ),
  lines: named(
    [
      'others',
      'dueLine',
      'daysLate',
      'partPaid',
      'payReference',
      'help',
      'contact',
      'alreadyPaid',
      'goodbye',
      'why',
      'optOut',
    ],
    text,
  ),
  next: following,
  sms: z.strictObject({
    owed: text,
    next: following,
    pay: text,
    ask: text,
    askHowToPay: text,
    optOutByReply: text,
    optOutByEmail: text,
  }),
  script: z.strictObject({
    manner: inTones(text),
    headings: named(
      ['manner', 'opening', 'reason', 'account', 'listening', 'solutions', 'consequences', 'close'],
      text,
    ),
    call: z.strictObject({ title: text, opening: text, close: text }),
    visit: z.strictObject({ title: text, opening: text, close: text }),
    others: text,
    solutions: text,
    close: text,
  }),
  moments: named(
    moments,
    z.strictObject({
      email: inTones(z.strictObject({ subject: text, paragraphs: z.array(text).min(1).max(4) })),
      sms: inTones(text),
      script: z.strictObject({ reason: text, listening: text, solutions: text }),
    }),
  ),
});

export type Texts = Readonly<z.output<typeof schema>>;
