import type uPlot from 'uplot';
import { PEN_LETTERS } from '../../theme/tokens.ts';
import { NUMERAL_Y, PRIORITY_SHAPES } from '../../ui/priority-shapes.ts';
import { type ChartParts, labelRoom, penText, scaleOf, seriesOf } from './chart-parts.ts';
import type { LimitLine } from './limit-lines.ts';
import { loneSamples } from './lone-samples.ts';
import { spreadLabels } from './spread-labels.ts';

/** Pens E–H are told apart by small marks too. */
const MARKED_FROM = 4;
const MARK_EVERY_PX = 80;
const LABEL_HEIGHT = 16;
const GAP_PX = 4;
/** From this much room on the value stands behind the letter. */
const ROOM_FOR_VALUE = 60;
const BADGE_PX = 16;
/** The square that shapes of badges are drawn in. */
const SHAPE_PX = 20;
const LIMIT_DASH = [5, 4];

const meanAt = (chart: uPlot, line: number, i: number): number | null | undefined =>
  chart.data[seriesOf(line, 'sure')]?.[i] ?? chart.data[seriesOf(line, 'doubtful')]?.[i];

interface Label {
  readonly text: string;
  readonly colour: string;
  readonly y: number;
}

/** Letter and last value of each line at its height, right of the axes, none on another; and marks along the lines of the later pens. */
export function drawLetters(chart: uPlot, parts: ChartParts): void {
  const { ctx, bbox } = chart;
  const room = labelRoom(chart.width);
  const labels = parts.points.flatMap((_point, i) => labelOf(chart, parts, i, room >= ROOM_FOR_VALUE) ?? []);
  const height = LABEL_HEIGHT * devicePixelRatio;
  const places = spreadLabels(
    labels.map(({ y }) => y),
    height,
    bbox.top,
    bbox.top + bbox.height,
  );
  ctx.save();
  ctx.font = `600 ${13 * devicePixelRatio}px sans-serif`;
  ctx.textAlign = 'left';
  ctx.textBaseline = 'middle';
  labels.forEach(({ text, colour }, i) => {
    ctx.fillStyle = colour;
    ctx.fillText(text, (chart.width - room + GAP_PX) * devicePixelRatio, places[i] ?? 0);
  });
  parts.points.forEach((point, i) => {
    ctx.fillStyle = parts.tokens.pens[i] ?? parts.tokens.text2;
    if (i >= MARKED_FROM) drawMarks(chart, i, scaleOf(point));
  });
  ctx.restore();
}

/** Nothing for a line that ends in a gap: its last value is not the present one. */
function labelOf(chart: uPlot, { points, tokens, language }: ChartParts, line: number, isLong: boolean): Label | null {
  const point = points[line];
  const value = lastShown(chart, line);
  if (!point || value === null) return null;
  const letter = PEN_LETTERS[line] ?? '';
  return {
    text: isLong ? `${letter} ${penText(point, value, language)}` : letter,
    colour: tokens.pens[line] ?? tokens.text2,
    y: chart.valToPos(value, scaleOf(point), true),
  };
}

/** The value in the last column in view that has one of this line; null where that is a gap. */
function lastShown(chart: uPlot, line: number): number | null {
  const length = chart.data[0].length;
  const [, until] = chart.series[0]?.idxs ?? [0, length - 1];
  for (let i = Math.min(until, length - 1); i >= 0; i--) {
    const value = meanAt(chart, line, i);
    if (value !== undefined) return value;
  }
  return null;
}

function drawMarks(chart: uPlot, line: number, scale: string): void {
  const { ctx, bbox } = chart;
  const step = MARK_EVERY_PX * devicePixelRatio;
  for (let x = bbox.left + step / 2; x < bbox.left + bbox.width; x += step) {
    const i = chart.posToIdx((x - bbox.left) / devicePixelRatio);
    const value = meanAt(chart, line, i);
    if (value === null || value === undefined) continue;
    const [at, y] = [chart.valToPos(chart.data[0][i] ?? 0, 'x', true), chart.valToPos(value, scale, true)];
    ctx.fillRect(at - 2 * devicePixelRatio, y - 2 * devicePixelRatio, 4 * devicePixelRatio, 4 * devicePixelRatio);
  }
}

/** Of a column between two gaps the band shows nothing: it gets a tick from its lowest to its highest. */
export function drawLoneSpreads(chart: uPlot, { points, table, tokens }: ChartParts): void {
  const { ctx } = chart;
  ctx.save();
  ctx.lineWidth = devicePixelRatio;
  points.forEach((point, line) => {
    if (!table.lines[line]?.envelope) return;
    const [low, high] = [chart.data[seriesOf(line, 'min')] ?? [], chart.data[seriesOf(line, 'max')] ?? []];
    ctx.strokeStyle = tokens.pens[line] ?? tokens.text2;
    ctx.beginPath();
    for (const i of loneSamples(low)) {
      const x = chart.valToPos(chart.data[0][i] ?? 0, 'x', true);
      ctx.moveTo(x, chart.valToPos(low[i] ?? 0, scaleOf(point), true));
      ctx.lineTo(x, chart.valToPos(high[i] ?? 0, scaleOf(point), true));
    }
    ctx.stroke();
  });
  ctx.restore();
}

/** Limits that lie in view: a dashed line each, with the badge of the alarm and the letter of its line. The axes do not stretch for them. */
export function drawLimits(chart: uPlot, parts: ChartParts): void {
  const { top, height } = chart.bbox;
  for (const limit of parts.limits ?? []) {
    const point = parts.points[limit.line];
    const y = point && chart.valToPos(limit.value, scaleOf(point), true);
    if (y !== undefined && y >= top && y <= top + height) drawLimit(chart, parts, limit, y);
  }
}

function drawLimit(chart: uPlot, { tokens, points }: ChartParts, { line, priority }: LimitLine, y: number): void {
  const { ctx, bbox } = chart;
  const [badge, isNamed] = [BADGE_PX * devicePixelRatio, points.length > 1];
  ctx.save();
  ctx.strokeStyle = tokens.text2;
  ctx.lineWidth = devicePixelRatio;
  ctx.setLineDash(LIMIT_DASH.map((px) => px * devicePixelRatio));
  ctx.beginPath();
  ctx.moveTo(bbox.left + badge * (isNamed ? 2 : 1.25), y);
  ctx.lineTo(bbox.left + bbox.width, y);
  ctx.stroke();
  ctx.setLineDash([]);
  if (isNamed) {
    ctx.font = `600 ${12 * devicePixelRatio}px sans-serif`;
    ctx.textAlign = 'left';
    ctx.textBaseline = 'middle';
    ctx.fillStyle = tokens.text;
    ctx.fillText(PEN_LETTERS[line] ?? '', bbox.left + badge * 1.25, y);
  }
  ctx.translate(bbox.left + 2 * devicePixelRatio, y - badge / 2);
  ctx.scale(badge / SHAPE_PX, badge / SHAPE_PX);
  const shape = new Path2D(PRIORITY_SHAPES[priority]);
  ctx.fillStyle = tokens.priority[priority].fill;
  ctx.fill(shape);
  ctx.strokeStyle = tokens.text;
  ctx.lineWidth = 1.5;
  ctx.stroke(shape);
  ctx.font = '700 12.5px sans-serif';
  ctx.textAlign = 'center';
  ctx.textBaseline = 'alphabetic';
  ctx.fillStyle = tokens.priority[priority].ink;
  ctx.fillText(priority.slice(1), SHAPE_PX / 2, NUMERAL_Y[priority]);
  ctx.restore();
}
