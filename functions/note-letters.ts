// A print provider's news of letters, uploaded below letters/status/: each row counts by itself, and what was wrong is told beside the file.
import { readLetterNews } from '#channels/letter/read-news.ts';
import { now as readClock } from '#clock';
import { BadInput } from '#domain/errors.ts';
import { countNews } from '#store/count-news.ts';
import { findSmallText, putJson } from '#store/objects.ts';
import { objectCreated } from './contracts.ts';
import { handle, logger } from './handle.ts';

const mostBytes = 4_000_000;

/** The file is read as it is now: events that come twice or late find the last upload. */
export const handler = handle(objectCreated, async ({ detail: { object } }) => {
  const { key } = object;
  if (key.endsWith('.report.json')) return { ok: true };
  const now = await readClock();
  const report = await reportOn(key, now);
  await putJson(`${key}.report.json`, { file: key, at: now, ...report });
  logger.info('letters', { key, ok: report.ok, counted: report.counted });
  return { ok: report.ok };
});

const reportOn = async (key: string, now: string) => {
  try {
    const content = await findSmallText(key, mostBytes);
    if (content === undefined) throw new BadInput('not-there', `${key} is not there any more; upload it again`);
    return await countNews(readLetterNews(key, content), now);
  } catch (error) {
    if (!(error instanceof BadInput)) throw error;
    const problem = { row: 0, field: '', reason: error.message, remedy: 'correct the file, and upload it again' };
    return { ok: false, rows: 0, counted: 0, repeated: 0, problems: [problem] };
  }
};
