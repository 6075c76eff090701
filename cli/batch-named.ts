// The batch that a person names.
import type { StoredBatch } from '#store/batches.ts';
import { CommandFailed, exitCodes } from './exit.ts';

/** Throws CommandFailed, not found, with the way to those there are. */
export const batchNamed = async (id: string): Promise<StoredBatch> => {
  const { findBatch } = await import('#store/batches.ts');
  const found = await findBatch(id);
  if (found) return found;
  throw new CommandFailed(exitCodes.notFound, `there is no batch ${id}; recaudo batch list shows those there are`);
};
