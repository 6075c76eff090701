// Reads a case for `may-contact`: every error names its field, the reason and what to write instead.
import { Temporal } from 'temporal-polyfill';
import * as z from 'zod';
import { type IsoInstant, isTimeZone, toInstant } from '#domain/calendar.ts';
import type { PastContact } from '#domain/cap.ts';
import { missing } from '#domain/events.ts';
import { channels, debtorTypes } from '#domain/vocabulary.ts';
import { yearsOfHolidays } from '#rules/holidays.ts';
import { CommandFailed, exitCodes } from './exit.ts';

const written = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;
const isInstant = (text: string): boolean => {
  try {
    return written.test(text) && Temporal.Instant.from(text).epochMilliseconds > 0;
  } catch {
    return false;
  }
};
const instant = z
  .string({ error: missing })
  .refine(isInstant, {
    error: 'write an instant since 1970 with its offset, such as "2026-03-02T09:00:00-05:00" or "2026-03-02T14:00:00Z"',
    abort: true,
  })
  .transform((text): IsoInstant => toInstant(Temporal.Instant.from(text).epochMilliseconds));
// Beyond the table every day would pass for a working day.
const { first, last } = yearsOfHolidays;
const hasHolidays = (at: IsoInstant): boolean => `${first}-01-02` <= at && at < `${last}-12-31`;
const oneOf = <const Words extends readonly [string, ...string[]]>(words: Words) =>
  z.enum(words, { error: (issue) => (issue.input === undefined ? 'is missing' : `is none of ${words.join(', ')}`) });

const contactCase = z.strictObject(
  {
    jurisdiction: z.string().regex(/^[A-Z]{2}$/, 'write a country as two capital letters, such as CO'),
    debtorType: oneOf(debtorTypes),
    collector: oneOf(['creditor', 'agency']).default('creditor'),
    timeZone: z.string().refine(isTimeZone, "write the debtor's IANA zone, such as America/Bogota"),
    channel: oneOf(channels),
    at: instant.refine(hasHolidays, `is outside the years ${first} to ${last}, for which public holidays are known`),
    contacts: z
      .array(
        z
          .strictObject({
            at: instant,
            channel: oneOf(channels),
            direct: z.boolean('write true or false').default(false),
          })
          .transform((contact): PastContact => contact),
      )
      .default([]),
  },
  { error: (issue) => (issue.code === 'invalid_type' ? 'write one JSON object' : undefined) },
);

export type ContactCase = z.output<typeof contactCase>;

/** Throws CommandFailed, bad input, that lists every problem. */
export const readContactCase = (text: string, file: string): ContactCase => {
  const parsed = contactCase.safeParse(parseJson(text, file), { error: missing });
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'the case'}: ${reasonOf(issue)}`);
  throw new CommandFailed(exitCodes.badInput, `${file} is no case: ${problems.join('; ')}`);
};

const reasonOf = (issue: z.core.$ZodIssue): string =>
  issue.code === 'unrecognized_keys'
    ? `has the unknown ${issue.keys.length === 1 ? 'field' : 'fields'} ${issue.keys.map((key) => `"${key}"`).join(', ')}: remove or correct it`
    : issue.message;

const parseJson = (text: string, file: string): unknown => {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new CommandFailed(exitCodes.badInput, `${file} is not JSON: ${reason}`, { cause });
  }
};
