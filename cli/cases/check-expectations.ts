// Whether a case ends as it says it should: the diary line by line, and how each invoice stands at the end.
import * as z from 'zod';
import { dateIn } from '#domain/calendar.ts';
import { missing } from '#domain/events.ts';
import { CommandFailed, exitCodes } from '../exit.ts';
import type { Case } from './case-schema.ts';
import type { DiaryEntry, Lived } from './live-case.ts';

const line = z.strictObject({
  /** The date in the debtor's zone. */
  on: z.string().optional(),
  at: z.string().optional(),
  kind: z.enum(['contact', 'task', 'hand-off', 'close']).optional(),
  debtor: z.string().optional(),
  invoice: z.string().optional(),
  covers: z.array(z.string()).optional(),
  stage: z.string().optional(),
  step: z.string().nullable().optional(),
  channel: z.string().nullable().optional(),
  because: z.string().optional(),
});
const expectations = z.strictObject({
  /** Every line of the diary in order; of each, what is written here is compared. */
  diary: z.array(line).optional(),
  end: z
    .array(z.strictObject({ invoice: z.string(), stage: z.string().optional(), balance: z.string().optional() }))
    .optional(),
});
type Line = z.output<typeof line>;

/** What differs, a sentence each; none when all is as expected. Throws CommandFailed when the expectations cannot be read. */
export const differences = (given: Case, lived: Lived, file: string): readonly string[] => {
  const parsed = expectations.safeParse(given.expect, { error: missing });
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path, message }) => `expect.${path.join('.')}: ${message}`).join('; ');
    throw new CommandFailed(exitCodes.badInput, `${file} says nothing that can be tested: ${problems}`);
  }
  const { diary, end = [] } = parsed.data;
  return [
    ...(diary ? diaryDifferences(given, diary, lived.diary) : []),
    ...end.flatMap((each) => endDifference(each, lived)),
  ];
};

const diaryDifferences = (given: Case, expected: readonly Line[], diary: readonly DiaryEntry[]): readonly string[] => {
  const zones = new Map(given.debtors.map(({ id, timeZone }) => [id, timeZone ?? 'UTC']));
  const shown = diary.map((entry) => ({ ...entry, on: dateIn(zones.get(entry.debtor) ?? 'UTC', entry.at) }));
  const length = Math.max(expected.length, shown.length);
  return Array.from({ length }, (_, index) => {
    const [wanted, found] = [expected[index], shown[index]];
    if (!found) return `line ${index + 1}: expected ${inShort(wanted ?? {})}, but the diary ends before`;
    if (!wanted) return `line ${index + 1}: nothing more was expected, but there is ${inShort(found)}`;
    const wrong = Object.entries(wanted).filter(
      ([field, value]) => !isSame(field, value, found[isField(field) ? field : 'at']),
    );
    if (wrong.length === 0) return '';
    return `line ${index + 1}: ${wrong
      .map(
        ([field, value]) =>
          `${field} is ${JSON.stringify(found[isField(field) ? field : 'at'])}, not ${JSON.stringify(value)}`,
      )
      .join('; ')} in ${inShort(found)}`;
  }).filter(Boolean);
};

const fields = ['on', 'at', 'kind', 'debtor', 'invoice', 'covers', 'stage', 'step', 'channel', 'because'] as const;
const isField = (name: string): name is (typeof fields)[number] => fields.some((each) => each === name);

const isSame = (field: string, wanted: unknown, found: unknown): boolean => {
  if (field === 'at') return Date.parse(String(wanted)) === Date.parse(String(found));
  if (field === 'covers')
    return JSON.stringify([...list(wanted)].toSorted()) === JSON.stringify([...list(found)].toSorted());
  return wanted === found;
};
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

type Short = {
  readonly [Field in 'on' | 'at' | 'kind' | 'stage' | 'step' | 'channel' | 'invoice']?: string | null | undefined;
};
const inShort = ({ on, at, kind, stage, step, channel, invoice }: Short): string =>
  [on ?? at, kind, stage, step, channel, invoice].filter(Boolean).join(' ');

const endDifference = (
  { invoice, stage, balance }: { invoice: string; stage?: string | undefined; balance?: string | undefined },
  { end }: Lived,
): readonly string[] => {
  const found = end.find((each) => each.invoice === invoice);
  if (!found) return [`at the end: there is no invoice ${invoice}`];
  return [
    ...(stage !== undefined && found.stage !== stage ? [`at the end: ${invoice} is ${found.stage}, not ${stage}`] : []),
    ...(balance !== undefined && found.balance !== balance
      ? [`at the end: ${invoice} owes ${found.balance}, not ${balance}`]
      : []),
  ];
};
