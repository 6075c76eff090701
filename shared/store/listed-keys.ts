// What one partition of the `stage` index lists, in its order: keys alone, to be read from the table. Eventually consistent.
import { type Key, stageIndex } from './keys.ts';
import { queryItems } from './table.ts';

export const listedKeys = async (
  partition: string,
  { limit, newestFirst = false }: { readonly limit: number; readonly newestFirst?: boolean },
): Promise<readonly Key[]> => {
  const listed = await queryItems(
    {
      IndexName: stageIndex,
      KeyConditionExpression: 'stagePk = :pk',
      ExpressionAttributeValues: { ':pk': partition },
      ScanIndexForward: !newestFirst,
    },
    limit,
  );
  return listed.map(({ pk, sk }) => ({ pk: String(pk), sk: String(sk) }));
};
