import type uPlot from 'uplot';
import type { PointState } from '../../../gateway/contract/resources.ts';
import type { Language } from '../../../gateway/domain/text.ts';
import { paddedSpan } from '../../data/trend.ts';
import { formatNumber } from '../../format/number.ts';
import type { SiteTime } from '../../format/site-time.ts';
import { tickDecimals } from '../../format/tick.ts';
import { PEN_LETTERS } from '../../theme/tokens.ts';
import { type ChartParts, isSure, labelRoom, SERIES, scaleOf, seriesOf } from './chart-parts.ts';
import { drawLetters, drawLimits, drawLoneSpreads } from './draw-lines.ts';
import { drawDoubts, drawNormalBand } from './draw-quality.ts';
import { loneSamples } from './lone-samples.ts';

const ENVELOPE_OPACITY = '2e';
const DAY_MS = 86_400_000;
/** From here on an axis shows months of a year. */
const MONTHS_FROM_MS = 180 * DAY_MS;
/** More value axes than this leave no room for the lines. */
const MOST_AXES = 4;
const AXIS_WIDTH = 56;

/** Samples that a series draws by a dot of their own: a sure one that is joined to what is doubtful is not alone. */
function dots(chart: uPlot, series: number): number[] {
  const lone = loneSamples(chart.data[series] ?? []);
  const joined = isSure(series) ? chart.data[series + SERIES.doubtful - SERIES.sure] : undefined;
  return joined ? lone.filter((i) => joined[i] == null) : lone;
}

const isStepped = (point: PointState): boolean => point.kind === 'boolean' || point.kind === 'enum';

const GHOST_DASH = [2, 4];
const DOUBT_DASH = [6, 4];
function linesOf(parts: ChartParts, stepped: uPlot.Series.PathBuilder | undefined): uPlot.Series[] {
  return parts.table.lines.flatMap((_line, at): uPlot.Series[] => {
    const isEarlier = at >= parts.points.length;
    const i = isEarlier ? at - parts.points.length : at;
    const point = parts.points[i];
    if (!point) return [{}, {}, {}, {}];
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
      points: { show: true, size: 3, fill: colour, filter: dots },
      ...(isStepped(point) && stepped ? { paths: stepped } : {}),
    };
    return [mean, bound, { ...bound }, { ...mean, dash: isEarlier ? GHOST_DASH : DOUBT_DASH }];
  });
}

function bandsOf(parts: ChartParts): uPlot.Band[] {
  return parts.table.lines.slice(0, parts.points.length).flatMap((line, i): uPlot.Band[] =>
    line.envelope
      ? [
          {
            series: [seriesOf(i, 'max'), seriesOf(i, 'min')],
            fill: `${parts.tokens.pens[i] ?? parts.tokens.text2}${ENVELOPE_OPACITY}`,
          },
        ]
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
    padding: [8, labelRoom(size.width), 0, 0],
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
          drawLoneSpreads(chart, latest.current);
          drawDoubts(chart, latest.current);
          drawLimits(chart, latest.current);
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
