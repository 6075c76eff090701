// Reads JSON and JSON Lines into a table: each entry is a row, and the path to each of its values is a column.
import { BadInput } from '#domain/errors.ts';
import { type Cell, cellCounter, mostColumns, type RawRow, type RawTable, tooManyColumns } from './raw-table.ts';
import { mostRows } from './read-delimited.ts';

export const isJson = (text: string): boolean => /^\s*[[{]/.test(text);

/** `path` leads to the list, such as "data.items"; without it there must be one list. Throws BadInput. */
export const readJson = (text: string, path: string | undefined): RawTable => {
  const whole = parsed(text);
  if (whole === undefined) return tableOf('jsonl', '', linesOf(text));
  if (isList(whole)) {
    if (path !== undefined) throw noList(path, 'the file is a list itself: leave path: out');
    return tableOf('json', '', whole.map(entryAt));
  }
  const found = path === undefined ? onlyList(whole, text) : { path, list: at(whole, path) };
  if (!Array.isArray(found.list)) throw noList(found.path, 'correct path: in the profile');
  return tableOf('json', found.path, found.list.map(entryAt));
};

/** Numbers keep the text that the file has. */
type Value = string | boolean | null | NumberText | readonly Value[] | ValueMap;
type ValueMap = ReadonlyMap<string, Value>;
type NumberText = { readonly number: string };
type Entry = { readonly line: number; readonly value: Value };

const entryAt = (value: Value, index: number): Entry => ({ line: index + 1, value });

/** Undefined for text that is not one JSON value, but may be one on each line. */
const parsed = (text: string): readonly Value[] | ValueMap | undefined => {
  try {
    const value = valueIn(text);
    return Array.isArray(value) || value instanceof Map ? value : undefined;
  } catch (cause) {
    if (cause instanceof BadInput) throw cause;
    // The parser calls itself for each level.
    if (cause instanceof RangeError) throw tooDeep();
    if (isByLine(text)) return undefined;
    throw new BadInput('bad-json', `the file is not JSON: ${messageOf(cause)}; export it again`, { cause });
  }
};

/** The first two lines that are not empty are objects, by their beginnings. */
const isByLine = (text: string): boolean => {
  const [first = '', second = ''] = text
    .split(/[\n\r]+/, 40)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  return first.startsWith('{') && first.endsWith('}') && second.startsWith('{');
};

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error)).slice(0, 200);

/** Objects as maps, so that no name of a field means anything to the program. */
const valueIn = (text: string): Value => {
  const revive = (_: string, value: unknown, context?: { readonly source?: string }): unknown => {
    if (typeof value === 'number') return new Map([[numberKey, context?.source ?? String(value)]]);
    if (typeof value !== 'object' || value === null || Array.isArray(value) || value instanceof Map) return value;
    return new Map(Object.entries(value));
  };
  return typed(JSON.parse(text, revive), 0);
};

/** No field is called that: fields are text. */
const numberKey = Symbol('number');
const deepest = 20;

const tooDeep = (): BadInput =>
  new BadInput('bad-json', `the file is nested deeper than ${deepest} levels; export a flat list`);

const typed = (value: unknown, depth: number): Value => {
  if (depth > deepest) throw tooDeep();
  if (typeof value === 'string' || typeof value === 'boolean' || value === null) return value;
  if (Array.isArray(value)) return value.map((each) => typed(each, depth + 1));
  if (!(value instanceof Map)) return null;
  const number: unknown = value.get(numberKey);
  if (typeof number === 'string') return { number };
  return new Map([...value].map(([name, each]) => [String(name), typed(each, depth + 1)] as const));
};

const linesOf = (text: string): Entry[] =>
  text.split(/\r\n|\n|\r/).flatMap((line, index) => {
    if (line.trim() === '') return [];
    try {
      return [{ line: index + 1, value: valueIn(line) }];
    } catch (cause) {
      if (cause instanceof BadInput) throw cause;
      // A line that is no JSON is a row that cannot be read, not a file.
      return [{ line: index + 1, value: null }];
    }
  });

const at = (value: Value, path: string): Value | undefined =>
  path
    .split('.')
    .reduce<Value | undefined>((place, name) => (place instanceof Map ? place.get(name) : undefined), value);

const onlyList = (whole: ValueMap, text: string): { readonly path: string; readonly list: Value } => {
  const lists = listsIn(whole, '');
  const [first, ...others] = lists;
  if (first === undefined) {
    // One entry alone may be one line of many.
    if (!/[\n\r]/.test(text.trim())) return { path: '', list: [whole] };
    throw new BadInput(
      'no-list',
      'the file holds no list of entries; export it as a list, or as one object on each line',
    );
  }
  if (others.length === 0) return first;
  const names = lists.map(({ path }) => path).slice(0, 10);
  // What describes the list lies deeper than it.
  const likely = lists.toSorted(
    (one, other) => depthOf(one) - depthOf(other) || other.list.length - one.list.length,
  )[0];
  throw new BadInput(
    'no-list',
    `the file holds several lists (${names.join(', ')}); state one in the profile: path: ${likely?.path}`,
  );
};

const depthOf = ({ path }: { readonly path: string }): number => path.split('.').length;

/** Lists of objects that lie in no other list. */
const listsIn = (
  value: ValueMap,
  path: string,
): readonly { readonly path: string; readonly list: readonly Value[] }[] =>
  [...value].flatMap(([name, each]) => {
    const here = path === '' ? name : `${path}.${name}`;
    if (isList(each)) return each.some((one) => one instanceof Map) ? [{ path: here, list: each }] : [];
    return each instanceof Map ? listsIn(each, here) : [];
  });

const isList = (value: Value): value is readonly Value[] => Array.isArray(value);

const noList = (path: string, remedy: string): BadInput =>
  new BadInput('no-list', `there is no list at "${path}"; ${remedy}`);

const tableOf = (format: 'json' | 'jsonl', name: string, entries: readonly Entry[]): RawTable => {
  if (entries.length > mostRows) throw new BadInput('too-many-rows', 'the file has more than 500,000 rows; split it');
  if (entries.length === 0) throw new BadInput('no-rows', 'the list is empty; export it again');
  const flat = entries.map(({ line, value }) => ({ line, cells: cellsOf(value) }));
  const columns = [...new Set(flat.flatMap(({ cells }) => [...cells.keys()]))];
  if (columns.length > mostColumns) throw tooManyColumns();
  cellCounter()(columns.length * flat.length);
  const rows: RawRow[] = flat.map(({ line, cells }) => ({
    line,
    cells: columns.map((column) => cells.get(column) ?? ''),
  }));
  // An entry without any value is a row all the same: it is told, not passed over.
  return { format, name, columns, rows, isCounted: false, keepsEmpty: true, warnings: [] };
};

/** By path; lists inside an entry are passed over, and what is called by a text instead of a name. */
const longestPath = 300;
const cellsOf = (value: Value): ReadonlyMap<string, Cell> => {
  const cells = new Map<string, Cell>();
  const add = (each: Value, path: string): void => {
    if (each instanceof Map) {
      for (const [name, inner] of each) add(inner, path === '' ? name : `${path}.${name}`);
    } else if (path !== '' && path.length <= longestPath && !isList(each)) cells.set(path, cellOf(each));
  };
  add(value, '');
  return cells;
};

const cellOf = (value: Value): Cell => {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return String(value);
  return typeof value === 'object' && value !== null && 'number' in value ? { number: value.number } : '';
};
