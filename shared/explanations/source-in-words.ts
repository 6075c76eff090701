// Whose word a wish of the debtor is, and of which day; empty where that was not kept.
import { dateIn } from '#domain/calendar.ts';
import type { Sourced } from '#domain/facts.ts';
import { longDate } from '#templates/format.ts';
import { renderText } from '#templates/liquid.ts';
import type { View } from './view.ts';

export const sourceInWords = (field: Sourced, { scene, words, language }: View): string => {
  const { sources, timeZone } = scene.facts.debtor;
  const source = sources?.[field];
  if (source === undefined) return '';
  const { saidBy, at, by = '' } = source;
  return renderText(words.sources[saidBy], { date: longDate(dateIn(timeZone, at), language), by });
};
