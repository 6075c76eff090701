// Single nodes of a parsed rule: the fact that one names, the text or number that one is.
import type { ASTNode } from '@marcbachmann/cel-js';

/** The dotted name that a node reads, or undefined. */
export const nameOf = (node: ASTNode): string | undefined => {
  if (node.op === 'id') return node.args;
  if (node.op !== '.') return undefined;
  const [holder, part] = node.args;
  return holder.op === 'id' && holder.args === 'history' ? `history.${part}` : undefined;
};

/** The text that a node is, alone in a list; else nothing. */
export const textsOf = (node: ASTNode): readonly string[] =>
  node.op === 'value' && typeof node.args === 'string' ? [node.args] : [];

/** The texts and numbers that a node is made of, as far as it is arithmetic. */
export const literalsOf = (node: ASTNode): readonly (string | number)[] => {
  if (node.op === '-_') return literalsOf(node.args).flatMap((each) => (typeof each === 'number' ? [-each] : []));
  if (node.op === '+' || node.op === '-' || node.op === '*' || node.op === '/' || node.op === '%')
    return node.args.flatMap(literalsOf);
  if (node.op !== 'value') return [];
  if (typeof node.args === 'bigint') return [Number(node.args)];
  return typeof node.args === 'string' || typeof node.args === 'number' ? [node.args] : [];
};
