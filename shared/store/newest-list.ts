// Which full list of a creditor is the newest that was taken: what an older one misses, taken later, says nothing any more.
import type { IsoInstant } from '#domain/calendar.ts';
import { inParallel } from './in-parallel.ts';
import { fullListItem } from './keys.ts';
import { getItem } from './table.ts';
import { putIf } from './update-if.ts';

type List = { readonly batch: string; readonly receivedAt: IsoInstant };

/** Takes the list as the newest where it is; answers the creditors of whom it is. */
export const takeAsNewest = async (list: List, creditors: readonly string[]): Promise<ReadonlySet<string>> => {
  const taken = await inParallel(creditors, async (creditor) => ((await isNewest(list, creditor)) ? [creditor] : []));
  return new Set(taken.flat());
};

const isNewest = async ({ batch, receivedAt }: List, creditor: string): Promise<boolean> => {
  const item = fullListItem(creditor);
  const order = `${receivedAt}#${batch}`;
  const known = (await getItem(item))?.order;
  if (known === order) return true;
  if (typeof known === 'string' && known > order) return false;
  return putIf({
    Item: { ...item, order, list: batch },
    ConditionExpression: 'attribute_not_exists(pk) OR #order <= :order',
    ExpressionAttributeNames: { '#order': 'order' },
    ExpressionAttributeValues: { ':order': order },
  });
};
