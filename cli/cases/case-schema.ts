// A case: a small world written in JSON, with a policy, debtors, invoices, and what happens on which day.
import * as z from 'zod';
import { isDate, isTimeZone } from '#domain/calendar.ts';
import { missing } from '#domain/events.ts';
import { toldDocument } from '#domain/invoice-document.ts';
import { isCurrency, parseAmount } from '#domain/money/money.ts';
import { channels, debtorTypes, languages } from '#domain/vocabulary.ts';
import { CommandFailed, exitCodes } from '../exit.ts';

const id = z.string().min(1).max(128);
const date = z.string().refine(isDate, 'write a calendar date as YYYY-MM-DD');
const instant = z.iso
  .datetime({ offset: true, error: 'write an instant with its offset, such as 2026-03-02T09:00:00Z' })
  .transform((text) => new Date(text).toISOString());

const debtor = z.looseObject({
  id,
  type: z.enum(debtorTypes).default('business'),
  name: z.string().min(1).max(200).optional(),
  jurisdiction: z
    .string()
    .regex(/^[A-Z]{2}$/, 'use an ISO 3166 country code, such as CO')
    .optional(),
  region: z.string().optional(),
  timeZone: z.string().refine(isTimeZone, 'use an IANA time zone, such as America/Bogota').optional(),
  language: z.enum(languages).optional(),
  email: z.string().min(3).nullish(),
  phone: z.string().min(3).nullish(),
  optOut: z.array(z.enum(channels)).default([]),
  consent: z.array(z.enum(channels)).default([]),
  preferred: z.strictObject({ time: z.string().optional(), day: z.int().min(1).max(7).optional() }).optional(),
  preferredChannel: z.enum(channels).optional(),
  situation: z.string().optional(),
  capacity: z.string().optional(),
  cause: z.string().optional(),
  tags: z.array(z.string()).default([]),
});

const invoice = z
  .looseObject({
    id,
    debtor: id,
    amount: z.string({ error: 'write the amount as text, such as "1234.50"' }),
    currency: z.string().refine(isCurrency, 'use an ISO 4217 code, such as EUR'),
    issued: date.optional(),
    /** Without a due date nobody is chased. */
    due: date.nullish(),
    document: toldDocument.optional(),
  })
  .superRefine(({ amount, currency }, context) => {
    const refuse = (message: string) => context.addIssue({ code: 'custom', path: ['amount'], message });
    if (!isCurrency(currency)) return;
    try {
      if (parseAmount(amount, currency).amount <= 0)
        refuse('must be more than zero; say credit with a Credit Added fact');
    } catch (error) {
      refuse(error instanceof Error ? error.message : String(error));
    }
  })
  .refine(({ issued, due }) => !issued || !due || issued <= due, { error: 'is before the issue date', path: ['due'] });

const fact = z.looseObject({
  at: instant,
  event: z.string().min(1),
  detail: z.record(z.string(), z.unknown()).default({}),
});

export const caseSchema = z
  .looseObject({
    /** What the case shows, for `policy test`. */
    name: z.string().optional(),
    policy: z.record(z.string(), z.unknown()).optional(),
    policyFile: z.string().min(1).optional(),
    from: date,
    to: date,
    debtors: z.array(debtor).min(1, 'name at least one debtor'),
    invoices: z.array(invoice).min(1, 'name at least one invoice'),
    facts: z.array(fact).default([]),
    outages: z
      .array(
        z
          .looseObject({ from: instant, to: instant })
          .refine(({ from, to }) => from < to, { error: 'must be later than from', path: ['to'] }),
      )
      .default([]),
    expect: z.unknown().optional(),
  })
  .refine(({ from, to }) => from <= to, { error: 'is before from', path: ['to'] })
  .refine(({ policy, policyFile }) => policy === undefined || policyFile === undefined, {
    error: 'goes without policy: give one of the two',
    path: ['policyFile'],
  })
  .superRefine(({ debtors, invoices }, context) => {
    const known = new Set<string>();
    for (const [index, each] of debtors.entries()) {
      if (known.has(each.id))
        context.addIssue({ code: 'custom', path: ['debtors', index, 'id'], message: `the id "${each.id}" is taken` });
      known.add(each.id);
    }
    const numbers = new Set<string>();
    for (const [index, each] of invoices.entries()) {
      const path = ['invoices', index];
      if (!known.has(each.debtor))
        context.addIssue({ code: 'custom', path: [...path, 'debtor'], message: `there is no debtor "${each.debtor}"` });
      if (numbers.has(each.id))
        context.addIssue({ code: 'custom', path: [...path, 'id'], message: `the id "${each.id}" is taken` });
      numbers.add(each.id);
    }
  });

export type Case = z.output<typeof caseSchema>;

/** Throws CommandFailed, bad input, that names each offending field. */
export const readCase = (text: string, file: string): Case => {
  const parsed = caseSchema.safeParse(readJson(text, file), { error: missing });
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'case'}: ${message}`);
  throw new CommandFailed(exitCodes.badInput, `${file} is no case: ${problems.join('; ')}`);
};

const readJson = (text: string, file: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new CommandFailed(exitCodes.badInput, `${file} is not JSON: ${reason}`, { cause });
  }
};
