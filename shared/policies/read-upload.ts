// A policy file as it is uploaded or applied: the policy, and what the file says about its own applying.
import { isMap, isScalar, type Pair, parseDocument } from 'yaml';
import { type InFlight, inFlightModes, type PolicyContent } from '#domain/policy.ts';
import { checkPolicy } from './check-policy.ts';
import type { Finding } from './finding.ts';

export type Upload =
  | {
      readonly ok: true;
      readonly content: PolicyContent;
      /** What may be meant otherwise. */
      readonly lints: readonly Finding[];
      readonly inFlight?: InFlight;
    }
  | { readonly ok: false; readonly problems: readonly Finding[] };

/** `apply: { inFlight: now }` at the top level is no part of the policy: without it, an upload is checked and planned only. */
export const readUpload = (text: string, sources: Parameters<typeof checkPolicy>[1]): Upload => {
  const { rest, inFlight, problem } = readApplyKey(text);
  const { ok, content, problems, lints } = checkPolicy(rest, sources);
  if (!ok || !content)
    return { ok: false, problems: [...problems, ...lints.filter(({ severity }) => severity === 'error')] };
  if (problem) return { ok: false, problems: [problem] };
  return { ok: true, content, lints, ...(inFlight === undefined ? {} : { inFlight }) };
};

type ApplyKey = { readonly rest: string; readonly inFlight?: InFlight; readonly problem?: Finding };

/** `rest` is the text with the key blanked out, so that every line and column stays where it was. */
export const readApplyKey = (text: string): ApplyKey => {
  if (!/^["']?apply\b/m.test(text)) return { rest: text };
  const { contents } = parseDocument(text, { prettyErrors: false });
  if (!isMap(contents)) return { rest: text };
  const pair = contents.items.find(({ key }) => isScalar(key) && key.value === 'apply');
  const [from, to] = pair ? rangeOf(pair) : [];
  if (!pair || from === undefined || to === undefined) return { rest: text };
  const rest = text.slice(0, from) + text.slice(from, to).replaceAll(/[^\n\r]/g, ' ') + text.slice(to);
  const inFlight = modeIn(pair.value);
  if (inFlight) return { rest, inFlight };
  const before = text.slice(0, from).split('\n');
  const problem: Finding = {
    line: before.length,
    column: (before.at(-1)?.length ?? 0) + 1,
    severity: 'error',
    code: 'value',
    field: 'apply',
    reason: 'says no way of applying',
    remedy: `write apply: { inFlight: ${inFlightModes.join(' | ')} }, one of the three`,
  };
  return { rest, problem };
};

const rangeOf = ({ key, value }: Pair): readonly number[] => {
  const from = isScalar(key) ? key.range?.[0] : undefined;
  const to = isMap(value) || isScalar(value) ? value.range?.[1] : undefined;
  return from === undefined || to === undefined ? [] : [from, to];
};

/** The mode, where the value is exactly `{ inFlight: MODE }`. */
const modeIn = (value: unknown): InFlight | undefined => {
  if (!isMap(value) || value.items.length !== 1) return undefined;
  const [only] = value.items;
  if (!only || !isScalar(only.key) || only.key.value !== 'inFlight' || !isScalar(only.value)) return undefined;
  const wished = only.value.value;
  return inFlightModes.find((each) => each === wished);
};
