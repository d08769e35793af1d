import { setTimeout as pause } from 'node:timers/promises';
import { qualityName } from '../../../gateway/domain/quality.ts';
import { SCAN_PERIOD_MS } from '../shared/watched-field.ts';
import type { Target } from './fault.ts';
import type { Beside, Oracle, WatchedPoint } from './oracle.ts';
import type { Round } from './plan-round.ts';

/** Two scan periods are the promise; the rest is for looking, and for a machine that does other things as well. */
export const GRAIN_MS = 500;
export const PROMISE_MS = 2 * SCAN_PERIOD_MS + GRAIN_MS;
const GIVE_UP_MS = 30_000;
const LOOK_EVERY_MS = 10;

/** What came of one round. */
export interface RoundResult {
  readonly target: string;
  readonly number: number;
  readonly kind: string;
  /** From the device's return (or from when a dead connection could be noticed, if that is later) to the last point good again; NaN: never. */
  readonly recoveryMs: number;
  /** Cycles the units beside a harmed one have lost, and how many there were. */
  readonly neighbours: Beside;
}

export interface Play {
  readonly target: Target;
  readonly points: readonly WatchedPoint[];
  readonly oracle: Oracle;
  fail(round: Round, text: string): void;
  /** Longest time since then for which this process did not get to run. */
  stallSince(at: number): number;
}

/** Harms the target, lifts the harm, and waits until all of it is good again and has been so for a while. */
export async function playRound(play: Play, round: Round): Promise<RoundResult> {
  const { target, points, oracle } = play;
  const { fault, unit } = round;
  const isHarmed = (point: WatchedPoint): boolean => fault.scope === 'line' || point.unit === unit;
  const harmed = points.filter(isHarmed).map(({ index }) => index);
  const neighbours = points.filter((point) => !isHarmed(point)).map(({ index }) => index);
  const beganAt = performance.now();
  const lostBefore = oracle.lostSoFar(neighbours);
  if (!fault.isHarmless) oracle.guard(harmed, false);
  const lift = await fault.begin({ random: round.random, unit });
  await pause(round.holdMs);
  await lift();
  const returnedAt = performance.now();
  if (fault.tellsOldMs) oracle.excuse(harmed, fault.tellsOldMs);
  const since = Math.max(returnedAt, beganAt + (fault.noticeMs ?? 0));
  const recoveryMs = await recovery(play, round, harmed, returnedAt, since);
  const elapsed = performance.now() - beganAt;
  const lost = oracle.lostSoFar(neighbours) - lostBefore;
  oracle.guard(harmed, true);
  await pause(Math.max(round.restMs, fault.restMs ?? 0));
  return {
    target: target.id,
    number: round.number,
    kind: fault.kind,
    recoveryMs,
    neighbours: { lost, cycles: (neighbours.length * elapsed) / SCAN_PERIOD_MS, seconds: elapsed / 1000 },
  };
}

async function recovery(
  play: Play,
  round: Round,
  harmed: readonly number[],
  returnedAt: number,
  since: number,
): Promise<number> {
  const { oracle, points } = play;
  oracle.expectReturn(harmed);
  const isAway = (point: number): boolean => Number.isNaN(oracle.returnedAt[point]!);
  while (harmed.some(isAway) && performance.now() < since + GIVE_UP_MS) await pause(LOOK_EVERY_MS);
  const away = harmed.filter(isAway);
  const nameOf = (point: number): string => points.find(({ index }) => index === point)!.tag;
  if (away.length > 0) {
    play.fail(round, `${away.length} points not good again after ${GIVE_UP_MS} ms, such as ${nameOf(away[0]!)}`);
    return Number.NaN;
  }
  const times = harmed.map((point) => oracle.returnedAt[point]!);
  const worst = Math.max(...times);
  const recoveryMs = Math.max(0, worst - since);
  const late = harmed.filter((_, i) => times[i]! - since > PROMISE_MS + (round.fault.allowedMs ?? 0));
  if (late.length > 0) {
    const stall = Math.round(play.stallSince(returnedAt));
    const slowest = nameOf(harmed[times.indexOf(worst)]!);
    play.fail(
      round,
      `${late.length} of ${harmed.length} points late, the last, ${slowest}, after ${Math.round(recoveryMs)} ms (longest stall of this process ${stall} ms)`,
    );
  }
  return recoveryMs;
}

export const spoiltText = (point: WatchedPoint, quality: number): string =>
  `${point.tag} turned bad without reason: ${qualityName(quality)}`;
