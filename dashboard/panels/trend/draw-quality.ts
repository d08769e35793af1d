import type uPlot from 'uplot';
import { doubtsOf } from '../../data/trend.ts';
import { type ChartParts, scaleOf } from './chart-parts.ts';

const RAIL_HEIGHT = 6;

/** Draws the normal band of a single line at 20 %, behind it. */
export function drawNormalBand(chart: uPlot, parts: ChartParts): void {
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
export function drawDoubts(chart: uPlot, { table, tokens, points }: ChartParts): void {
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
