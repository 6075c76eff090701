// A rule of law that stands behind a decision, with what it asks for in words.
import type { Cap } from '#domain/cap.ts';
import type { Because } from '#domain/decision.ts';
import type { Authority, Pack } from '#domain/law.ts';
import { renderText } from '#templates/liquid.ts';
import type { View } from './view.ts';
import { weekInWords } from './week-in-words.ts';

export type LawRule = Authority & { readonly by: 'law'; readonly words: string };

export const lawRule = (authority: Authority, view: View): LawRule => {
  const { pack, rule, source, confidence } = authority;
  return { by: 'law', pack, rule, source, confidence, words: askedBy(authority, view) };
};

/** The pack holds the values; what a decision carries is where they stand. */
const askedBy = (authority: Authority, view: View): string => {
  const { scene, decision, words, language } = view;
  const isIt = (rule: Authority): boolean =>
    rule.rule === authority.rule && rule.source === authority.source && rule.confidence === authority.confidence;
  const packs = scene.facts.law.packs.filter(({ id }) => id === authority.pack);
  const hours = first(packs, (pack) => pack.hours.find(isIt));
  if (hours && decision.because === 'holiday') return words.laws.holiday;
  if (hours)
    return renderText(words.laws.hours, { week: weekInWords(hours.week, language), onHolidays: hours.onHolidays });
  const kinds = kindsBehind[decision.because];
  const caps = first(packs, (pack) => {
    const found = pack.caps.filter((rule) => isIt(rule) && (kinds === undefined || kinds.includes(rule.cap.kind)));
    return found.length > 0 ? found : undefined;
  });
  if (caps) return [...new Set(caps.map(({ cap }) => capInWords(cap, view)))].join(' ');
  const bar = first(packs, (pack) => pack.bars.find(isIt));
  if (!bar) return words.laws.other;
  return renderText(words.laws.barred, { channels: bar.channels.map((each) => words.media[each]).join(', ') });
};

const kindsBehind: Partial<Record<Because, readonly Cap['kind'][]>> = {
  frequency: ['count', 'after-conversation'],
  separation: ['separation'],
  'channel-lock': ['single-channel'],
};

const first = <Found>(packs: readonly Pack[], find: (pack: Pack) => Found | undefined): Found | undefined => {
  for (const pack of packs) {
    const found = find(pack);
    if (found !== undefined) return found;
  }
  return undefined;
};

const capInWords = (cap: Cap, { words: { laws, windows } }: View): string => {
  const windowInWords = (window: Extract<Cap, { window: unknown }>['window']): string =>
    typeof window === 'string' ? windows[window] : renderText(windows.days, { days: window.days });
  const afterReached = cap.fromDirectContact === true;
  switch (cap.kind) {
    case 'count':
      return renderText(laws.count, { max: cap.max, window: windowInWords(cap.window), afterReached });
    case 'single-channel':
      return renderText(laws['single-channel'], { window: windowInWords(cap.window), afterReached });
    case 'separation':
    case 'after-conversation':
      return renderText(laws[cap.kind], { days: cap.days });
  }
};
