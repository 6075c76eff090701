// Works through items several at a time, so that many reads take no longer than the table makes them.
/** Results in the order of the items, of which `lanes` are worked at a time. */
export const inParallel = async <One, Result>(
  items: readonly One[],
  work: (item: One) => Promise<Result>,
  lanes = usualLanes,
): Promise<readonly Result[]> => {
  const results: Result[] = [];
  let next = 0;
  await Promise.all(
    Array.from({ length: Math.min(lanes, items.length) }, async () => {
      for (let index = next++; index < items.length; index = next++) {
        const item = items[index];
        if (item !== undefined) results[index] = await work(item);
      }
    }),
  );
  return results;
};

const usualLanes = 16;
