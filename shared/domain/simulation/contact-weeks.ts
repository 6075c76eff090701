// How often one debtor was contacted in each calendar week, Monday to Sunday, in which it was in collection.
import { countOne, type Tally } from './tally.ts';

export const contactWeeks = (firstDay: number, endDay: number) => {
  const firstWeek = weekOf(firstDay);
  const count = weekOf(endDay - 1) - firstWeek + 1;
  // -1 for a week that was not in collection.
  const contacts = new Int16Array(count).fill(-1);
  const begin = (week: number): void => {
    if (contacts[week] === -1) contacts[week] = 0;
  };
  return {
    /** In collection from a day to another, exclusive. */
    collect: (from: number, to: number): void => {
      const last = weekOf(to - 1) - firstWeek;
      for (let week = weekOf(from) - firstWeek; week <= last; week += 1) begin(week);
    },
    contact: (day: number): void => {
      const week = weekOf(day) - firstWeek;
      begin(week);
      contacts[week] = (contacts[week] ?? 0) + 1;
    },
    addTo: ({ weeks, busiest }: Tally): void => {
      let most = 0;
      for (const each of contacts) {
        if (each < 0) continue;
        countOne(weeks, each);
        most = Math.max(most, each);
      }
      countOne(busiest, most);
    },
  };
};

/** 1970-01-01 was a Thursday. */
const weekOf = (day: number): number => Math.floor((day + 3) / 7);
