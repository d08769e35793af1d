import type uPlot from 'uplot';
import type { PointState } from '../../../gateway/contract/resources.ts';
import type { Language } from '../../../gateway/domain/text.ts';
import { doubtsOf, paddedSpan, type TrendTable } from '../../data/trend.ts';
import { formatNumber, formatQuantity } from '../../format/number.ts';
import type { SiteTime } from '../../format/site-time.ts';
import { tickDecimals } from '../../format/tick.ts';
import type { Tokens } from '../../theme/tokens.ts';
import { PEN_LETTERS } from '../../theme/tokens.ts';

export interface ChartParts {
  /** Of the lines of the table, in their order; lines behind them are the same ones earlier. */
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

/** Letters at the ends of the lines need room to the right. */
const LETTER_ROOM = 20;
const RAIL_HEIGHT = 6;
const GHOST_DASH = [2, 4];
/** Pens E–H are told apart by small marks too. */
const MARKED_FROM = 4;
const MARK_EVERY_PX = 80;

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
  return parts.table.lines.flatMap((_line, at): uPlot.Series[] => {
    const isEarlier = at >= parts.points.length;
    const i = isEarlier ? at - parts.points.length : at;
    const point = parts.points[i];
    if (!point) return [{}, {}, {}];
    const colour = parts.tokens.pens[i] ?? parts.tokens.text2;
    const scale = scaleOf(point);
    const bound: uPlot.Series = { scale, width: 0, points: { show: false }, spanGaps: false };
    const mean: uPlot.Series = {
      label: PEN_LETTERS[i] ?? '',
      scale,
      stroke: colour,
      width: isEarlier ? 1 : 1.5,
      ...(isEarlier ? { dash: GHOST_DASH } : {}),
      spanGaps: false,
      points: { show: true, size: 3, fill: colour, filter: loneSamples },
      ...(isStepped(point) && stepped ? { paths: stepped } : {}),
    };
    return [mean, bound, { ...bound }];
  });
}

function bandsOf(parts: ChartParts): uPlot.Band[] {
  return parts.table.lines
    .slice(0, parts.points.length)
    .flatMap((line, i): uPlot.Band[] =>
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

/** Where any line was missing or partly covered: hatched along the foot of the plot. */
function drawDoubts(chart: uPlot, { table, tokens, points }: ChartParts): void {
  const { left, top, width, height } = chart.bbox;
  const tall = RAIL_HEIGHT * devicePixelRatio;
  const { ctx } = chart;
  ctx.save();
  ctx.beginPath();
  for (const { from, to } of doubtsOf(table, points.length)) {
    const [a, b] = [from, to].map((at) => Math.min(left + width, Math.max(left, chart.valToPos(at, 'x', true))));
    if (a !== undefined && b !== undefined && b > a) ctx.rect(a, top + height - tall, b - a, tall);
  }
  ctx.clip();
  ctx.strokeStyle = tokens.dead;
  ctx.lineWidth = devicePixelRatio;
  ctx.beginPath();
  for (let x = left; x < left + width + tall; x += tall) {
    ctx.moveTo(x - tall, top + height);
    ctx.lineTo(x, top + height - tall);
  }
  ctx.stroke();
  ctx.restore();
}

/** The letter of each line at its end, and marks along the lines of the later pens. */
function drawLetters(chart: uPlot, parts: ChartParts): void {
  const { ctx, bbox } = chart;
  ctx.save();
  ctx.font = `600 ${13 * devicePixelRatio}px sans-serif`;
  ctx.textBaseline = 'middle';
  parts.points.forEach((point, i) => {
    ctx.fillStyle = parts.tokens.pens[i] ?? parts.tokens.text2;
    const values = chart.data[3 * i + 1] ?? [];
    const last = lastShown(chart, values);
    if (last !== null) {
      const y = chart.valToPos(values[last] ?? 0, scaleOf(point), true);
      ctx.fillText(PEN_LETTERS[i] ?? '', bbox.left + bbox.width + 4 * devicePixelRatio, y);
    }
    if (i >= MARKED_FROM) drawMarks(chart, values, scaleOf(point));
  });
  ctx.restore();
}

/** The last column in view that has a value. */
function lastShown(chart: uPlot, values: ArrayLike<number | null | undefined>): number | null {
  const [, until] = chart.series[0]?.idxs ?? [0, values.length - 1];
  for (let i = Math.min(until, values.length - 1); i >= 0; i--)
    if (values[i] !== undefined) return values[i] === null ? null : i;
  return null;
}

function drawMarks(chart: uPlot, values: ArrayLike<number | null | undefined>, scale: string): void {
  const { ctx, bbox } = chart;
  const step = MARK_EVERY_PX * devicePixelRatio;
  for (let x = bbox.left + step / 2; x < bbox.left + bbox.width; x += step) {
    const i = chart.posToIdx((x - bbox.left) / devicePixelRatio);
    const value = values[i];
    if (value === null || value === undefined) continue;
    const [at, y] = [chart.valToPos(chart.data[0][i] ?? 0, 'x', true), chart.valToPos(value, scale, true)];
    ctx.fillRect(at - 2 * devicePixelRatio, y - 2 * devicePixelRatio, 4 * devicePixelRatio, 4 * devicePixelRatio);
  }
}

/** What a chart tells the page around it. */
export interface ChartEvents {
  readonly onCursor: (index: number | null) => void;
  /** A part of the window was drawn over, seconds; without it nothing can be drawn over. */
  readonly onPart?: ((from: number, to: number) => void) | undefined;
  /** Where the plot stands in its frame, css px: what is laid over it needs that. */
  readonly onPlace?: ((left: number, width: number) => void) | undefined;
}

/** A shorter drag is a press with a shaking hand. */
const LEAST_DRAG_PX = 6;

/** Options of a chart over the given lines; `stepped` draws states, which do not slope. What is drawn over the lines is of the newest parts. */
export function chartOptions(
  latest: { readonly current: ChartParts },
  size: { width: number; height: number },
  stepped: uPlot.Series.PathBuilder | undefined,
  { onCursor, onPart, onPlace }: ChartEvents,
): uPlot.Options {
  const parts = latest.current;
  return {
    ...size,
    legend: { show: false },
    padding: [8, LETTER_ROOM, 0, 0],
    cursor: {
      ...{ y: false, points: { size: 6 } },
      drag: { x: onPart !== undefined, y: false, setScale: false, dist: LEAST_DRAG_PX },
    },
    select: { show: onPart !== undefined, left: 0, top: 0, width: 0, height: 0 },
    series: [{}, ...linesOf(parts, stepped)],
    bands: bandsOf(parts),
    scales: scalesOf(parts.points),
    axes: axesOf(parts),
    hooks: {
      drawClear: [(chart) => drawNormalBand(chart, parts)],
      draw: [
        (chart) => {
          drawDoubts(chart, latest.current);
          drawLetters(chart, latest.current);
        },
      ],
      setCursor: [(chart) => onCursor(chart.cursor.idx ?? null)],
      setSelect: [
        (chart) => {
          const { left, width } = chart.select;
          if (width < LEAST_DRAG_PX) return;
          onPart?.(chart.posToVal(left, 'x'), chart.posToVal(left + width, 'x'));
          chart.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
        },
      ],
      drawAxes: [(chart) => onPlace?.(chart.bbox.left / devicePixelRatio, chart.bbox.width / devicePixelRatio)],
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
