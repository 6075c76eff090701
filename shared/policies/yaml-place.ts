// Where things stand in a YAML file: by the path that leads to them.
import { isMap, isNode, isScalar, isSeq, type LineCounter, type Pair } from 'yaml';

export type Place = { readonly line: number; readonly column: number };

export const placeAt = (lines: LineCounter, offset: number): Place => {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(line, 1), column: Math.max(col, 1) };
};

/** The child of a map or of a list, or undefined. */
export const childAt = (holder: unknown, key: PropertyKey): unknown => {
  if (isSeq(holder)) return holder.items[Number(key)];
  return pairAt(holder, key)?.value ?? undefined;
};

/** Where the name of a field stands, not its value. */
export const offsetOfName = (holder: unknown, key: PropertyKey): number | undefined => {
  const name = pairAt(holder, key)?.key;
  return isNode(name) ? name.range?.[0] : undefined;
};

export const offsetOf = (node: unknown): number | undefined => (isNode(node) ? node.range?.[0] : undefined);

const pairAt = (holder: unknown, key: PropertyKey): Pair<unknown, unknown> | undefined =>
  isMap(holder) ? holder.items.find((pair) => isScalar(pair.key) && String(pair.key.value) === String(key)) : undefined;

/** What merges by key. */
export const isFields = (node: unknown): boolean => isMap(node);
