// Where the working copies of a batch lie in the bucket, and what is written beside the file that was uploaded.
import { createHash } from 'node:crypto';

/** One upload, however often it is notified. */
export const batchIdOf = ({
  key,
  etag,
  sequencer,
}: {
  readonly key: string;
  readonly etag: string;
  readonly sequencer: string;
}): string => createHash('sha256').update([key, etag, sequencer].join('\n')).digest('hex').slice(0, 16);

/** What the events of a content's rows begin with; `generation` is how often batches of it were undone before. */
export const sourceOfContent = (content: string, generation: number): string =>
  `batch-${content}${generation === 0 ? '' : `.${generation}`}`;

export const generationOf = (source: string): number => Number(/\.(\d+)$/.exec(source)?.[1] ?? 0);

export const chunkKey = (batch: string, chunk: number): string => `batches/${batch}/chunk-${chunk}.json`;
export const rehearsalKey = (batch: string, chunk: number): string => `batches/${batch}/rehearsed-${chunk}.json`;
export const appliedKey = (batch: string, chunk: number): string => `batches/${batch}/applied-${chunk}.json`;
/** What putting the payments of one chunk to invoices did, after all else of the file was applied. */
export const paidKey = (batch: string, chunk: number): string => `batches/${batch}/paid-${chunk}.json`;
export const undoneKey = (batch: string, chunk: number): string => `batches/${batch}/undone-${chunk}.json`;
/** A list of { chunk }, one for each chunk, that the workflow maps over. */
export const manifestKey = (batch: string): string => `batches/${batch}/manifest.json`;
/** What a person's answer did to the missing invoices of one chunk. */
export const settledKey = (batch: string, chunk: number): string => `batches/${batch}/settled-${chunk}.json`;
/** The same list of the chunks that hold missing invoices. */
export const missingManifestKey = (batch: string): string => `batches/${batch}/missing.json`;
/** What splitting found: the first errors of rejected rows. */
export const tallyKey = (batch: string): string => `batches/${batch}/tally.json`;

export const reportKey = (file: string): string => `${file}.report.json`;
/** The same report for people to read. */
export const reportPageKey = (file: string): string => `${file}.report.html`;
export const undoReportKey = (file: string): string => `${file}.undone.json`;
export const rejectedKey = (file: string): string => `${file}.rejected.csv`;

/** A profile of one's own, by its name. */
export const profileKey = (name: string): string => `profiles/${name}.yaml`;

export type Upload = {
  readonly isRehearsal: boolean;
  /** Undefined where the path names none. */
  readonly profile?: string;
};

/** incoming/<profile>/<name>, rehearse/<profile>/<name>, or without a profile; undefined for any other key. */
export const uploadOf = (key: string): Upload | undefined => {
  const [, folder, profile, name] = /^(incoming|rehearse)\/(?:([^/]+)\/)?([^/]+)$/.exec(key) ?? [];
  if (name === undefined) return undefined;
  return { isRehearsal: folder === 'rehearse', ...(profile === undefined ? {} : { profile }) };
};
