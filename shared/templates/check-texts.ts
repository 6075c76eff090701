// Checks a texts file before it speaks for a creditor: its form, its words, and every message that it makes, with the worst of data.
import type * as z from 'zod';
import { BadInput } from '#domain/errors.ts';
import { closestName } from '#domain/segments/closest-name.ts';
import { type Channel, isMeeting, type Language, type Tone, tones } from '#domain/vocabulary.ts';
import type { Finding } from '#policies/finding.ts';
import { standingOf } from '#policies/merge-layers.ts';
import { type Layer, readLayers } from '#policies/policy-layers.ts';
import { type CheckedUnder, type Flaw, flawsOf, linksIn } from './check-message.ts';
import { renderWarily, textFilters, textTags, type Variables, variablesIn } from './liquid.ts';
import { type MessageData, renderMessage } from './message.ts';
import { occasions } from './message-data.ts';
import { mergeTexts } from './own-texts.ts';
import { channelsOfTemplate, type Sample, sampleCreditor, sampleOf, templateNames, worstOf } from './samples.ts';
import { leastVariablesAt, leavesOf, type TextPath, templateAt, variablesAt } from './text-places.ts';
import { isByTone, type Texts, textsOf, textsSchema } from './texts.ts';
import { isGiving } from './variables.ts';
import { avoidedIn } from './wording.ts';

export type TextsCheck = {
  readonly ok: boolean;
  readonly findings: readonly Finding[];
  /** What the file says otherwise than the texts that come with Recaudo, and all that is said with it; undefined when there are errors. */
  readonly own?: unknown;
  readonly texts?: Texts;
};

/** `under` is the policy that the texts speak under; without one, a sample's. */
export const checkTexts = (
  content: string,
  {
    language,
    under = { creditor: sampleCreditor(language) },
  }: { readonly language: Language; readonly under?: CheckedUnder },
): TextsCheck => {
  if (content.length > mostCharacters) {
    const reason = `the file has ${content.length} characters; at most ${mostCharacters} are read`;
    return {
      ok: false,
      findings: [{ line: 1, column: 1, field: '', ...refused('size', reason, 'leave out what stays as it is') }],
    };
  }
  const read = readLayers(content, undefined, undefined);
  if (!read.ok) return { ok: false, findings: read.findings };
  const [layer] = read.layers;
  const own = layer?.value ?? {};
  const file: File = { layers: read.layers, content };
  const parsed = textsSchema.safeParse(mergeTexts(textsOf(language), own), { reportInput: true });
  const findings = parsed.success
    ? findingsIn(own, parsed.data, file, language, under)
    : parsed.error.issues.flatMap((issue) => problemsOf(issue, file));
  const told = distinct(findings).toSorted((a, b) => a.line - b.line || a.column - b.column);
  const ok = !told.some(({ severity }) => severity === 'error');
  return { ok, findings: told.slice(0, mostFindings), ...(ok && parsed.success ? { own, texts: parsed.data } : {}) };
};

/** All that comes with Recaudo takes half of it. */
const mostCharacters = 100_000;
/** More would not be read. */
const mostFindings = 50;

type File = { readonly layers: readonly Layer[]; readonly content: string };
type Problem = Pick<Finding, 'severity' | 'code' | 'reason' | 'remedy'>;

/** At the words themselves where they stand in the file as they are. */
const findingAt = (
  { layers, content }: File,
  path: TextPath,
  problem: Problem,
  words = '',
  isName = false,
): Finding => {
  const { line, column } = standingOf(layers, path, isName);
  const field = path.join('.');
  const lines = content.split('\n');
  const start = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0) + column - 1;
  const at = words === '' ? -1 : content.indexOf(words, start);
  // Not in a later text: a text ends where its lines begin further left.
  const before = at < 0 ? [] : content.slice(start, at).split('\n');
  const isHere = at >= 0 && before.slice(1).every((each) => /^\s{4,}\S|^\s*$/.test(each) || each === before.at(-1));
  if (!isHere) return { line, column, field, ...problem };
  return {
    line: line + before.length - 1,
    column: before.length === 1 ? column + (before[0]?.length ?? 0) : (before.at(-1)?.length ?? 0) + 1,
    field,
    ...problem,
  };
};

const findingsIn = (
  own: unknown,
  texts: Texts,
  file: File,
  language: Language,
  under: CheckedUnder,
): readonly Finding[] => {
  const leaves = leavesOf(own).filter(({ path }) => path.at(-1) !== 'insteadOf');
  const touched = new Set(leaves.map(({ path }) => templateAt(path)));
  const names = templateNames(texts).filter((name) => touched.has(undefined) || touched.has(name));
  const worded = leaves.flatMap(({ path, text }) => wordsOf(path, text, file, language, under));
  const tried = samplesOf(names, texts, language, under);
  const variables = leaves.flatMap(({ path, text }) => variablesOfText(path, text, file, texts, tried));
  if (variables.length > 0) return [...worded, ...variables];
  return [...worded, ...names.flatMap((name) => messagesOf(name, own, texts, file, language, under))];
};

/** What stands in the text itself. */
const wordsOf = (
  path: TextPath,
  text: string,
  file: File,
  language: Language,
  under: CheckedUnder,
): readonly Finding[] => {
  const plain = text.replaceAll(/\{[{%].*?[%}]\}/gs, ' ');
  const [html] = /<\/?[a-z!][^>]*>?/i.exec(plain) ?? [];
  const [hidden] = /[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/.exec(plain) ?? [];
  const tag = path.includes('whatsapp') ? /\{%.*?%\}|\{\{[^}|]*\|[^}]*\}\}/s.exec(text)?.[0] : undefined;
  const isShouted = /(?:\p{Lu}{2,}\s+){3,}\p{Lu}{2,}|!{2,}/u.exec(plain)?.[0];
  return [
    ...avoidedIn(plain, language).map(({ word, severity, because, instead }) =>
      findingAt(file, path, { severity, code: 'wording', reason: `"${word}": ${because}`, remedy: instead }, word),
    ),
    ...(html === undefined
      ? []
      : [
          findingAt(
            file,
            path,
            refused(
              'html',
              `"${html}" would be shown as it is written: texts are no HTML`,
              'write plain words; the layout does the rest',
            ),
            html,
          ),
        ]),
    ...(hidden === undefined
      ? []
      : [
          findingAt(
            file,
            path,
            refused('hidden', 'has a character that cannot be seen', 'write the line anew, without copying it'),
            hidden,
          ),
        ]),
    ...(tag === undefined
      ? []
      : [
          findingAt(
            file,
            path,
            refused(
              'whatsapp',
              `${tag} is not possible in a text that WhatsApp approves beforehand`,
              'write {{ variables }} alone',
            ),
            tag,
          ),
        ]),
    ...(isShouted === undefined
      ? []
      : [
          findingAt(
            file,
            path,
            { severity: 'warning', code: 'wording', reason: `"${isShouted}" shouts`, remedy: 'write it calmly' },
            isShouted,
          ),
        ]),
    ...linksIn(plain, under).map((flaw) =>
      findingAt(file, path, flaw, /(?:https?:\/\/|www\.)\S+/i.exec(plain)?.[0] ?? ''),
    ),
  ];
};

const refused = (code: string, reason: string, remedy: string): Problem => ({
  severity: 'error',
  code,
  reason,
  remedy,
});

type Tried = readonly (Sample & { readonly template: string })[];

const samplesOf = (names: readonly string[], texts: Texts, language: Language, { creditor }: CheckedUnder): Tried =>
  names.flatMap((template) => {
    const use = { template, language, channel: 'email', tone: 'plain' } as const;
    return [sampleOf(use, texts, creditor), ...worstOf(use, texts, creditor).slice(0, 1)].map((each) => ({
      ...each,
      template,
    }));
  });

/** Variables that are not there at all, in branches seldom taken too; and those that are empty where the text needs them. */
const variablesOfText = (path: TextPath, text: string, file: File, texts: Texts, tried: Tried): readonly Finding[] => {
  const template = templateAt(path);
  const mine = tried.filter((each) => template === undefined || each.template === template);
  const known = mine.map(({ data }) => variablesAt(path, everything(data), texts));
  const unknown = variablesIn(text).filter((segments) => known.some((variables) => !isThere(segments, variables)));
  if (unknown.length > 0)
    return unknown.map((segments) => {
      const name = segments.join('.');
      const names = namesIn(known[0] ?? {});
      const close = closestName(name, names);
      const remedy =
        close === undefined
          ? `use one of ${names.join(', ') || 'none: it is said as it is'}`
          : `did you mean {{ ${close} }}?`;
      return findingAt(file, path, refused('unknown-variable', `there is no {{ ${name} }} here`, remedy), name);
    });
  const [one] = mine;
  if (!one) return [];
  try {
    renderWarily(text, leastVariablesAt(path, everything(one.data), texts));
    return [];
  } catch (error) {
    if (!(error instanceof BadInput)) throw error;
    const [, name = ''] = /undefined variable: ([\w.]+)/.exec(error.message) ?? [];
    const reason = name === '' ? error.message : `{{ ${name} }} is not there in every message`;
    const remedy = `say it between {% if ${name} %} and {% endif %}`;
    return [findingAt(file, path, refused('empty-variable', reason, remedy), name)];
  }
};

/** As if there were all that can be. */
const everything = (data: MessageData): MessageData => {
  const [lead, ...others] = data.items;
  if (!lead) return data;
  const early = { until: data.today, pay: lead.balance, off: lead.balance };
  return { ...data, items: [{ ...lead, early }, ...others], promised: { date: data.today } };
};

const isThere = (segments: readonly string[], variables: unknown): boolean => {
  const [name, ...rest] = segments;
  if (name === undefined) return true;
  if (typeof variables !== 'object' || variables === null || !Object.hasOwn(variables, name)) return false;
  return isThere(rest, childOf(variables, name));
};

const namesIn = (variables: Variables): readonly string[] =>
  Object.entries(variables).flatMap(([name, value]) =>
    typeof value === 'object' && value !== null ? Object.keys(value).map((field) => `${name}.${field}`) : [name],
  );

const isBrief = (channel: Channel): boolean => channel === 'sms' || channel === 'whatsapp' || channel === 'voice';

/** Every message that a template makes. */
const messagesOf = (
  template: string,
  own: unknown,
  texts: Texts,
  file: File,
  language: Language,
  under: CheckedUnder,
): readonly Finding[] => {
  // Where only what all messages share is said otherwise, the tones of a long message have one and the same of it; a short one has little room.
  const isShared = !leavesOf(own).some(({ path }) => templateAt(path) === template);
  return channelsOfTemplate(template).flatMap((channel) =>
    (isShared && !isBrief(channel) ? tones.slice(0, 1) : tones).flatMap((tone) => {
      const use = { template, language, channel, tone };
      const ordinary = sampleOf(use, texts, under.creditor);
      // A visit has the account of a call, a letter that of a mail.
      const cases =
        channel === 'visit' || channel === 'letter' ? [ordinary] : [ordinary, ...worstOf(use, texts, under.creditor)];
      return cases.flatMap(({ name, data }) => {
        return flawsOf(renderMessage(data, texts), data, under, {
          isWorst: name !== 'sample',
          isGiving: isGiving(data, texts),
        }).map((flaw) =>
          findingAt(file, placeOf(flaw, template, channel, tone, own, texts), {
            ...flaw,
            reason: `${nameOf(template, tone, channel)} ${flaw.reason}`,
          }),
        );
      });
    }),
  );
};

const nameOf = (template: string, tone: Tone, channel: string): string => `"${template}" (${tone}, ${channel})`;

/** What the file says of it, or the template's own words. */
const placeOf = (
  { from }: Flaw,
  template: string,
  channel: Channel,
  tone: Tone,
  own: unknown,
  texts: Texts,
): TextPath => {
  const told = from
    .map((path) => path.split('.'))
    .findLast((path) => isSomething(path, own) && fitsChannel(path, channel));
  if (told) return told;
  const part = isMeeting(channel) ? 'script' : channel === 'letter' ? 'email' : channel;
  const section =
    templateAt(['own', template]) && Object.hasOwn(texts.own, template)
      ? 'own'
      : occasions.some((each) => each === template)
        ? 'occasions'
        : 'moments';
  const path = [section, template, part];
  return isSomething([...path, tone], own) ? [...path, tone] : path;
};

const fitsChannel = ([top]: readonly string[], channel: string): boolean =>
  top === channel || (!isOwn(top) && channel !== 'sms' && channel !== 'whatsapp' && channel !== 'voice');
const isOwn = (name: string | undefined): boolean =>
  name === 'sms' || name === 'whatsapp' || name === 'voice' || name === 'letter';

const isSomething = (path: readonly string[], own: unknown): boolean => isThere(path, own);

const distinct = (findings: readonly Finding[]): readonly Finding[] => {
  const seen = new Map<string, Finding>();
  for (const finding of findings) {
    const key = `${finding.line}:${finding.column} ${finding.code} ${finding.field}`;
    if (!seen.has(key)) seen.set(key, finding);
  }
  return [...seen.values()];
};

/** What the schema finds, in words and with a remedy. */
const problemsOf = (issue: z.core.$ZodIssue, file: File, at: readonly PropertyKey[] = []): readonly Finding[] => {
  const path = [...at, ...issue.path].map((key) => (typeof key === 'symbol' ? String(key) : key));
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) =>
        findingAt(
          file,
          [...path, key],
          refused('unknown-field', `there is no text "${key}" here`, remedyFor(key, path)),
          '',
          true,
        ),
      );
    case 'invalid_union': {
      // One of the ways was meant: the one in which what is wrong lies deepest.
      const depth = (issues: readonly z.core.$ZodIssue[]): number =>
        Math.min(...issues.map((each) => each.path.length));
      const [meant] = issue.errors.filter((each) => each.length > 0).toSorted((a, b) => depth(b) - depth(a));
      return meant ? meant.flatMap((each) => problemsOf(each, file, path)) : [];
    }
    case 'invalid_key': {
      const [inner] = issue.issues;
      const remedy = inner?.code === 'custom' ? inner.params?.remedy : undefined;
      return [
        findingAt(
          file,
          path,
          refused(
            'unknown-field',
            `"${String(path.at(-1))}" ${inner?.message ?? 'is no name'}`,
            typeof remedy === 'string' ? remedy : remedyFor(String(path.at(-1)), path.slice(0, -1)),
          ),
          '',
          true,
        ),
      ];
    }
    default: {
      const liquid =
        issue.code === 'custom'
          ? /cannot be rendered: (.*?)(?:, line:\d+, col:\d+)?$/s.exec(issue.message)?.[1]
          : undefined;
      if (liquid !== undefined) {
        const [, name = ''] = /(?:filter: |tag ")(\w+)/.exec(liquid) ?? [];
        return [findingAt(file, path, refused('liquid', liquid, liquidRemedy(liquid)), name)];
      }
      const reason =
        issue.code === 'custom'
          ? issue.message
          : issue.input === undefined
            ? 'is missing'
            : issue.message.replace(/^Invalid input: e/, 'e');
      return [findingAt(file, path, refused('value', reason, 'write a text as the files that come with Recaudo do'))];
    }
  }
};

const liquidRemedy = (reason: string): string => {
  if (reason.includes('filter')) return `use one of ${textFilters.join(', ')}`;
  if (reason.includes('not found'))
    return `use ${textTags.join(', ')} alone: texts choose, they do not repeat, set or read anything`;
  return 'close what was opened: {{ … }}, {% if … %} … {% endif %}';
};

const remedyFor = (key: string, path: TextPath): string => {
  const holder = path.reduce<unknown>(within, textsOf('en'));
  const names = typeof holder === 'object' && holder !== null && !isByTone(holder) ? Object.keys(holder) : [...tones];
  const close = closestName(key, names);
  return close === undefined ? `use one of ${names.join(', ')}` : `did you mean "${close}"?`;
};

/** A tone that is not there is that of a text for all tones. */
const within = (holder: unknown, name: string | number): unknown =>
  tones.some((tone) => tone === name) && !isThere([String(name)], holder) ? holder : childOf(holder, String(name));

const childOf = (holder: unknown, name: string): unknown =>
  typeof holder === 'object' && holder !== null
    ? Object.entries(holder).find(([each]) => each === name)?.[1]
    : undefined;
