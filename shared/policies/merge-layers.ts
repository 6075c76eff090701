// One policy out of a file and those that it extends: objects merge by key, lists replace whole, null removes.
import type { Layer } from './policy-layers.ts';
import { childAt, isFields, offsetOf, offsetOfName, type Place, placeAt } from './yaml-place.ts';

type Fields = Readonly<Record<string, unknown>>;
const hasFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** `extends` itself is gone from what comes out. */
export const mergeLayers = (layers: readonly Layer[]): unknown =>
  layers
    .map(({ value }) => withoutExtends(value))
    .reduceRight((base, top) => (base === nothing ? top : merge(base, top)), nothing);

const nothing: unknown = Symbol('nothing');

const withoutExtends = (value: unknown): unknown =>
  hasFields(value) ? Object.fromEntries(Object.entries(value).filter(([key]) => key !== 'extends')) : value;

const merge = (base: unknown, top: unknown): unknown => {
  if (!hasFields(base) || !hasFields(top)) return top;
  const merged = new Map<string, unknown>(Object.entries(base));
  for (const [key, value] of Object.entries(top)) {
    if (value === null) merged.delete(key);
    else merged.set(key, merged.has(key) ? merge(merged.get(key), value) : value);
  }
  return Object.fromEntries(merged);
};

/** Nulls that remove what none of the files below has; each as the path to it. */
export const idleRemovals = (layers: readonly Layer[]): readonly (readonly string[])[] => {
  const [top, ...rest] = layers;
  if (!top || rest.length === 0) return [];
  return nullsIn(withoutExtends(top.value), mergeLayers(rest), []);
};

const nullsIn = (top: unknown, base: unknown, path: readonly string[]): readonly (readonly string[])[] => {
  if (!hasFields(top) || !hasFields(base)) return [];
  return Object.entries(top).flatMap(([key, value]) => {
    const at = [...path, key];
    const below = Object.hasOwn(base, key) ? base[key] : undefined;
    if (value === null) return below === undefined ? [at] : [];
    return nullsIn(value, below, at);
  });
};

export type Standing = Place & { readonly file: string | undefined };

/** Where a field stands, in which file; a missing one is reported at the nearest thing that holds it. */
export const standingOf = (layers: readonly Layer[], path: readonly PropertyKey[], isName: boolean): Standing => {
  let holders: readonly Held[] = layers.map((layer) => ({ layer, node: layer.root }));
  let at = holders[0];
  for (const [depth, key] of path.entries()) {
    if (isName && depth === path.length - 1) {
      const named = holders.find(({ node }) => offsetOfName(node, key) !== undefined);
      if (named) return standing(named.layer, offsetOfName(named.node, key));
    }
    holders = below(holders, key);
    if (!holders[0]) break;
    at = holders[0];
  }
  return at ? standing(at.layer, offsetOf(at.node)) : { line: 1, column: 1, file: undefined };
};

type Held = { readonly layer: Layer; readonly node: unknown };

/** Those that have a say in a field: the first that has it, and the ones below it as long as they merge. */
const below = (holders: readonly Held[], key: PropertyKey): readonly Held[] => {
  const children = holders.flatMap(({ layer, node }) => {
    const child = childAt(node, key);
    return child === undefined ? [] : [{ layer, node: child }];
  });
  const end = children.findIndex(({ node }) => !isFields(node));
  if (end < 0) return children;
  return children.slice(0, Math.max(end, 1));
};

const standing = ({ file, lines }: Layer, offset: number | undefined): Standing => ({
  ...(offset === undefined ? { line: 1, column: 1 } : placeAt(lines, offset)),
  file,
});
