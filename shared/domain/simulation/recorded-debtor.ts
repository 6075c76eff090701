// A debtor that pays on the days its file tells, whatever it is sent.
import { epochDay, type IsoDate } from '../calendar.ts';
import { paymentDays, type SimulatedDebtor } from './debtor-who-pays.ts';

/** `settled`: by invoice number, for those that were paid. */
export const recordedDebtor = (zone: string, settled: ReadonlyMap<string, IsoDate>): SimulatedDebtor => {
  const days = paymentDays(zone);
  return {
    nextAt: days.nextAt,
    act: days.act,
    meet: ({ invoice }, day) => {
      const on = settled.get(invoice);
      if (on !== undefined) days.set(invoice, Math.max(epochDay(on), day));
    },
    answer: () => sent,
  };
};

const sent = { outcome: 'sent', happenings: [] } as const;
