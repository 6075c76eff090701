import { describe, expect, it } from 'vitest';
import { nodeInWords, startWalk, takeAnswer, walkIsOver } from '#cli/scripts/walk.ts';
import { languages, stageNames } from '#domain/vocabulary.ts';
import { checkScript } from '#scripts/check-script.ts';
import { causesOf, loadScript, reachedFrom, type Script, speechSchema, treeSchema } from '#scripts/script.ts';
import { parseWords } from '#templates/words-file.ts';

const shipped = loadScript();
const changed = (change: (script: Script) => void): Script => {
  const copy = structuredClone(shipped);
  change(copy);
  return copy;
};
const said = (script: Script) =>
  checkScript(script).map(({ where, reason, remedy }) => `${where}: ${reason}; ${remedy}`);

describe('the script that is shipped', () => {
  it('has nothing wrong with it', () => expect(said(shipped)).toEqual([]));

  it('speaks of every cause that an agent may meet', () => {
    expect(causesOf(shipped.tree)).toEqual([
      ...['oversight', 'not-received', 'complaint', 'less-income', 'lost-work', 'illness', 'other-debts', 'cash-flow'],
    ]);
  });

  it.each(languages)('can be walked to every end in %s, in every stage', (language) => {
    for (const stage of stageNames)
      for (const node of reachedFrom(shipped.tree, shipped.tree.start)) {
        const { says, hints, answers, outcome } = nodeInWords(shipped, node, stage, language);
        expect(`${says} ${hints.join(' ')}`, node).not.toMatch(/\{\{|undefined|null/);
        expect(says.length, node).toBeGreaterThan(10);
        expect(answers.length > 0, node).toBe(outcome === undefined);
        for (const { heard } of answers) expect(heard.length, node).toBeGreaterThan(1);
      }
  });

  it('remembers the cause on the way', () => {
    const walk = ['it-is-me', 'confirms', 'listens', 'is-ill', 'tells-an-amount', 'part-now'].reduce(
      takeAnswer,
      startWalk(shipped, 'administrative', 'en', 'Nora'),
    );
    expect(walk).toMatchObject({ node: 'agree-part', cause: 'illness' });
    expect(walkIsOver(walk)).toBe(true);
  });
});

describe('a script is refused', () => {
  it.each<[string, (script: Script) => void, string]>([
    [
      'for an answer that leads nowhere',
      ({ tree }) => Object.assign(tree.nodes.opening?.answers ?? {}, { 'it-is-me': 'identty' }),
      'tree.yaml: nodes.opening.answers.it-is-me: there is no node "identty"; did you mean "identity"?',
    ],
    [
      'for a beginning that is not there',
      ({ tree }) => Object.assign(tree, { start: 'hello' }),
      'tree.yaml: start: there is no node "hello"',
    ],
    ['for a dead end', ({ tree }) => Object.assign(tree.nodes, { agree: {} }), 'tree.yaml: nodes.agree: is a dead end'],
    [
      'for going on and ending',
      ({ tree }) => Object.assign(tree.nodes.agree ?? {}, { answers: { confirms: 'agree' } }),
      'tree.yaml: nodes.agree: goes on and ends',
    ],
    [
      'for a node that is never reached',
      ({ tree, speeches }) => {
        Object.assign(tree.nodes, { island: { outcome: 'refuses' } });
        for (const language of languages)
          Object.assign(speeches[language].nodes, { island: { say: 'Hm.', hints: [], answers: {} } });
      },
      'tree.yaml: nodes.island: is never reached',
    ],
    [
      'for going round and round',
      ({ tree }) =>
        Object.assign(tree.nodes, {
          charges: { answers: { 'names-a-day': 'charges', 'will-not-pay': 'charges', 'something-wrong': 'charges' } },
        }),
      'tree.yaml: nodes.charges: goes round and round',
    ],
    [
      'for an outcome that nobody practises',
      ({ tree }) => Object.assign(tree.nodes.condolence ?? {}, { outcome: 'no-answer' }),
      'tree.yaml: nodes: no conversation ends with deceased',
    ],
    [
      'for details that are told before it is known who listens',
      ({ speeches }) => Object.assign(speeches.en.nodes.opening ?? {}, { say: 'You owe {{ open }}.' }),
      'script-en.yaml: nodes.opening: tells open before it is known who listens',
    ],
    [
      'for a way round the identification',
      ({ tree }) => Object.assign(tree.nodes.opening?.answers ?? {}, { 'it-is-me': 'reason' }),
      'script-es.yaml: nodes.reason: tells invoice before it is known who listens',
    ],
    [
      'for identifying by an answer that it does not have',
      ({ tree }) => Object.assign(tree.nodes.identity ?? {}, { identifies: 'confirm' }),
      'tree.yaml: nodes.identity.identifies: "confirm" is none of its answers; did you mean "confirms"?',
    ],
    [
      'for a word that frightens, in whatever case',
      ({ speeches }) => Object.assign(speeches.es.nodes.refusal ?? {}, { say: 'Habrá EMBARGOS.' }),
      'script-es.yaml: nodes.refusal: says "embarg": asusta',
    ],
    [
      'for an unknown variable',
      ({ speeches }) => Object.assign(speeches.pt.nodes.agree ?? {}, { say: '{{ balance }}' }),
      'script-pt.yaml: nodes.agree: ',
    ],
    [
      'for a node without words',
      ({ speeches }) => Reflect.deleteProperty(speeches.pt.nodes, 'agree'),
      'script-pt.yaml: nodes.agree: is missing',
    ],
    [
      'for words without a node',
      ({ speeches }) => Object.assign(speeches.en.nodes, { agreed: { say: 'Yes.', hints: [], answers: {} } }),
      'script-en.yaml: nodes.agreed: is no node of the tree; did you mean "agree"?',
    ],
    [
      'for an answer that is not heard',
      ({ speeches }) => Reflect.deleteProperty(speeches.en.nodes.calm?.answers ?? {}, 'goes-on'),
      'script-en.yaml: nodes.calm.answers.goes-on: is missing',
    ],
    [
      'for one that leads nowhere in the tree',
      ({ speeches }) => Object.assign(speeches.en.nodes.calm?.answers ?? {}, { shouts: 'Argh!' }),
      'script-en.yaml: nodes.calm.answers.shouts: is no answer of the tree',
    ],
  ])('%s', (_, change, problem) => expect(said(changed(change)).join('\n')).toContain(problem));

  it.each([
    [treeSchema, 'start: a\nnodes: { a: { outcome: shrugs } }', /nodes\.a\.outcome/],
    [treeSchema, 'start: A\nnodes: {}', /start: use small letters/],
    [speechSchema, 'never: []\nforbidden: {}\nnodes: {}', /never/],
    [speechSchema, 'never: [x]\nforbidden: { "a.*b": x }\nnodes: {}', /forbidden/],
    [speechSchema, 'never: [x]\nforbidden: {}\nnodes: { a: { say: { preventive: x } } }', /nodes\.a\.say/],
  ])('as it is read: %#', (schema, content, words) => {
    expect(() => parseWords(schema, content, 'x.yaml')).toThrow(words);
  });
});
