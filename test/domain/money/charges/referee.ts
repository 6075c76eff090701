// An independent count of charges: day after day, in exact fractions, straight from the words of the rules. It shares no code with
// what it judges: its own days, its own roots, its own rounding.

export type RefereeRate =
  | { readonly fixed: string }
  | {
      readonly values: readonly { readonly from: string; readonly to?: string; readonly pct: string }[];
      readonly read: 'at-start' | 'half-yearly' | 'monthly' | 'daily';
      readonly multiplier?: string;
      readonly decimals?: number;
      readonly margins: readonly { readonly from?: string; readonly points: string }[];
    };
export type RefereeAccrual = {
  readonly method: 'simple' | 'effectiveAnnual' | 'monthlySimple';
  readonly dayCount: 'actual/360' | 'actual/365' | 'actual/actual' | '30/360';
  readonly rate: RefereeRate;
};
export type World = RefereeAccrual & {
  readonly principal: number;
  readonly due: string;
  readonly asOf: string;
  readonly movements: readonly { readonly date: string; readonly amount: number }[];
  readonly cap?: RefereeAccrual;
  readonly grace?: { readonly days: number; readonly mode: 'forgive' | 'delay' };
};

/** Interest in minor units, or the first day whose rate is missing. */
export const countedInterest = (world: World): number | { readonly missing: string } => {
  const due = dayOf(world.due);
  const asOf = dayOf(world.asOf);
  const grace = world.grace?.days ?? 0;
  if (asOf <= due + grace) return 0;
  const first = world.grace?.mode === 'forgive' ? due + grace + 1 : due + 1;
  const owed = (day: number): bigint => {
    let left = BigInt(world.principal);
    for (const { date, amount } of world.movements) if (dayOf(date) < day) left -= BigInt(amount);
    return left > 0n ? left : 0n;
  };
  let charged = first;
  while (charged <= asOf && owed(charged) === 0n) charged += 1;
  const agreedRate = daily(world.rate, charged);
  const capRate = world.cap && daily(world.cap.rate, charged);
  const sums = new Map<bigint, bigint>();
  for (let day = charged; day <= asOf; day += 1) {
    const base = owed(day);
    const agreed = agreedRate(day);
    const capped = capRate?.(day);
    if (base === 0n) continue;
    if (agreed === undefined) return { missing: textOf(day) };
    let bears = oneDay(world, agreed, day, first - 1);
    if (world.cap && capped) {
      const most = oneDay(world.cap, capped, day, first - 1);
      if (most.over * bears.under < bears.over * most.under) bears = most;
    }
    sums.set(bears.under, (sums.get(bears.under) ?? 0n) + bears.over * base);
  }
  return halfUp(total(sums));
};

/** What a scale gives on a debt, in minor units; amounts of its bands are whole minor units. */
export const countedScale = (
  mode: 'single' | 'slices',
  bands: readonly { from: number; fixed: number; pct: string; min?: number; max?: number }[],
  debt: number,
): number => {
  const sums = new Map<bigint, bigint>();
  bands.forEach(({ from, fixed, pct, min, max }, index) => {
    const next = bands[index + 1]?.from ?? Number.POSITIVE_INFINITY;
    if (debt === 0) return;
    if (mode === 'single' ? debt < from || debt >= next : debt <= from) return;
    const part = mode === 'single' ? debt : Math.min(debt, next) - from;
    const share = ratio(pct);
    let over = BigInt(fixed) * share.under * 100n + BigInt(part) * share.over;
    const under = share.under * 100n;
    if (min !== undefined && over < BigInt(min) * under) over = BigInt(min) * under;
    if (max !== undefined && over > BigInt(max) * under) over = BigInt(max) * under;
    sums.set(under, (sums.get(under) ?? 0n) + over);
  });
  return halfUp(total(sums));
};

type Ratio = { readonly over: bigint; readonly under: bigint };

/** Asked for one day after the other, from the first one charged: the yearly percent of each, read when it is to be read. */
const daily = (rate: RefereeRate, start: number): ((day: number) => Ratio | undefined) => {
  if ('fixed' in rate) return () => ratio(rate.fixed);
  let held: string | undefined;
  return (day) => {
    const { month, date } = partsOf(day);
    const begins = rate.read === 'monthly' ? date === 1 : date === 1 && (month === 1 || month === 7);
    const isReadingDay = rate.read === 'daily' || (begins && rate.read !== 'at-start');
    if (day === start && rate.read !== 'daily')
      held = known(rate.values, periodBegins(rate.read, day)) ?? known(rate.values, day);
    else if (isReadingDay || day === start) held = known(rate.values, day);
    if (held === undefined) return undefined;
    let percent = ratio(held);
    if (rate.multiplier !== undefined) percent = product(percent, ratio(rate.multiplier));
    if (rate.decimals !== undefined) {
      const scale = 10n ** BigInt(rate.decimals);
      percent = { over: BigInt(halfUp({ over: percent.over * scale, under: percent.under })), under: scale };
    }
    const margin = ratio(rate.margins.filter(({ from = '' }) => from <= textOf(day)).at(-1)?.points ?? '0');
    const sum = {
      over: percent.over * margin.under + margin.over * percent.under,
      under: percent.under * margin.under,
    };
    return sum.over < 0n ? { over: 0n, under: 1n } : sum;
  };
};

const known = (values: readonly { from: string; to?: string; pct: string }[], day: number): string | undefined => {
  const date = textOf(day);
  const last = values
    .filter(({ from }) => from <= date)
    .sort((one, other) => (one.from < other.from ? -1 : 1))
    .at(-1);
  return last === undefined || (last.to !== undefined && last.to < date) ? undefined : last.pct;
};

const periodBegins = (read: string, day: number): number => {
  const { year, month } = partsOf(day);
  return dayFrom(year, read === 'monthly' ? month : month < 7 ? 1 : 7, 1);
};

/** What one minor unit bears on one day. */
const oneDay = ({ method, dayCount }: RefereeAccrual, percent: Ratio, day: number, eve: number): Ratio => {
  const { year } = partsOf(day);
  const yearLength =
    dayCount === 'actual/actual'
      ? dayFrom(year + 1, 1, 1) - dayFrom(year, 1, 1)
      : dayCount === 'actual/365'
        ? 365
        : 360;
  if (method === 'monthlySimple') {
    const thirtieths = BigInt(monthDays(eve, day) - monthDays(eve, day - 1));
    return { over: percent.over * thirtieths, under: percent.under * 100n * 12n * 30n };
  }
  const weight = dayCount === '30/360' ? BigInt(europeanDays(day) - europeanDays(day - 1)) : 1n;
  if (method === 'effectiveAnnual') return { over: dailyRate(percent, yearLength) * weight, under: 10n ** 15n };
  return { over: percent.over * weight, under: percent.under * 100n * BigInt(yearLength) };
};

/** f = 360 × year + 30 × month + the day, of which the 31st is the 30th. */
const europeanDays = (day: number): number => {
  const { year, month, date } = partsOf(day);
  return 360 * year + 30 * month + (date === 31 ? 30 : date);
};

/** Thirty for each month that has ended since the eve, one for each day since. */
const monthDays = (eve: number, day: number): number => {
  const begun = partsOf(eve);
  let months = 0;
  while (monthsAfter(begun, months + 1) <= day) months += 1;
  return 30 * months + day - monthsAfter(begun, months);
};

const monthsAfter = ({ year, month, date }: Parts, months: number): number => {
  const begin = new Date(Date.UTC(year, month - 1 + months, 1));
  const length = new Date(Date.UTC(begin.getUTCFullYear(), begin.getUTCMonth() + 1, 0)).getUTCDate();
  return begin.getTime() / 86_400_000 + Math.min(date, length) - 1;
};

/** (1 + i)^(1/N) − 1 in units of 10^-15, halves to even, by halving an interval until nothing is left of it. */
const dailyRate = (percent: Ratio, days: number): bigint => {
  const key = `${percent.over}/${percent.under}/${days}`;
  const before = roots.get(key);
  if (before !== undefined) return before;
  const degree = BigInt(days);
  const unit = 10n ** 15n;
  const grown = { over: percent.over + percent.under * 100n, under: percent.under * 100n };
  // Is (units ÷ parts of 10^15)^N at most 1 + i? Minus, zero or plus.
  const against = (units: bigint, parts: bigint): bigint =>
    units ** degree * grown.under - grown.over * (unit * parts) ** degree;
  let low = unit;
  let high = unit * 2n;
  while (high - low > 1n) {
    const middle = (low + high) / 2n;
    if (against(middle, 1n) <= 0n) low = middle;
    else high = middle;
  }
  const half = against(2n * low + 1n, 2n);
  const rounded = half < 0n || (half === 0n && low % 2n === 1n) ? low + 1n : low;
  roots.set(key, rounded - unit);
  return rounded - unit;
};
const roots = new Map<string, bigint>();

const total = (sums: ReadonlyMap<bigint, bigint>): Ratio => {
  let sum: Ratio = { over: 0n, under: 1n };
  for (const [under, over] of sums) sum = { over: sum.over * under + over * sum.under, under: sum.under * under };
  return sum;
};

const halfUp = ({ over, under }: Ratio): number => {
  const size = over < 0n ? -over : over;
  const floor = size / under;
  const up = (size - floor * under) * 2n >= under ? floor + 1n : floor;
  return Number(over < 0n ? -up : up);
};

const product = (one: Ratio, other: Ratio): Ratio => ({ over: one.over * other.over, under: one.under * other.under });

const ratio = (text: string): Ratio => {
  const known = ratios.get(text);
  if (known) return known;
  const point = text.indexOf('.');
  const decimals = point < 0 ? 0 : text.length - point - 1;
  const read = { over: BigInt(text.replace('.', '')), under: 10n ** BigInt(decimals) };
  ratios.set(text, read);
  return read;
};
const ratios = new Map<string, Ratio>();

type Parts = { readonly year: number; readonly month: number; readonly date: number };

const dayFrom = (year: number, month: number, date: number): number => Date.UTC(year, month - 1, date) / 86_400_000;
export const dayOf = (text: string): number => Date.parse(text) / 86_400_000;
export const textOf = (day: number): string => new Date(day * 86_400_000).toISOString().slice(0, 10);
const partsOf = (day: number): Parts => {
  const date = new Date(day * 86_400_000);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, date: date.getUTCDate() };
};
