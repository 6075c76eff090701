// The clock of production: the system's. Stages marked `timeTravel` bundle movable.ts in its place.
import type { IsoInstant } from '#domain/calendar.ts';

export const now = async (): Promise<IsoInstant> => new Date().toISOString();

/** Time does not move by itself in production, so no reader has to tell how far it has come. */
export const acknowledgeMarkers = async (
  _reader: 'wake' | 'publish',
  _images: readonly Readonly<Record<string, unknown>>[],
): Promise<void> => {};
