// Charts as SVG text: colours and type come from the page, so that they follow its light and its dark.
import { escapeMarkup } from '#templates/escape-markup.ts';
export type Series = { readonly name: string; readonly values: readonly number[] };
export type Axis = {
  /** Below the chart, one for each value. */
  readonly names: readonly string[];
  /** Writes a value on the left. */
  readonly write: (value: number) => string;
  /** The highest value, where charts are to be compared. */
  readonly top?: number;
};

const width = 640;
const height = 260;
const edge = { left: 84, right: 12, top: 12, bottom: 30 };
const inner = { width: width - edge.left - edge.right, height: height - edge.top - edge.bottom };

/** One upon the other, each in the colour of its place. */
export const stackedAreas = (label: string, series: readonly Series[], axis: Axis): string => {
  const sums = axis.names.map((_, index) => series.reduce((sum, { values }) => sum + (values[index] ?? 0), 0));
  const top = roundTop(axis.top ?? Math.max(...sums));
  const floor = axis.names.map(() => 0);
  const areas = series.map(({ values }, place) => {
    const below = [...floor];
    for (const [index, value] of values.entries()) floor[index] = (floor[index] ?? 0) + value;
    const upper = floor.map((value, index) => point(index, value, axis.names.length, top));
    const lower = below.map((value, index) => point(index, value, axis.names.length, top)).toReversed();
    return `<polygon class="fill${place}" points="${[...upper, ...lower].join(' ')}"/>`;
  });
  return frame(label, axis, top, areas);
};

export const lines = (label: string, series: readonly Series[], axis: Axis): string => {
  const top = roundTop(axis.top ?? Math.max(...series.flatMap(({ values }) => values)));
  const paths = series.map(
    ({ values }, place) =>
      `<polyline class="line${place}" points="${values.map((value, index) => point(index, value, values.length, top)).join(' ')}"/>`,
  );
  return frame(label, axis, top, paths);
};

/** Bars side by side, one group for each name. */
export const bars = (label: string, series: readonly Series[], axis: Axis): string => {
  const top = roundTop(axis.top ?? Math.max(...series.flatMap(({ values }) => values)));
  const group = inner.width / Math.max(1, axis.names.length);
  const bar = Math.min(46, (group * 0.72) / Math.max(1, series.length));
  const rectangles = series.flatMap(({ values }, place) =>
    values.map((value, index) => {
      const tall = (value / top) * inner.height;
      const left = edge.left + group * (index + 0.5) + bar * (place - series.length / 2);
      return `<rect class="fill${place}" x="${fixed(left)}" y="${fixed(edge.top + inner.height - tall)}" width="${fixed(bar - 2)}" height="${fixed(tall)}" rx="2"/>`;
    }),
  );
  return frame(label, axis, top, rectangles, (index) => edge.left + group * (index + 0.5));
};

const frame = (
  label: string,
  { names, write }: Axis,
  top: number,
  marks: readonly string[],
  place: (index: number) => number = (index) => across(index, names.length),
): string => {
  const steps = [0, 0.25, 0.5, 0.75, 1];
  const grid = steps.map((step) => {
    const y = fixed(edge.top + inner.height * (1 - step));
    return `<line class="grid" x1="${edge.left}" x2="${width - edge.right}" y1="${y}" y2="${y}"/><text class="tick" text-anchor="end" x="${edge.left - 8}" y="${fixed(Number(y) + 4)}">${escapeMarkup(write(top * step))}</text>`;
  });
  const every = names.length <= fewNames ? 1 : Math.ceil(names.length / mostNames);
  const ticks = names.map((name, index) =>
    index % every === 0
      ? `<text class="tick" text-anchor="${anchorOf(place(index))}" x="${fixed(place(index))}" y="${height - 8}">${escapeMarkup(name)}</text>`
      : '',
  );
  return `<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${escapeMarkup(label)}">${grid.join('')}${marks.join('')}${ticks.join('')}</svg>`;
};
/** More would run into each other on a phone. */
const mostNames = 4;
const fewNames = 8;

const anchorOf = (x: number): string => (x > width - 40 ? 'end' : x < edge.left + 20 ? 'start' : 'middle');

const across = (index: number, count: number): number => edge.left + (inner.width * index) / Math.max(1, count - 1);
const point = (index: number, value: number, count: number, top: number): string =>
  `${fixed(across(index, count))},${fixed(edge.top + inner.height * (1 - value / top))}`;

/** The next 1, 2, 2.5, 4, 5 or 8 with zeros: its quarters are round too. */
const roundTop = (value: number): number => {
  if (value <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return ([1, 2, 4, 5, 8, 10].find((each) => each * power >= value) ?? 10) * power;
};

const fixed = (value: number): string => value.toFixed(1).replace(/\.0$/, '');
