// The pack whose rules a creditor must keep on a day, when it contacts its own debtors.
import type { IsoDate } from '../calendar.ts';
import { type Law, type Pack, packOn } from '../law.ts';

export const creditorPack = (law: Law, date: IsoDate): Pack | undefined => {
  const pack = packOn(law, date);
  return pack?.binds.includes('creditor') ? pack : undefined;
};
