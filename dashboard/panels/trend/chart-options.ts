import type uPlot from 'uplot';
import type { PointState } from '../../../gateway/contract/resources.ts';
import type { Language } from '../../../gateway/domain/text.ts';
import { paddedSpan, type TrendTable } from '../../data/trend.ts';
import { formatNumber, formatQuantity } from '../../format/number.ts';
import type { SiteTime } from '../../format/site-time.ts';
import { tickDecimals } from '../../format/tick.ts';
import type { Tokens } from '../../theme/tokens.ts';
import { PEN_LETTERS } from '../../theme/tokens.ts';

export interface ChartParts {
  readonly points: readonly PointState[];
  readonly table: TrendTable;
  readonly tokens: Tokens;
  readonly time: SiteTime;
  readonly language: Language;
  readonly windowMs: number;
}

const ENVELOPE_OPACITY = '2e';
const DAY_MS = 86_400_000;
/** From here on an axis shows months of a year. */
const MONTHS_FROM_MS = 180 * DAY_MS;
/** More value axes than this leave no room for the lines. */
const MOST_AXES = 4;
const AXIS_WIDTH = 56;

/** One scale per unit, so that lines that can be compared are. */
const scaleOf = (point: PointState): string => (point.unit === '' ? point.tag : point.unit);

const isStepped = (point: PointState): boolean => point.kind === 'boolean' || point.kind === 'enum';

/** Data as uPlot takes it: the time, then mean, min and max of every line. */
export function chartData(table: TrendTable): uPlot.AlignedData {
  return [table.x, ...table.lines.flatMap((line) => [line.mean, line.min, line.max])];
}

/** Samples between two gaps, which uPlot would leave out: they get a dot. */
function loneSamples(chart: uPlot, series: number): number[] {
  const values = chart.data[series] ?? [];
  const lone: number[] = [];
  for (let i = 0; i < values.length; i++) {
    if (values[i] != null && values[i - 1] == null && values[i + 1] == null) lone.push(i);
  }
  return lone;
}

function linesOf(parts: ChartParts, stepped: uPlot.Series.PathBuilder | undefined): uPlot.Series[] {
  return parts.points.flatMap((point, i): uPlot.Series[] => {
    const colour = parts.tokens.pens[i] ?? parts.tokens.text2;
    const scale = scaleOf(point);
    const bound: uPlot.Series = { scale, width: 0, points: { show: false }, spanGaps: false };
    const mean: uPlot.Series = {
      label: PEN_LETTERS[i] ?? '',
      scale,
      stroke: colour,
      width: 1.5,
      spanGaps: false,
      points: { show: true, size: 3, fill: colour, filter: loneSamples },
      ...(isStepped(point) && stepped ? { paths: stepped } : {}),
    };
    return [mean, bound, { ...bound }];
  });
}

function bandsOf(parts: ChartParts): uPlot.Band[] {
  return parts.table.lines.flatMap((line, i): uPlot.Band[] =>
    line.envelope
      ? [{ series: [3 * i + 3, 3 * i + 2], fill: `${parts.tokens.pens[i] ?? parts.tokens.text2}${ENVELOPE_OPACITY}` }]
      : [],
  );
}

function scalesOf(points: readonly PointState[]): uPlot.Scales {
  const entries = [...new Map(points.map((point) => [scaleOf(point), point]))].map(
    ([scale, point]): [string, uPlot.Scale] => [
      scale,
      { range: (_chart, min, max) => (min === null || max === null ? [0, 1] : paddedSpan(min, max, point.range)) },
    ],
  );
  return { x: { time: true }, ...Object.fromEntries(entries) };
}

/** As much of a moment as tells it from its neighbours on the axis. */
function stampFor(windowMs: number, time: SiteTime): (ms: number) => string {
  if (windowMs > MONTHS_FROM_MS) return time.month;
  return windowMs > 2 * DAY_MS ? time.day : time.minute;
}

function axesOf(parts: ChartParts): uPlot.Axis[] {
  const { tokens, time, windowMs } = parts;
  const look = { stroke: tokens.text2, font: '13px sans-serif', grid: { stroke: tokens.hair, width: 1 } };
  const stamp = stampFor(windowMs, time);
  const x: uPlot.Axis = {
    ...look,
    ticks: { stroke: tokens.hair },
    values: (_chart, at) => at.map((s) => stamp(s * 1000)),
  };
  const firstOf = new Map<string, PointState>();
  for (const point of parts.points) if (!firstOf.has(scaleOf(point))) firstOf.set(scaleOf(point), point);
  const values = [...firstOf].slice(0, MOST_AXES).map(
    ([scale, point], i): uPlot.Axis => ({
      ...look,
      scale,
      side: i % 2 === 0 ? 3 : 1,
      size: AXIS_WIDTH,
      label: point.unit || lettersOf(parts.points, scale),
      labelFont: '13px sans-serif',
      labelSize: 18,
      grid: { show: i === 0, stroke: tokens.hair, width: 1 },
      ticks: { stroke: tokens.hair },
      values: (_chart, at) => at.map((v) => axisText(point, v, at, parts.language)),
    }),
  );
  return [x, ...values];
}

const lettersOf = (points: readonly PointState[], scale: string): string =>
  points.flatMap((point, i) => (scaleOf(point) === scale ? [PEN_LETTERS[i] ?? ''] : [])).join(' ');

/** Ticks need as many decimals as their distance asks for, not more; states are named. */
function axisText(point: PointState, value: number, ticks: readonly number[], language: Language): string {
  if (point.states) return point.states[String(value)]?.[language] ?? '';
  return formatNumber(value, tickDecimals((ticks[1] ?? 0) - (ticks[0] ?? 0)));
}

/** Draws the normal band of a single line at 20 %, behind it. */
function drawNormalBand(chart: uPlot, parts: ChartParts): void {
  const only = parts.points.length === 1 ? parts.points[0] : undefined;
  if (!only?.normal) return;
  const [low, high] = only.normal.map((v) => chart.valToPos(v, scaleOf(only), true));
  const { left, top, width, height } = chart.bbox;
  const from = Math.max(top, Math.min(top + height, high ?? top));
  const to = Math.max(top, Math.min(top + height, low ?? top));
  chart.ctx.save();
  chart.ctx.fillStyle = `${parts.tokens.dead}33`;
  chart.ctx.fillRect(left, from, width, to - from);
  chart.ctx.restore();
}

/** Options of a chart over the given lines; `stepped` draws states, which do not slope. */
export function chartOptions(
  parts: ChartParts,
  size: { width: number; height: number },
  stepped: uPlot.Series.PathBuilder | undefined,
  onCursor: (index: number | null) => void,
): uPlot.Options {
  return {
    ...size,
    legend: { show: false },
    cursor: { y: false, points: { size: 6 }, drag: { x: false, y: false } },
    series: [{}, ...linesOf(parts, stepped)],
    bands: bandsOf(parts),
    scales: scalesOf(parts.points),
    axes: axesOf(parts),
    hooks: {
      drawClear: [(chart) => drawNormalBand(chart, parts)],
      setCursor: [(chart) => onCursor(chart.cursor.idx ?? null)],
    },
  };
}

/** The value of a line under the cursor, or its last one; null in a gap. */
export function valueAt(table: TrendTable, line: number, index: number | null): number | null {
  const values = table.lines[line]?.mean ?? [];
  const from = index ?? values.length - 1;
  for (let i = from; i >= 0; i--) if (values[i] !== undefined) return values[i] ?? null;
  return null;
}

export const penText = (point: PointState, value: number | null, language: Language): string =>
  value !== null && point.states
    ? (point.states[String(Math.round(value))]?.[language] ?? '')
    : formatQuantity(value, point.decimals, point.unit);
