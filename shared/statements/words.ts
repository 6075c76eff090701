// The words of statements in one language, read from the YAML file that people edit, checked once and kept.
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import * as z from 'zod';
import { BadInput } from '#domain/errors.ts';
import { components, ledgerKinds } from '#domain/money/ledger.ts';
import type { Language } from '#domain/vocabulary.ts';
import { checkText } from '#templates/liquid.ts';

export const wordsOf = (language: Language): Words => {
  const known = loaded.get(language);
  if (known) return known;
  const words = parseWords(readFileSync(files[language], 'utf8'), `${language}.yaml`);
  loaded.set(language, words);
  return words;
};

/** Reads the content of a words file. Throws BadInput naming every place that is missing, unknown or not valid Liquid. */
export const parseWords = (content: string, file: string): Words => {
  const result = schema.safeParse(readYaml(content, file));
  if (result.success) return result.data;
  const problems = result.error.issues.map(({ path, message }) => `${file}: ${path.join('.') || 'top'}: ${message}`);
  throw new BadInput('bad-texts', problems.join('\n'));
};

const loaded = new Map<Language, Words>();
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

const text = z.string().superRefine((value, context) => {
  try {
    if (value.trim() === '') throw new BadInput('bad-texts', 'is empty');
    checkText(value);
  } catch (error) {
    context.addIssue({ code: 'custom', message: error instanceof Error ? error.message : String(error) });
  }
});

const named = <Name extends string>(names: readonly Name[]) => z.record(z.enum(names), text);

const schema = z.strictObject({
  labels: named([
    'title',
    'creditor',
    'debtor',
    'asOf',
    'knownAt',
    'currency',
    'summary',
    'invoice',
    'date',
    'what',
    'debit',
    'credit',
    'balance',
    'from',
    'to',
    'days',
    'base',
    'rate',
    'formula',
    'amount',
    'movements',
    'source',
    'derived',
    'derivedOf',
    'total',
    'totalOwed',
    'overdue',
    'debtorCredit',
    'debtorDebit',
    'toPay',
    'inFavour',
    'section',
    'entry',
    'issued',
    'due',
  ]),
  lines: named([
    'heading',
    'dates',
    'late',
    'dueToday',
    'notDue',
    'settled',
    'undone',
    'reason',
    'correction',
    'nothing',
    'rounding',
    'notClaimed',
    'sources',
    'page',
  ]),
  kinds: named(ledgerKinds),
  /** Of a component whose entry takes something off it. */
  changes: named(components),
  components: named(components),
  formulas: named([
    'simple',
    'effectiveAnnual',
    'monthlySimple',
    'fixed',
    'percent',
    'fixedAndPercent',
    'least',
    'most',
    'notices',
    'reduction',
  ]),
  rules: named(['agreed']),
});

export type Words = Readonly<z.output<typeof schema>>;
