import type uPlot from 'uplot';
import type { PointState } from '../../../gateway/contract/resources.ts';
import type { Language } from '../../../gateway/domain/text.ts';
import type { TrendTable } from '../../data/trend.ts';
import { splitByGood } from '../../data/trend-split.ts';
import { formatQuantity } from '../../format/number.ts';
import type { SiteTime } from '../../format/site-time.ts';
import type { Tokens } from '../../theme/tokens.ts';
import type { LimitLine } from './limit-lines.ts';

/** What a chart is drawn from. */
export interface ChartParts {
  /** Of the lines of the table, in their order; lines behind them are the same ones earlier. */
  readonly points: readonly PointState[];
  readonly table: TrendTable;
  readonly tokens: Tokens;
  readonly time: SiteTime;
  readonly language: Language;
  readonly windowMs: number;
  /** Limits of the alarms that watch the points. */
  readonly limits?: readonly LimitLine[] | undefined;
}

/** One scale per unit, so that lines that can be compared are. */
export const scaleOf = (point: PointState): string => (point.unit === '' ? point.tag : point.unit);

const LETTER_ROOM = 20;
const VALUE_ROOM = 84;
/** A narrower chart has room for letters alone; the values stand below it. */
const VALUES_FROM_PX = 560;

/** px to the right of everything else, for the letters of the lines and, in a wide chart, their values. */
export const labelRoom = (width: number): number => (width < VALUES_FROM_PX ? LETTER_ROOM : VALUE_ROOM);

/** Of each line of the table: what is sure, lowest, highest, what is doubtful. */
const PER_LINE = 4;
export const SERIES = { sure: 1, min: 2, max: 3, doubtful: 4 } as const;

/** Which series of the plot holds a part of a line. */
export const seriesOf = (line: number, part: keyof typeof SERIES): number => PER_LINE * line + SERIES[part];

/** Data as uPlot takes it: the time, then of every line what is sure, its lowest, its highest, and what is doubtful. */
export function chartData(table: TrendTable): uPlot.AlignedData {
  const lines = table.lines.flatMap(({ mean, min, max, good }) => {
    const { sure, doubtful } = splitByGood(mean, good);
    return [sure, min, max, doubtful];
  });
  return [table.x, ...lines];
}

/** Whether a series of the plot is what is sure of some line. */
export const isSure = (series: number): boolean => (series - SERIES.sure) % PER_LINE === 0;

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
