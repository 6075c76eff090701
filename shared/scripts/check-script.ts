// What is wrong with a script: answers that lead nowhere, ends without an outcome, details told too early, texts that are missing, use an
// unknown variable, or a word that frightens.

import { closestName } from '#domain/segments/closest-name.ts';
import { resultKinds } from '#domain/tasks/facts-of-result.ts';
import { type Language, languages, stageNames } from '#domain/vocabulary.ts';
import { renderText } from '#templates/liquid.ts';
import { reachedFrom, type Script, type Speech, sayingOf, type Tree } from './script.ts';
import { details, sampleVariables } from './script-variables.ts';

export type ScriptProblem = {
  /** Such as "tree.yaml: nodes.opening.answers.it-is-me". */
  readonly where: string;
  readonly reason: string;
  readonly remedy: string;
};

export const checkScript = ({ tree, speeches }: Script): readonly ScriptProblem[] => [
  ...checkTree(tree),
  ...languages.flatMap((language) => checkSpeech(tree, speeches[language], language)),
];

const checkTree = (tree: Tree): readonly ScriptProblem[] => {
  const names = Object.keys(tree.nodes);
  const at = (place: string, reason: string, remedy: string) => ({ where: `tree.yaml: ${place}`, reason, remedy });
  if (!(tree.start in tree.nodes))
    return [at('start', `there is no node "${tree.start}"`, `use one of ${names.join(', ')}`)];
  const reached = new Set(reachedFrom(tree, tree.start));
  const ends = new Set(names.filter((name) => tree.nodes[name]?.outcome !== undefined));
  const outcomes = new Set([...ends].filter((name) => reached.has(name)).map((name) => tree.nodes[name]?.outcome));
  return [
    ...names.flatMap((name): readonly ScriptProblem[] => {
      const { answers = {}, outcome, identifies } = tree.nodes[name] ?? {};
      const place = `nodes.${name}`;
      const targets = Object.entries(answers);
      const lost = targets
        .filter(([, target]) => !(target in tree.nodes))
        .map(([answer, target]) =>
          at(`${place}.answers.${answer}`, `there is no node "${target}"`, meant(target, names)),
        );
      if (lost.length > 0) return lost;
      if (targets.length === 0 && outcome === undefined)
        return [at(place, 'is a dead end', 'give it answers, or the outcome that it ends with')];
      if (targets.length > 0 && outcome !== undefined)
        return [at(place, 'goes on and ends', 'leave out its answers or its outcome')];
      if (identifies !== undefined && !(identifies in answers))
        return [
          at(`${place}.identifies`, `"${identifies}" is none of its answers`, meant(identifies, Object.keys(answers))),
        ];
      if (!reached.has(name)) return [at(place, 'is never reached', 'lead an answer to it, or take it out')];
      if (!reachedFrom(tree, name).some((each) => ends.has(each)))
        return [at(place, 'goes round and round', 'let one of its answers lead to an end')];
      return [];
    }),
    ...resultKinds
      .filter((kind) => !outcomes.has(kind))
      .map((kind) => at('nodes', `no conversation ends with ${kind}`, 'add an end with it: agents meet every outcome')),
  ];
};

const checkSpeech = (tree: Tree, speech: Speech, language: Language): readonly ScriptProblem[] => {
  const file = `script-${language}.yaml`;
  const at = (place: string, reason: string, remedy: string) => ({ where: `${file}: ${place}`, reason, remedy });
  const early = new Set(
    tree.start in tree.nodes
      ? reachedFrom(tree, tree.start, (node, answer) => tree.nodes[node]?.identifies !== answer)
      : [],
  );
  const unknown = Object.keys(speech.nodes)
    .filter((name) => !(name in tree.nodes))
    .map((name) => at(`nodes.${name}`, 'is no node of the tree', meant(name, Object.keys(tree.nodes))));
  return [
    ...unknown,
    ...Object.entries(tree.nodes).flatMap(([name, { answers = {} }]): readonly ScriptProblem[] => {
      const place = `nodes.${name}`;
      const spoken = speech.nodes[name];
      if (!spoken) return [at(place, 'is missing', 'write what is said there')];
      return [
        ...Object.keys(answers)
          .filter((answer) => !(answer in spoken.answers))
          .map((answer) => at(`${place}.answers.${answer}`, 'is missing', 'write what is heard')),
        ...Object.keys(spoken.answers)
          .filter((answer) => !(answer in answers))
          .map((answer) =>
            at(`${place}.answers.${answer}`, 'is no answer of the tree', meant(answer, Object.keys(answers))),
          ),
        ...checkTexts(speech, name, language, early.has(name)).map(({ reason, remedy }) => at(place, reason, remedy)),
      ];
    }),
  ];
};

type Fault = Pick<ScriptProblem, 'reason' | 'remedy'>;

const checkTexts = (speech: Speech, node: string, language: Language, isEarly: boolean): readonly Fault[] => {
  const sayings = [...new Set(stageNames.map((stage) => sayingOf(speech, node, stage)))];
  const hints = speech.nodes[node]?.hints ?? [];
  const variables = sampleVariables(language, 'Nora');
  const faults = [...sayings, ...hints].flatMap((text): readonly Fault[] => {
    try {
      renderText(text, variables);
    } catch (error) {
      return [
        {
          reason: error instanceof Error ? error.message : String(error),
          remedy: 'use the variables that the head of the file lists',
        },
      ];
    }
    return isEarly ? toldTooEarly(text) : [];
  });
  return [...faults, ...sayings.flatMap((text) => forbiddenIn(text, speech.forbidden))];
};

const toldTooEarly = (text: string): readonly Fault[] =>
  details
    .filter((detail) => new RegExp(`\\{[{%][^}]*\\b${detail}\\b`).test(text))
    .map((detail) => ({
      reason: `tells ${detail} before it is known who listens`,
      remedy: 'lead there by the answer that identifies, or leave it out',
    }));

const forbiddenIn = (text: string, forbidden: Speech['forbidden']): readonly Fault[] =>
  Object.entries(forbidden)
    .filter(([word]) => new RegExp(`(?<![\\p{L}])${word}`, 'iu').test(text))
    .map(([word, why]) => ({ reason: `says "${word}": ${why}`, remedy: 'say it without that word' }));

const meant = (typed: string, names: readonly string[]): string => {
  const closest = closestName(typed, names);
  return closest === undefined ? `use one of ${names.join(', ')}` : `did you mean "${closest}"?`;
};
