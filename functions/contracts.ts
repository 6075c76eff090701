// What the states pass to the functions and back. State and handler share these, so that they cannot drift. They only grow.

import * as z from 'zod';
import { missingEntry } from '#intake/batch/batch-entry.ts';
import { manifestKey } from '#intake/batch/batch-files.ts';

/** What an execution of collection or handoff knows: its invoice and its run. */
export const executionInput = z.object({ creditor: z.string(), invoice: z.string(), run: z.int() });
export type ExecutionInput = z.output<typeof executionInput>;

export const lookInput = executionInput.extend({
  /** Hash of the definition that this execution runs, when it started and when it entered this state: from the context object. */
  definition: z.string(),
  startedAt: z.coerce.string(),
  enteredAt: z.coerce.string(),
});
export type LookInput = z.output<typeof lookInput>;

/** All that a resting state writes, as DynamoDB text, so that the state machine only copies. */
export type Rest = {
  readonly pk: string;
  readonly version: string;
  readonly run: string;
  readonly wakeAt: string;
  readonly agendaPk: string;
  readonly stagePk: string;
  readonly stageSk: string;
  /** Until time alone makes something due: 1 to 2,592,000. */
  readonly seconds: number;
};

/** What `What is due?` and `What now?` choose by, and what the chosen state needs. */
export type NextAct = {
  readonly kind:
    | 'send-message'
    | 'open-task'
    | 'rest'
    | 'hand-off'
    | 'closed'
    | 'superseded'
    | 'await-notice'
    | 'ask-approval'
    | 'await-approval'
    | 'place'
    | 'placed'
    | 'internal'
    | 'kept'
    | 'look-again';
  readonly stage: string;
  readonly because: string;
  readonly rest?: Rest;
};

export const failureInput = executionInput.extend({ failure: z.object({ Error: z.string(), Cause: z.string() }) });

export const placeInput = executionInput.extend({
  dossier: z.object({ key: z.string(), hash: z.string(), version: z.int() }),
});
export type Dossier = z.output<typeof placeInput>['dossier'];

export const shardInput = z.object({ shard: z.int() });

/** The version whose replan goes on. */
export const replanInput = z.object({ creditor: z.string(), version: z.int() });

/** A page of invoices, or the execution that ended badly. */
export const repairInput = z.union([
  z.object({ execution: z.string() }),
  z.object({ invoices: z.array(z.object({ creditor: z.string(), invoice: z.string() })) }),
]);

export const findOverdueInput = z.object({
  look: z.object({
    sweep: z.boolean().optional(),
    shard: z.int().optional(),
    /** Where the page before ended. */
    after: z.record(z.string(), z.string()).optional(),
  }),
});

export const wakeWaitingInput = z.object({
  look: z.object({
    shard: z.int().optional(),
    /** Where the page before ended. */
    after: z.record(z.string(), z.string()).optional(),
  }),
});

/** `look`: how far the run has come; left out for its first page. */
export const anchorInput = z.object({
  run: z.string(),
  look: z
    .object({
      ...{ day: z.string(), run: z.string(), page: z.int(), registers: z.int(), last: z.string() },
      after: z.object({ pk: z.string(), sk: z.string() }).optional(),
    })
    .optional(),
});

/** As EventBridge tells of an object that was put into the bucket. */
export const objectCreated = z.object({ detail: z.object({ object: z.object({ key: z.string() }) }) });

/** `etag` and `sequencer` tell uploads under the same key apart; `execution` tells who works on one. */
const uploadInput = z.object({ key: z.string(), etag: z.string(), sequencer: z.string().default('') });
export const splitInput = uploadInput.extend({ execution: z.string() });
export const failedUploadInput = uploadInput.extend({ execution: z.string() });

const batchInput = z.object({ batch: z.string() });
export const weighInput = batchInput;
export const reportInput = batchInput;
export const chunkInput = batchInput.extend({ chunk: z.int() });
/** The chunk to go on with. */
export const paymentsInput = chunkInput;

/** What intake does next with a batch, and where its manifest of chunks lies. */
export type NextOfBatch = {
  readonly kind: 'rehearse' | 'apply' | 'hold' | 'done';
  readonly batch: string;
  readonly manifest: string;
  /** The first chunk whose payments are still to be put to invoices; left out where none are. */
  readonly payments?: number;
};

export const nextOfBatch = (kind: NextOfBatch['kind'], batch: string, payments?: number): NextOfBatch => ({
  ...{ kind, batch, manifest: manifestKey(batch) },
  ...(payments === undefined ? {} : { payments }),
});

const reportedError = z.object({
  line: z.int(),
  field: z.string(),
  reason: z.string(),
  remedy: z.string(),
  value: z.string(),
});

/** What applying a chunk did, row by row; kept beside it. */
export const appliedSchema = z.object({
  counts: z.object({ new: z.int(), changed: z.int(), unchanged: z.int() }),
  errors: z.array(reportedError),
  /** Missing invoices about which a person is asked. */
  asked: z.array(missingEntry).default([]),
});
export type AppliedChunk = z.output<typeof appliedSchema>;

/** What putting the payments of a chunk to invoices did; kept beside it. */
export const paidSchema = z.object({ counts: z.object({ new: z.int(), unchanged: z.int() }) });
export type PaidChunk = z.output<typeof paidSchema>;

/** A person's answer to the missing invoices of a batch, by its event. */
export const settleInput = batchInput.extend({ event: z.string() });
export const settleChunkInput = chunkInput.extend({ event: z.string() });

/** What it did to those of one chunk; kept beside it. */
export const settledSchema = z.object({
  event: z.string(),
  settled: z.int(),
  kept: z.array(z.object({ invoice: z.string(), reason: z.string().optional() })),
});
export type SettledChunk = z.output<typeof settledSchema>;

export const undoneSchema = z.object({
  rows: z.array(z.object({ line: z.int(), undone: z.int(), kept: z.array(z.string()), wasTold: z.boolean() })),
});
export type UndoneChunk = z.output<typeof undoneSchema>;
