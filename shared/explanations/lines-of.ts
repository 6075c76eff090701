// An explanation as sentences, in the order in which they are read.
import { renderText } from '#templates/liquid.ts';
import type { Explanation } from './explanation.ts';
import type { Rule } from './rules-of.ts';
import type { View } from './view.ts';

export const linesOf = (told: Omit<Explanation, 'lines'>, { decision, scene, words }: View): readonly string[] => {
  const { lines } = words;
  const { stage } = scene.facts.invoice;
  const isOver =
    decision.kind === 'close' || decision.kind === 'hand-off' || stage === 'placed' || stage === 'internal';
  const isTaking = decision.kind === 'contact' || decision.kind === 'task';
  const until = told.until === null ? lines['until-fact'] : renderText(lines.until, { until: told.until.words });
  return [
    told.asOf,
    told.what,
    renderText(lines.why, { because: told.because.words }),
    ...told.because.details,
    ...(isOver || isTaking ? [] : [until]),
    ...told.rules.map((rule) => ruleLine(rule, words)),
    told.segment.words,
    told.policyVersion.words,
    ...(told.next === undefined ? [] : [told.next.words]),
    lines.changes,
    ...told.wouldChange.map((change) => `- ${change.words}`),
    ...(told.rules.some(({ by }) => by === 'law') ? [lines['no-advice']] : []),
  ];
};

const ruleLine = (rule: Rule, { lines, confidence }: View['words']): string => {
  if (rule.by === 'policy') return renderText(lines.policy, { field: rule.field, words: rule.words });
  const { pack, rule: name, source, words } = rule;
  return renderText(lines.law, {
    pack,
    rule: name,
    words,
    source,
    confidence: rule.confidence,
    meaning: confidence[rule.confidence],
  });
};
