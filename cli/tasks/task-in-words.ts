// A task as its agent reads it: whom to meet, until when, what is open, what was said before, and what to say.
import type { RankedTask } from '#store/rank-tasks.ts';
import { table } from '../output.ts';
import { minute, moment, money } from '../written.ts';

export type Whom = { readonly name: string; readonly phone?: string; readonly timeZone: string };

export const openInWords = ({ stake }: Pick<RankedTask, 'stake'>): string =>
  stake.length === 0 ? 'nothing' : stake.map(({ amount, currency }) => money(amount, currency)).join(', ');

/** Until when the hours let the agent meet the debtor, or why not. */
export const dueInWords = ({ due, task }: Pick<RankedTask, 'due' | 'task'>, now: string): string => {
  if (task.lease !== undefined && task.lease.until > now) return `held by ${task.lease.agent}`;
  if (due.kind === 'not-now') return `rests: ${due.because}`;
  return due.at <= now ? 'now' : minute(due.at);
};

export const taskInWords = (ranked: RankedTask, whom: Whom | undefined, now: string): readonly string[] => {
  const { task, due, language, stage } = ranked;
  const zone = whom?.timeZone ?? 'UTC';
  return [
    `${task.task}: ${task.title}`,
    ...table([
      ...(whom ? [['who', `${whom.name}, ${whom.phone ?? 'no phone'}`]] : []),
      ['open', openInWords(ranked)],
      ['invoice', `${task.invoice}, ${stage}`],
      ['yours', `until ${task.lease === undefined ? '?' : moment(task.lease.until, zone)}`],
      ...(due.kind === 'due' && due.until > now ? [['hours', `end ${moment(due.until, zone)} there`]] : []),
      ...task.attempts.map(({ at, outcome, agent, note }) => [
        'before',
        `${minute(at)} ${outcome}${agent ? ` by ${agent}` : ''}${note ? `, "${note}"` : ''}`,
      ]),
    ]),
    '',
    ...task.script.trimEnd().split('\n'),
    '',
    ...(due.kind === 'due' && task.contact !== undefined
      ? [`How to go on: recaudo scripts show --stage ${stage} --language ${language}`]
      : []),
    `When it is over: recaudo tasks done ${task.task} OUTCOME`,
  ];
};
