// A policy file and those that it extends, each read as YAML: the file itself first, what it is written on top of after it.
import { isScalar, LineCounter, parseDocument, visit } from 'yaml';
import type { Finding } from './finding.ts';
import { childAt, offsetOf, type Place, placeAt } from './yaml-place.ts';

export type Layer = {
  /** Undefined for the file itself, unless its name was given; "default" is nobody's file. */
  readonly file: string | undefined;
  readonly lines: LineCounter;
  readonly root: unknown;
  readonly value: unknown;
};

/** The text of what `extends` names, "default" or "./base.yaml"; undefined when there is no such file. */
export type Resolve = (reference: string) => string | undefined;

export type LayersRead =
  | { readonly ok: true; readonly layers: readonly Layer[] }
  | { readonly ok: false; readonly findings: readonly Finding[] };

/** Policy files beyond this are refused unread. */
const maximumCharacters = 200_000;
/** One file may extend another that extends another, so often. */
export const maximumBases = 5;

export const readLayers = (text: string, resolve: Resolve | undefined, file: string | undefined): LayersRead => {
  const layers: Layer[] = [];
  const seen = new Set<string>();
  for (let next: { readonly text: string; readonly file: string | undefined } | undefined = { text, file }; next; ) {
    const read = readLayer(next.text, next.file);
    if (!read.ok) return read;
    const { layer } = read;
    layers.push(layer);
    const node = childAt(layer.root, 'extends');
    if (node === undefined) return { ok: true, layers };
    const reference = isScalar(node) ? node.value : undefined;
    const refuse = (reason: string, remedy: string): LayersRead => ({
      ok: false,
      findings: [findingIn(layer, placeAt(layer.lines, offsetOf(node) ?? 0), 'extends', 'extends', reason, remedy)],
    });
    if (typeof reference !== 'string' || !referenceForm.test(reference))
      return refuse('names no policy', 'write default, or a file beside this one, such as ./base.yaml');
    if (seen.has(reference) || reference === `./${file}`)
      return refuse(`${reference} extends itself in the end`, 'leave one of the files of this circle without extends');
    if (layers.length > maximumBases)
      return refuse(`is written on top of more than ${maximumBases} others`, 'merge some of them into one file');
    seen.add(reference);
    const base = resolve?.(reference);
    if (base === undefined)
      return refuse(`there is no ${reference} to extend`, 'name default, or a file that lies beside this one');
    next = { text: base, file: reference.replace(/^\.\//, '') };
  }
  return { ok: true, layers };
};

/** What a file extends, without looking at anything else in it; undefined when nothing, or when it cannot be read. */
export const referenceIn = (text: string): string | undefined => {
  if (text.length > maximumCharacters) return undefined;
  const node = childAt(parseDocument(text, { prettyErrors: false }).contents, 'extends');
  return isScalar(node) && typeof node.value === 'string' && referenceForm.test(node.value) ? node.value : undefined;
};

/** A file name without folders: the files of a creditor lie side by side. */
const referenceForm = /^(default|\.\/[A-Za-z0-9][A-Za-z0-9._-]{0,60}\.ya?ml)$/;

type LayerRead = { readonly ok: true; readonly layer: Layer } | Extract<LayersRead, { ok: false }>;

const readLayer = (text: string, file: string | undefined): LayerRead => {
  const lines = new LineCounter();
  const layer: Layer = { file, lines, root: undefined, value: undefined };
  const fail = (...findings: readonly Finding[]): LayerRead => ({ ok: false, findings });
  if (text.length > maximumCharacters) {
    const reason = `the file has ${text.length} characters; at most ${maximumCharacters} are read`;
    return fail(findingIn(layer, { line: 1, column: 1 }, 'size', '', reason, 'split it, or leave something out'));
  }
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: 'error' });
  if (document.errors.length > 0) {
    return fail(
      ...document.errors.map(({ pos, message }) =>
        findingIn(layer, placeAt(lines, pos[0]), 'yaml', '', message.replace(/\.$/, ''), 'correct the YAML there'),
      ),
    );
  }
  // A file that repeats itself a million times is small until it is read, so nothing may be repeated by reference.
  let alias: Finding | undefined;
  visit(document, {
    Alias: (_, { range, source }) => {
      const place = placeAt(lines, range?.[0] ?? 0);
      alias = findingIn(layer, place, 'alias', '', `the alias *${source} is not taken`, 'write out what it stands for');
      return visit.BREAK;
    },
  });
  if (alias) return fail(alias);
  return { ok: true, layer: { ...layer, root: document.contents, value: document.toJS() } };
};

const findingIn = (
  { file }: Layer,
  place: Place,
  code: string,
  field: string,
  reason: string,
  remedy: string,
): Finding => ({ ...(file === undefined ? {} : { file }), ...place, severity: 'error', code, field, reason, remedy });
