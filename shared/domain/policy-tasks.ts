// How people work their tasks: queues, leases, tries, and what the amounts of several currencies are worth beside each other.
import * as z from 'zod';
import { currencyRecord, decimal, identifier } from './policy-fields.ts';
import { languages, stageNames, type TaskKind, taskKinds } from './vocabulary.ts';

const queue = z.strictObject({
  name: identifier.describe('Names the queue: a team, or what its people can do.'),
  kinds: z.array(z.enum(taskKinds)).min(1).optional().describe('Only tasks of these kinds.'),
  stages: z.array(z.enum(stageNames)).min(1).optional().describe('Only invoices in these stages.'),
  languages: z.array(z.enum(languages)).min(1).optional().describe('Only debtors who speak one of these.'),
});

const usualTasks = {
  queues: [],
  perAgent: 3,
  leaseMinutes: 30,
  tries: 3,
  hoursBetweenTries: 24,
  paidDays: 5,
  worth: {},
};

export const tasks = z
  .strictObject({
    queues: z
      .array(queue)
      .max(30)
      .default([])
      .describe('Where a task waits: in the first queue that it fits; in "general" when it fits none.'),
    perAgent: z.int().min(1).max(50).default(3).describe('How many tasks an agent may hold at a time.'),
    leaseMinutes: z
      .int()
      .min(5)
      .max(480)
      .default(30)
      .describe('How long a task, and the person it is about, are kept for the agent who took it.'),
    tries: z
      .int()
      .min(1)
      .max(10)
      .default(3)
      .describe('Calls or visits in vain, after which the contact counts as failed.'),
    hoursBetweenTries: z.int().min(1).max(240).default(24).describe('Hours until a task that found nobody returns.'),
    paidDays: z
      .int()
      .min(1)
      .max(30)
      .default(5)
      .describe('Days for which chasing waits when a debtor says that the money is on its way.'),
    worth: currencyRecord(decimal)
      .default({})
      .describe(
        'By currency, what one unit is worth in the one that you compare in, such as CLP: "0.001"; 1 when left out.',
      ),
  })
  .default(usualTasks)
  .describe('How agents get their work in order.');

export type TaskTerms = z.output<typeof tasks>;

/** Where tasks wait that fit no queue. */
export const generalQueue = 'general';

export const queueOf = (
  { queues }: TaskTerms,
  { kind, stage, language }: { readonly kind: TaskKind; readonly stage: string; readonly language: string },
): string =>
  queues.find(
    (each) =>
      (each.kinds?.includes(kind) ?? true) &&
      (each.stages?.some((name) => name === stage) ?? true) &&
      (each.languages?.some((code) => code === language) ?? true),
  )?.name ?? generalQueue;
