// A conversation on its way through a script: where it stands, and what was heard.
import type { Language, StageName } from '#domain/vocabulary.ts';
import { type Script, sayingOf } from '#scripts/script.ts';
import { sampleVariables } from '#scripts/script-variables.ts';
import { renderText } from '#templates/liquid.ts';

export type Walk = {
  readonly script: Script;
  readonly stage: StageName;
  readonly language: Language;
  readonly agent: string;
  readonly node: string;
  readonly path: readonly string[];
  /** The last cause of delay that came up. */
  readonly cause?: string;
};

export const startWalk = (script: Script, stage: StageName, language: Language, agent: string): Walk => ({
  ...{ script, stage, language, agent },
  node: script.tree.start,
  path: [],
});

export const answersOf = ({ script, node }: Walk): readonly string[] =>
  Object.keys(script.tree.nodes[node]?.answers ?? {});

export const walkIsOver = (walk: Walk): boolean => answersOf(walk).length === 0;

/** The same where there is no such answer. */
export const takeAnswer = (walk: Walk, answer: string): Walk => {
  const { nodes } = walk.script.tree;
  const node = nodes[walk.node]?.answers?.[answer];
  if (node === undefined) return walk;
  const cause = nodes[node]?.cause;
  return { ...walk, node, path: [...walk.path, answer], ...(cause === undefined ? {} : { cause }) };
};

export const nodeInWords = (
  { tree, speeches }: Script,
  node: string,
  stage: StageName,
  language: Language,
  agent = 'Nora',
) => {
  const speech = speeches[language];
  const say = (text: string): string => renderText(text, sampleVariables(language, agent));
  const { answers = {}, outcome, cause } = tree.nodes[node] ?? {};
  const spoken = speech.nodes[node];
  return {
    node,
    says: say(sayingOf(speech, node, stage)),
    hints: (spoken?.hints ?? []).map(say),
    answers: Object.entries(answers).map(([answer, to]) => ({ answer, to, heard: spoken?.answers[answer] ?? answer })),
    ...(outcome === undefined ? {} : { outcome }),
    ...(cause === undefined ? {} : { cause }),
  };
};
