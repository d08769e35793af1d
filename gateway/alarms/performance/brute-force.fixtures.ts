import type { AlarmEvent } from '../../domain/alarm.ts';

const MINUTE = 60_000;
const WINDOW = 10 * MINUTE;
const COUNTED = ['annunciated', 'realarmed', 'level-raised'];

/** The figures of a report, each by looking at all rows again: slow, and without any state to get wrong. */
export function bruteForce(rows: readonly AlarmEvent[], from: number, to: number) {
  const counted = rows.filter(({ type, annunciation }) => annunciation !== null && COUNTED.includes(type));
  const times = clamped(counted.map(({ at }) => at));
  const floods = floodsOf(times, to);
  return {
    alarms: counted.length,
    perDay: { value: (counted.length * 24 * 60 * MINUTE) / (to - from) },
    peakTenMinutes: { value: Math.max(0, ...times.map((_time, index) => inWindow(times, index))) },
    busyShare: { value: busyBins(times, from, to) / Math.ceil((to - from) / WINDOW) },
    floods: floods.length,
    floodShare: { value: floods.reduce((sum, [begin, end]) => sum + (end - begin), 0) / (to - from) },
    longestFloodMs: Math.max(0, ...floods.map(([begin, end]) => end - begin)),
    byPriority: Object.fromEntries(
      ['P1', 'P2', 'P3', 'P4'].map((p) => [p, counted.filter(({ priority }) => priority === p).length]),
    ),
    topTenShare: { value: counted.length === 0 ? null : 1 },
    mostFrequent: ranked(counted),
    chatteringConditions: { value: chatterers(counted).length },
    acknowledgement: ['P1', 'P2', 'P3', 'P4'].map((priority) => acknowledgementOf(rows, counted, priority)),
  };
}

/** A clock that goes back does not take the time back. */
function clamped(times: readonly number[]): number[] {
  return times.map((_time, index) => Math.max(...times.slice(0, index + 1)));
}

/** Those not older than ten minutes among the first ones up to this. */
const inWindow = (times: readonly number[], index: number): number =>
  times.slice(0, index + 1).filter((time) => time > times[index]! - WINDOW).length;

function busyBins(times: readonly number[], from: number, to: number): number {
  let busy = 0;
  for (let bin = from; bin < to; bin += WINDOW)
    if (times.filter((time) => time >= bin && time < bin + WINDOW).length > 10) busy++;
  return busy;
}

/** Looks at every moment at which the number in the window can change. */
function floodsOf(times: readonly number[], to: number): [number, number][] {
  const floods: [number, number][] = [];
  let since: number | null = null;
  const leaving = times.map((time) => time + WINDOW).filter((time) => time <= to);
  const moments = new Set([...leaving, ...times]);
  for (const moment of [...moments].sort((a, b) => a - b)) {
    // What leaves at a moment leaves before anything comes at it; those that come at one moment are looked at together.
    const left = times.filter((time) => time < moment && time > moment - WINDOW).length;
    const here = times.filter((time) => time <= moment && time > moment - WINDOW).length;
    if (since !== null && left < 5 && times.some((time) => time + WINDOW === moment)) {
      floods.push([since, moment]);
      since = null;
    }
    if (since === null && here > 10 && times.includes(moment)) since = moment;
  }
  if (since !== null) floods.push([since, to]);
  return floods;
}

function ranked(counted: readonly AlarmEvent[]) {
  const ids = [...new Set(counted.map(({ conditionId }) => conditionId!))];
  return ids
    .map((conditionId) => ({ conditionId, count: counted.filter((one) => one.conditionId === conditionId).length }))
    .sort((a, b) => b.count - a.count || a.conditionId.localeCompare(b.conditionId));
}

function chatterers(counted: readonly AlarmEvent[]): string[] {
  return ranked(counted)
    .map(({ conditionId }) => conditionId)
    .filter((id) => {
      const times = counted.filter(({ conditionId }) => conditionId === id).map(({ at }) => at);
      return times.some((time, index) => index >= 2 && time - times[index - 2]! <= MINUTE);
    });
}

/** The wait before an acknowledgement begins with the first alarm after the acknowledgement before it. */
function acknowledgementOf(rows: readonly AlarmEvent[], counted: readonly AlarmEvent[], priority: string) {
  const waits: { readonly ms: number | null }[] = [];
  for (const first of counted) {
    if (first.priority !== priority) continue;
    const own = rows.filter(({ alarmId }) => alarmId === first.alarmId);
    const before = own.slice(0, own.indexOf(first));
    const isFirst = !hasOpenWait(before);
    const ended = own.slice(own.indexOf(first)).find(({ type }) => type === 'acknowledged' || type === 'closed');
    if (!isFirst || ended?.type === 'closed') continue;
    waits.push({ ms: ended ? Math.max(0, ended.at - first.at) : null });
  }
  const seconds = waits.flatMap(({ ms }) => (ms === null ? [] : [Math.min(86_400, Math.round(ms / 1000))]));
  seconds.sort((a, b) => a - b);
  return {
    ...{ priority, acknowledged: seconds.length, waiting: waits.filter(({ ms }) => ms === null).length },
    p90Ms: seconds.length === 0 ? null : seconds[Math.ceil(seconds.length * 0.9) - 1]! * 1000,
  };
}

/** Whether an alarm counted in these rows still waits at their end. */
function hasOpenWait(rows: readonly AlarmEvent[]): boolean {
  const last = rows.findLastIndex(({ type }) => type === 'acknowledged' || type === 'closed');
  return rows.slice(last + 1).some(({ type, annunciation }) => annunciation !== null && COUNTED.includes(type));
}
