// Writes the report of a batch beside its file: as JSON for programs and as a page for people.
import { reportKey, reportPageKey } from '#intake/batch/batch-files.ts';
import { reportPage } from '#intake/batch/report-page.ts';
import type { StoredBatch } from '#store/batches.ts';
import { putJson, putObject } from '#store/objects.ts';
import { type Found, reportOf } from './batch-report-of.ts';

/** The page first: whoever waits for the JSON finds both. */
export const writeReport = async (batch: StoredBatch, found: Found = {}): Promise<void> => {
  const report = reportOf(batch, found);
  const page = reportPage(report, batch.language ?? 'en');
  await putObject(reportPageKey(batch.file), page, 'text/html; charset=utf-8');
  await putJson(reportKey(batch.file), report);
};
