// One figure of a bench run, with the bound it is held against.
export type Measure = {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly bound?: { readonly atLeast: number } | { readonly atMost: number };
};

/** Calls a second, of processor time: what else the machine does must not count. `ask` makes `calls` of them. */
export const perSecond = (calls: number, ask: () => unknown): number => {
  for (let warm = 0; warm < 5; warm += 1) ask();
  const begun = process.cpuUsage();
  let [rounds, seconds] = [0, 0];
  while (seconds < 3) {
    ask();
    rounds += 1;
    const { user, system } = process.cpuUsage(begun);
    seconds = (user + system) / 1_000_000;
  }
  return Math.round((rounds * calls) / seconds);
};
