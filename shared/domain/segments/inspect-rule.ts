// Reads a parsed rule as people wrote it: which facts it asks for, what it compares them with, and what may not stand in it.
import type { ASTNode } from '@marcbachmann/cel-js';
import { isCurrency, parseAmount } from '../money/money.ts';
import { closestName } from './closest-name.ts';
import { literalsOf, nameOf, textsOf } from './rule-nodes.ts';
import { isSegmentFact, type SegmentFactName, segmentFact, segmentFactCatalogue } from './segment-fact-catalogue.ts';

/** One place in which a rule asks for a fact. `of` is the tag, channel or currency; `against` what it is compared with. */
export type Question = {
  readonly fact: SegmentFactName;
  readonly of?: string;
  readonly against: readonly (string | number)[];
  /** Characters of the rule before it. */
  readonly at: number;
};
/** `column` counts from 1 over the whole text of the rule. */
export type Objection = { readonly reason: string; readonly column: number };

/** What there is to say about a rule, from left to right. */
export const inspectRule = (node: ASTNode): readonly (Question | Objection)[] => {
  switch (node.op) {
    case 'value':
      return ['string', 'bigint', 'number', 'boolean'].includes(typeof node.args)
        ? []
        : object(node, 'only texts in quotes, numbers, true and false can stand here');
    case 'id':
    case '.':
      return inspectName(node);
    case 'call':
      return inspectCall(node, ...node.args);
    case 'rcall':
      return inspectMethod(node, ...node.args);
    case 'in':
      return inspectMembership(node, ...node.args);
    case '==':
    case '!=':
    case '<':
    case '<=':
    case '>':
    case '>=':
      return inspectComparison(...node.args);
    case '&&':
    case '||':
    case '?:':
    case '+':
    case '-':
    case '*':
    case '/':
    case '%':
      return node.args.flatMap(inspectRule);
    case '!_':
    case '-_':
      return inspectRule(node.args);
    case 'list':
      return object(node, 'a list stands only after "in"');
    default:
      return object(node, `"${node.op}" is not part of rules`);
  }
};

const inspectName = (node: ASTNode): readonly (Question | Objection)[] => {
  const name = nameOf(node);
  if (name === 'tags') return object(node, tagsHint);
  if (name === undefined || name === 'history')
    return object(node, 'only history has parts; name one, such as history.paid');
  if (!isSegmentFact(name)) return object(node, unknownName('fact', name, Object.keys(segmentFactCatalogue)));
  if (name === 'owes' || name === 'answersBy') return object(node, `ask as ${segmentFactCatalogue[name].example}`);
  return ask(node, { fact: name, against: [] });
};

const inspectCall = (node: ASTNode, name: string, given: readonly ASTNode[]): readonly (Question | Objection)[] => {
  if (name !== 'owes' && name !== 'answersBy')
    return object(node, unknownName('function', name, ['owes', 'answersBy']));
  const texts = given.flatMap(textsOf);
  const { example, values = [] } = segmentFact(name);
  const [first = '', currency = ''] = texts;
  if (texts.length !== given.length || texts.length !== (name === 'owes' ? 2 : 1))
    return object(node, `ask as ${example}, with texts in quotes`);
  if (name === 'answersBy')
    return values.includes(first)
      ? ask(node, { fact: name, of: first, against: [] })
      : object(node, unknownName('channel', first, values));
  const wrong = objectionToAmount(first, currency);
  return wrong === undefined ? ask(node, { fact: name, of: currency, against: [first] }) : object(node, wrong);
};

const inspectMethod = (
  node: ASTNode,
  name: string,
  receiver: ASTNode,
  given: readonly ASTNode[],
): readonly (Question | Objection)[] =>
  textMethods.includes(name)
    ? inspectTogether([receiver, ...given], given.flatMap(literalsOf))
    : object(node, unknownName('method', name, textMethods));

const inspectMembership = (node: ASTNode, item: ASTNode, list: ASTNode): readonly (Question | Objection)[] => {
  if (nameOf(list) === 'tags') {
    const [tag] = textsOf(item);
    return tag === undefined ? object(node, tagsHint) : ask(node, { fact: 'tags', of: tag, against: [] });
  }
  if (list.op !== 'list') return object(list, 'after "in" comes tags, or a list such as ["CO", "PE"]');
  return [
    ...inspectTogether([item, ...list.args], list.args.flatMap(literalsOf)),
    ...list.args.flatMap((each) => objectionsToValue(item, each)),
  ];
};

const inspectComparison = (left: ASTNode, right: ASTNode): readonly (Question | Objection)[] => [
  ...inspectTogether([left, right], [left, right].flatMap(literalsOf)),
  ...objectionsToValue(left, right),
  ...objectionsToValue(right, left),
];

/** Parts of one comparison: the facts in it are compared with its literals, and with the values of each other. */
const inspectTogether = (
  parts: readonly ASTNode[],
  literals: readonly (string | number)[],
): readonly (Question | Objection)[] => {
  const found = parts.flatMap(inspectRule);
  const values = found.flatMap((each) => ('fact' in each ? (segmentFact(each.fact).values ?? []) : []));
  return found.map((each) => ('fact' in each ? { ...each, against: [...each.against, ...literals, ...values] } : each));
};

/** A fact of few values compared with another than those is never what was meant. */
const objectionsToValue = (asked: ASTNode, value: ASTNode): readonly Objection[] => {
  const name = nameOf(asked);
  if (name === undefined || !isSegmentFact(name)) return [];
  const { values } = segmentFact(name);
  return textsOf(value).flatMap((text) => {
    if (values && !values.includes(text)) return object(value, unknownName(name, text, values));
    if (name === 'jurisdiction' && !/^([A-Z]{2})?$/.test(text))
      return object(value, `"${text}" is no country; write an ISO 3166 code in capitals, such as "CO"`);
    return [];
  });
};

const objectionToAmount = (amount: string, currency: string): string | undefined => {
  if (!isCurrency(currency)) return `"${currency}" is not an ISO 4217 currency code, such as EUR`;
  try {
    return parseAmount(amount, currency).amount > 0 ? undefined : `"${amount}" is no debt; write more than zero`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
};

const textMethods: readonly string[] = ['contains', 'startsWith', 'endsWith'];
const tagsHint = 'ask for a tag as "vip" in tags, the tag in quotes';

const unknownName = (what: string, name: string, names: readonly string[]): string => {
  const close = closestName(name, names);
  return `there is no ${what} "${name}"; ${close === undefined ? `there are ${names.join(', ')}` : `did you mean "${close}"?`}`;
};

const object = (node: ASTNode, reason: string): readonly Objection[] => [{ reason, column: node.start + 1 }];
const ask = (node: ASTNode, question: Omit<Question, 'at'>): readonly Question[] => [{ ...question, at: node.start }];
