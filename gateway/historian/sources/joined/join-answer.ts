import type { HistoryColumns } from '../../../ports/historian.ts';
import { lastOf, mergeSeries, type Series, sliceSeries } from '../../series.ts';
import { rawColumns } from '../../sinks/embedded/raw-columns.ts';
import { buildRollup } from '../../sinks/embedded/rollup.ts';
import { beginningOf, rollUpPart } from '../roll-up-part.ts';
import type { SourcePart } from '../source-part.ts';
import { columnsOf, concatColumns, seriesOf } from './columns.ts';
import { joinColumns } from './join-columns.ts';

/** How both parts are to be put together. */
export interface JoinFrame {
  /** Local data of the wanted fineness begins here; +∞ when it begins after the range. */
  readonly seamMs: number;
  readonly columnMs: number;
  readonly startMs: number;
  /** Columns of the whole range. */
  readonly length: number;
  /** Columns wanted at most. */
  readonly width: number;
  readonly holdMs: number;
}

/**
 * One answer from both parts: raw samples when they are few enough together, else columns. `knownUntilMs`: the end of what can
 * have been heard.
 */
export function joinAnswer(
  local: HistoryColumns,
  part: SourcePart,
  frame: JoinFrame,
  knownUntilMs: number,
): HistoryColumns {
  const beginsMs = beginningOf(part);
  if (beginsMs === undefined) return local;
  const raw = part.kind === 'samples' ? fewSamples(local, part.series, frame) : undefined;
  if (raw) return joinRaw(local, raw, frame, knownUntilMs);
  const { seamMs, startMs, columnMs, length, holdMs } = frame;
  const endMs = startMs + length * columnMs;
  const untilMs = Math.min(seamMs, endMs, knownUntilMs);
  const older = rollUpPart(part, {
    startMs,
    columnMs,
    length: Math.max(0, Math.ceil((untilMs - startMs) / columnMs)),
    untilMs,
    holdMs,
  });
  const rolledUp =
    local.columnMs > 0
      ? local
      : columnsOf(buildRollup(seriesOf(local), startMs, columnMs, length, knownUntilMs, holdMs), local);
  return joinColumns(rolledUp, older, { beginsMs, seamMs });
}

/** The samples of the source that belong to a raw answer; undefined when there is none to be. */
function fewSamples(local: HistoryColumns, series: Series, { seamMs, width, holdMs }: JoinFrame): Series | undefined {
  if (local.columnMs > 0) return undefined;
  const { fromMs, toMs } = local;
  const untilMs = Math.min(seamMs, toMs);
  const inside = sliceSeries(series, fromMs, untilMs);
  if (inside.length + local.time.length > width) return undefined;
  const before = lastOf(sliceSeries(series, fromMs - holdMs, fromMs));
  return mergeSeries([before, inside]);
}

function joinRaw(local: HistoryColumns, older: Series, frame: JoinFrame, knownUntilMs: number): HistoryColumns {
  const { seamMs, holdMs } = frame;
  const { tag, fromMs, toMs } = local;
  const question = { tag, fromMs, toMs, knownUntilMs: Math.min(seamMs, toMs, knownUntilMs), holdMs };
  return concatColumns(rawColumns(question, older), local);
}
