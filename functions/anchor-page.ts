// State Anchor Page: writes down where some registers end. A day that is written already is left as it is.
import { now as readClock } from '#clock';
import { type AnchorRun, beginRun, findDay, loadNames, writePage } from '#store/anchors.ts';
import { anchorInput } from './contracts.ts';
import { handle, logger } from './handle.ts';

export const handler = handle(anchorInput, async ({ run, look }) => {
  const now = await readClock();
  const day = now.slice(0, 10);
  if (look === undefined && (await findDay(day))) return { more: false, look: {} };
  const from: AnchorRun = look ?? beginRun(day, run);
  const next = await writePage(from, await loadNames(), now);
  logger.info('anchored', { day: from.day, page: from.page });
  return next === undefined ? { more: false, look: {} } : { more: true, look: next };
});
