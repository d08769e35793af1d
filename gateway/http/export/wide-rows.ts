import { wideRow } from '../../contract/history-file.ts';
import { PlantroomError } from '../../domain/errors.ts';
import type { Point } from '../../domain/point.ts';
import type { HistoryColumns } from '../../ports/historian.ts';
import type { ExportPlan } from './export-plan.ts';
import { type GridValue, gridOf } from './grid.ts';
import { nextTurn } from './long-rows.ts';

/** Steps of one page; with two hundred tags a few hundred thousand numbers. */
const PAGE_STEPS = 500;

/** The historian answers in columns people can read off an axis; a step that is none of them is put together from these. */
export interface WidePlan extends ExportPlan {
  readonly stepMs: number;
  readonly points: readonly Point[];
}

/** One row per step and one column per tag. Steps begin at whole multiples of the step (UTC). */
export async function* wideRows(plan: WidePlan): AsyncGenerator<string> {
  const { stepMs, toMs, after } = plan;
  const first = Math.floor(plan.fromMs / stepMs) * stepMs;
  const start = after === undefined ? first : Math.max(first, Math.floor(after.ms / stepMs) * stepMs + stepMs);
  for (let at = start; at < toMs; at += PAGE_STEPS * stepMs) {
    yield await pageText(plan, at, Math.min(PAGE_STEPS, Math.ceil((toMs - at) / stepMs)));
    await nextTurn();
  }
}

async function pageText(plan: WidePlan, startMs: number, length: number): Promise<string> {
  const { points, stepMs, tags, format, timeText } = plan;
  const columns: (number | null)[][] = [];
  for (const point of points) {
    const answer = await columnsFor(plan, point.tag, startMs, length);
    columns.push(gridOf(answer, startMs, stepMs, length, shownOf(point)));
  }
  let text = '';
  for (let i = 0; i < length; i++) {
    const values = columns.map((column) => column[i] ?? null);
    text += wideRow(format, tags, timeText(startMs + i * stepMs), values);
  }
  return text;
}

/** A file that lacks what a database did not give must not look as if that had never been. */
async function columnsFor(
  { reader, stepMs }: WidePlan,
  tag: string,
  startMs: number,
  length: number,
): Promise<HistoryColumns> {
  const columns = await reader.query(tag, startMs, startMs + length * stepMs, length);
  if (columns.missing) throw new PlantroomError('HISTORY_SOURCE_FAILED', columns.missing.reason);
  return columns;
}

/** The mean of a register or of a state says nothing. */
const shownOf = ({ kind }: Point): GridValue => (kind === 'number' ? 'mean' : 'last');
