import type { WireTurn } from '../../data/on-call-api.ts';
import type { SiteDay } from '../../format/site-days.ts';

/** A turn as far as it lies in one day. */
export interface CellTurn {
  readonly turn: WireTurn;
  readonly fromMs: number;
  readonly toMs: number;
}

/** The turns of a rotation on each of the days, in order of their beginning. */
export function weekCells(
  turns: readonly WireTurn[],
  rotation: string,
  days: readonly SiteDay[],
): readonly (readonly CellTurn[])[] {
  const own = turns.filter((turn) => turn.rotation === rotation);
  return days.map((day) => own.flatMap((turn) => cellOf(turn, day) ?? []).sort((a, b) => a.fromMs - b.fromMs));
}

function cellOf(turn: WireTurn, { startMs, endMs }: SiteDay): CellTurn | undefined {
  const fromMs = Math.max(Date.parse(turn.startsAt), startMs);
  const toMs = Math.min(Date.parse(turn.endsAt), endMs);
  return fromMs < toMs ? { turn, fromMs, toMs } : undefined;
}
