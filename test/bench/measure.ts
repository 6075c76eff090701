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

export type Turns = { readonly own: number; readonly bare: number; readonly ratio: number };

/** Two ways to do the same take turns in rounds, after one of each to warm up: medians of processor seconds, and of the rounds' ratios. */
export const inTurns = async (own: () => unknown, bare: () => unknown, times = 7): Promise<Turns> => {
  await bare();
  await own();
  const rounds: { own: number; bare: number }[] = [];
  for (let round = 0; round < times; round += 1)
    rounds.push({ bare: await secondsOf(bare), own: await secondsOf(own) });
  return {
    own: median(rounds.map((each) => each.own)),
    bare: median(rounds.map((each) => each.bare)),
    ratio: median(rounds.map((each) => each.own / each.bare)),
  };
};

/** Of processor time: what else the machine does must not count. */
const secondsOf = async (run: () => unknown): Promise<number> => {
  const start = process.cpuUsage();
  await run();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1_000_000;
};

export const median = (values: number[]): number => values.sort((one, other) => one - other)[values.length >> 1] ?? 0;
