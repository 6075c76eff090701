// The language of rules: CEL with the facts of segments as its only names, and limits that bound what a rule can cost.
import { type ASTNode, Environment } from '@marcbachmann/cel-js';
import { parseAmount } from '../money/money.ts';
import { isSegmentFact, segmentFactCatalogue } from './segment-fact-catalogue.ts';
import type { SegmentFacts } from './segment-facts.ts';

/** Throws what the library throws: an error with `summary` and `range`. */
export const parseRule = (text: string): ReturnType<Environment['parse']> => language.parse(text);

/** CEL has a `type` of its own; the debtor's goes by a name as long, so that columns stay true. */
export const renameType = (text: string, typeAt: readonly number[]): string =>
  typeAt.reduce((known, at) => `${known.slice(0, at)}${typeName}${known.slice(at + typeName.length)}`, text);

/** The facts under the names and in the types of the language; made once for each facts object. */
export const contextOf = (facts: SegmentFacts): Readonly<Record<string, unknown>> => {
  const known = contexts.get(facts);
  if (known) return known;
  const { paid, onTimePercent, averageDaysLate, trend, promises, brokenPromises } = facts.history;
  const context = {
    [typeName]: facts.type,
    jurisdiction: facts.jurisdiction,
    language: facts.language,
    invoices: BigInt(facts.invoices),
    age: BigInt(facts.age),
    history: {
      paid: BigInt(paid),
      onTimePercent: BigInt(onTimePercent),
      averageDaysLate: BigInt(averageDaysLate),
      trend,
      promises: BigInt(promises),
      brokenPromises: BigInt(brokenPromises),
    },
    situation: facts.situation,
    capacity: facts.capacity,
    cause: facts.cause,
    tags: facts.tags,
    [wholeName]: facts,
  };
  contexts.set(facts, context);
  return context;
};

const contexts = new WeakMap<SegmentFacts, Readonly<Record<string, unknown>>>();
const typeName = 'kind';
/** No name that a rule could write: only the functions below read it. */
const wholeName = 'all facts';

/** What the library hands to a function that looks at the facts itself. */
type Call = { readonly args: readonly ASTNode[] };
type Checker = { readonly getType: (name: string) => unknown };
type Context = { readonly getValue: (name: string) => SegmentFacts };

const asking =
  (answer: (facts: SegmentFacts, texts: readonly string[]) => boolean) =>
  ({ args }: Call) => {
    const texts = args.map((node) => (node.op === 'value' && typeof node.args === 'string' ? node.args : ''));
    return {
      typeCheck: (checker: Checker) => checker.getType('bool'),
      evaluate: (_evaluator: unknown, _call: unknown, context: Context) => answer(context.getValue(wholeName), texts),
    };
  };

const languageOfFacts = (): Environment => {
  // Nothing in a rule runs in a loop, so that its size bounds its cost.
  const environment = new Environment({
    limits: { maxAstNodes: 150, maxDepth: 24, maxListElements: 40, maxMapEntries: 0, maxCallArguments: 3 },
  });
  const fields: Record<string, string> = {};
  for (const [name, { type }] of Object.entries(segmentFactCatalogue)) {
    if (name.startsWith('history.')) fields[name.slice('history.'.length)] = type;
    else if (isSegmentFact(name) && type !== 'bool')
      environment.registerVariable(name === 'type' ? typeName : name, type);
  }
  return environment
    .registerType('History', { fields })
    .registerVariable('history', 'History')
    .registerFunction(
      'owes(ast, ast): bool',
      asking(({ owed }, [amount = '', currency = '']) => (owed[currency] ?? 0) >= parseAmount(amount, currency).amount),
    )
    .registerFunction(
      'answersBy(ast): bool',
      asking(({ answered }, [channel]) => answered.some((each) => each === channel)),
    );
};

const language = languageOfFacts();
