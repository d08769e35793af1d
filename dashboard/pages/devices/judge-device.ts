import type { WireConnection } from '../../data/api.ts';

export type WireDevice = WireConnection['devices'][number];

/** What is the matter with a device on its line, worst first. */
export type Verdict = 'silent' | 'slowing' | 'refusing' | 'flaky' | 'partly' | 'waiting' | 'good';

/** Below this share of answers a device loses more than noise explains. */
const FLAKY_PERCENT = 95;
/** A single one of several devices should not keep the line busy for so much of the time that it is used. */
const SLOWING_SHARE = 0.4;
/** An idle line is slowed by nobody. */
const BUSY_PERCENT = 30;
/** A line that is busier has no reserve for retries. */
export const FULL_PERCENT = 80;

/** The share of a line's used time that one device takes, 0–1; null where that is not known or nothing is used. */
export function shareOf(device: WireDevice, line: Pick<WireConnection, 'devices'>): number | null {
  const used = line.devices.reduce((sum, { busyPercent }) => sum + (busyPercent ?? 0), 0);
  const own = device.busyPercent ?? null;
  return own === null || used <= 0 ? null : own / used;
}

/** Silence first: whoever does not answer costs the line its timeouts; then what slows, refuses, loses; then what delivers only in part. */
export function judgeDevice(device: WireDevice, line: Pick<WireConnection, 'devices' | 'loadPercent'>): Verdict {
  const { state, successPercent, items, requests, holes } = device;
  if (state === 'offline') return slows(device, line) ? 'slowing' : 'silent';
  if (slows(device, line)) return 'slowing';
  if (holes.length > 0) return 'refusing';
  if (successPercent !== null && successPercent < FLAKY_PERCENT) return 'flaky';
  if (items && items.delivering < items.expected) return 'partly';
  if (state === 'suspect') return requests === 0 ? 'waiting' : 'flaky';
  return 'good';
}

function slows(device: WireDevice, line: Pick<WireConnection, 'devices' | 'loadPercent'>): boolean {
  const share = shareOf(device, line);
  return line.devices.length > 1 && (line.loadPercent ?? 0) >= BUSY_PERCENT && share !== null && share > SLOWING_SHARE;
}

/** How seldom a device would have to be asked to take half of what it takes now, in whole seconds; at least twice its fastest period. */
export const halvedPeriodSeconds = (fastestPeriodMs: number): number =>
  Math.max(2, Math.ceil((2 * fastestPeriodMs) / 1000));
