// Changes that arrive out of order: the newest by its source's clock stands.
import { type IsoInstant, toInstant } from '../calendar.ts';

/** By field, the instant of the newest change applied to it: an older one that arrives late leaves that field alone. */
export type ChangedAt = Readonly<Record<string, IsoInstant>>;

/** When it happened at its source, or else when we heard of it. */
export const statedAt = ({ at }: { readonly at?: string | undefined }, now: IsoInstant): IsoInstant =>
  at === undefined ? now : toInstant(Date.parse(at));

export const mayChange = (changedAt: ChangedAt, field: string, at: IsoInstant): boolean =>
  changedAt[field] === undefined || at >= changedAt[field];
