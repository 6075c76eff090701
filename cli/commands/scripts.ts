// recaudo scripts: what agents say, by stage and cause of delay: read it, check one's own, and practise.
import { createInterface } from 'node:readline/promises';
import { pathToFileURL } from 'node:url';
import { Command, Option } from 'commander';
import type { Language, StageName } from '#domain/vocabulary.ts';
import { languages, stageNames } from '#domain/vocabulary.ts';
import { checkScript } from '#scripts/check-script.ts';
import { causesOf, loadScript, reachedFrom, type Script } from '#scripts/script.ts';
import { withJson } from '../command.ts';
import { CommandFailed, exitCodes } from '../exit.ts';
import { outputTo, table } from '../output.ts';
import { answersOf, nodeInWords, startWalk, takeAnswer, type Walk, walkIsOver } from '../scripts/walk.ts';
import { count } from '../written.ts';

export const scriptsCommand = (): Command =>
  new Command('scripts')
    .summary('read, check and practise what agents say; needs no stack')
    .description('Reads, checks and practises what agents say; needs no stack.')
    .addCommand(listCommand())
    .addCommand(showCommand())
    .addCommand(checkCommand())
    .addCommand(practiseCommand());

type Json = { readonly json?: boolean };
type Spoken = Json & { readonly stage: StageName; readonly language: Language; readonly folder?: string };

const listCommand = (): Command =>
  withJson(new Command('list'), 'list stages, causes of delay and languages', [
    ['scripts list', 'what there is'],
  ]).action(({ json }: Json) => {
    const { tree } = loadScript();
    const causes = causesOf(tree);
    const nodes = Object.keys(tree.nodes).length;
    outputTo(json === true).answer({ stages: stageNames, causes, languages, nodes }, () =>
      table([
        ['stages', stageNames.join(', ')],
        ['causes', causes.join(', ')],
        ['languages', languages.join(', ')],
        ['nodes', String(nodes)],
      ]),
    );
  });

const withSpeech = (command: Command): Command =>
  command
    .addOption(new Option('--stage <name>', 'where the invoice is').choices(stageNames).default('administrative'))
    .addOption(new Option('--language <code>', 'what is spoken').choices(languages).default('en'))
    .option('--folder <path>', 'a script of your own: tree.yaml and script-LANGUAGE.yaml');

const showCommand = (): Command =>
  withSpeech(
    withJson(new Command('show'), 'show what to say, node by node', [
      ['scripts show --stage extrajudicial --language es', 'all of it'],
      ['scripts show --cause illness', 'what to say to somebody who has been ill'],
    ]).option('--cause <word>', 'only what belongs to this cause of delay, as `recaudo scripts list` names it'),
  ).action(({ stage, language, folder, cause, json }: Spoken & { readonly cause?: string }) => {
    const script = scriptIn(folder);
    const from = cause === undefined ? script.tree.start : nodeOfCause(script, cause);
    const nodes = reachedFrom(script.tree, from).map((node) => nodeInWords(script, node, stage, language));
    const { never } = script.speeches[language];
    outputTo(json === true).answer({ stage, language, nodes, never }, () => [
      ...nodes.flatMap(({ node, says, hints, answers, outcome }) => [
        `${node}`,
        `  ${says}`,
        ...hints.map((hint) => `  - ${hint}`),
        ...answers.map(({ heard, to }) => `      ${heard} → ${to}`),
        ...(outcome === undefined ? [] : [`      ends: ${outcome}`]),
        '',
      ]),
      'Never:',
      ...never.map((each) => `  - ${each}`),
    ]);
  });

const checkCommand = (): Command =>
  withJson(new Command('check'), 'check a script: dead ends, details told too early, words that frighten', [
    ['scripts check', 'the one that is shipped'],
    ['scripts check --folder ours', 'one of your own'],
  ])
    .option('--folder <path>', 'a folder with tree.yaml and script-LANGUAGE.yaml (default: the one that is shipped)')
    .action(({ folder, json }: Json & { readonly folder?: string }) => {
      const problems = checkScript(scriptIn(folder));
      outputTo(json === true).answer({ problems }, () => [
        ...problems.map(({ where, reason, remedy }) => `${where}: ${reason}; ${remedy}`),
        problems.length === 0 ? 'Nothing is wrong with it.' : `${count(problems.length, 'problem')}.`,
      ]);
      if (problems.length > 0) process.exitCode = exitCodes.badInput;
    });

type Practice = Spoken & { readonly answers?: string; readonly agent: string };

const practiseCommand = (): Command =>
  withSpeech(
    withJson(new Command('practise'), 'walk through a conversation: you speak, and choose what you hear', [
      ['scripts practise --language pt --stage extrajudicial', 'answer by number; Enter leaves it to chance'],
      ['scripts practise --answers it-is-me,confirms,listens,forgot,names-a-day', 'by itself'],
    ])
      .option('--answers <list>', 'what is heard, one after the other, instead of asking')
      .option('--agent <name>', 'who speaks', 'Nora'),
  ).action(async ({ stage, language, folder, answers, agent, json }: Practice) => {
    const output = outputTo(json === true);
    const script = scriptIn(folder);
    const walk = startWalk(script, stage, language, agent);
    const over =
      answers === undefined ? await ask(walk, output.line) : answers.split(',').reduce(takeGiven(output.line), walk);
    tell(over, output.line);
    const { outcome } = nodeInWords(script, over.node, stage, language, agent);
    if (outcome === undefined)
      throw new CommandFailed(
        exitCodes.badInput,
        `the conversation is not over: at "${over.node}" one hears ${answersOf(over).join(', ')}`,
      );
    output.answer({ path: over.path, node: over.node, outcome, cause: over.cause ?? null }, () => [
      '',
      `It ends with ${outcome}${over.cause === undefined ? '' : `; the cause is ${over.cause}`}. After a call: recaudo tasks done TASK ${outcome}`,
      'Remember, never:',
      ...script.speeches[language].never.map((each) => `  - ${each}`),
    ]);
  });

type Print = (line?: string) => void;

const tell = (walk: Walk, line: Print): void => {
  const { says, hints } = nodeInWords(walk.script, walk.node, walk.stage, walk.language, walk.agent);
  line();
  line(`You:  ${says}`);
  for (const hint of hints) line(`      (${hint})`);
};

const takeGiven =
  (line: Print) =>
  (walk: Walk, answer: string): Walk => {
    if (walkIsOver(walk))
      throw new CommandFailed(
        exitCodes.badInput,
        `the conversation is over at "${walk.node}": leave out "${answer.trim()}"`,
      );
    tell(walk, line);
    return hear(walk, answer.trim(), line);
  };

const hear = (walk: Walk, answer: string, line: Print): Walk => {
  const { answers } = nodeInWords(walk.script, walk.node, walk.stage, walk.language, walk.agent);
  const heard = answers.find((each) => each.answer === answer);
  if (!heard)
    throw new CommandFailed(
      exitCodes.badInput,
      `"${answer}" is not heard at "${walk.node}"; say one of ${answersOf(walk).join(', ')}`,
    );
  line(`They: ${heard.heard}`);
  return takeAnswer(walk, answer);
};

/** Asks until the conversation is over; an empty line leaves it to chance, the end of input ends it where it is. */
const ask = async (begun: Walk, line: Print): Promise<Walk> => {
  const input = createInterface({ input: process.stdin });
  const lines = input[Symbol.asyncIterator]();
  let walk = begun;
  while (!walkIsOver(walk)) {
    tell(walk, line);
    const { answers } = nodeInWords(walk.script, walk.node, walk.stage, walk.language, walk.agent);
    for (const [index, { heard }] of answers.entries()) line(`  ${index + 1}. ${heard}`);
    const { value, done } = await lines.next();
    if (done) break;
    const typed = String(value).trim();
    const chance = Math.floor(Math.random() * answers.length);
    const chosen = answers[typed === '' ? chance : Number(typed) - 1]?.answer ?? typed;
    if (answersOf(walk).includes(chosen)) walk = hear(walk, chosen, line);
    else line(`"${typed}" is none of them: type a number from 1 to ${answers.length}.`);
  }
  input.close();
  return walk;
};

const scriptIn = (folder: string | undefined): Script =>
  folder === undefined ? loadScript() : loadScript(pathToFileURL(`${folder}/`));

const nodeOfCause = ({ tree }: Script, cause: string): string => {
  const found = Object.entries(tree.nodes).find(([, node]) => node.cause === cause);
  if (found) return found[0];
  throw new CommandFailed(exitCodes.badInput, `there is no cause "${cause}"; use one of ${causesOf(tree).join(', ')}`);
};
