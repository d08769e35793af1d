import { createFieldMetrics } from '../../gateway/acquisition/field-metrics.ts';
import type { SupervisorContext } from '../../gateway/acquisition/link-supervisor.ts';
import { PollBus } from '../../gateway/acquisition/poll-bus.ts';
import type { ReadRequest } from '../../gateway/ports/driver.ts';
import { FakePolledLink, fakeRequest } from './fake-polled-link.ts';
import { ManualClock } from './manual-clock.ts';
import { silentLogger } from './silent-logger.ts';
import { silentMetrics } from './silent-metrics.ts';

export interface BusReading {
  readonly point: number;
  readonly quality: number;
  readonly atMs: number;
}

/** A bus over a fake line, with everything it told. */
export interface BusRig {
  readonly clock: ManualClock;
  readonly link: FakePolledLink;
  readonly bus: PollBus;
  readonly readings: BusReading[];
  readonly losses: [string, boolean][];
}

/** A bus with the given requests, not started. */
export function busRig(requests: readonly ReadRequest[]): BusRig {
  const clock = new ManualClock();
  const link = new FakePolledLink(clock, requests);
  const readings: BusReading[] = [];
  const losses: [string, boolean][] = [];
  const deviceIds = [...new Set(requests.map((request) => request.device))];
  const context: SupervisorContext = {
    devices: deviceIds.map((id) => {
      const own = requests.filter((request) => request.device === id);
      const fastestPeriodMs = Math.min(...own.map((request) => request.periodMs));
      return { id, points: own.flatMap((request) => request.points), fastestPeriodMs, silentAfterMs: 3000 };
    }),
    sink: {
      reading: (point, _value, quality) => readings.push({ point, quality, atMs: clock.monotonicMs() }),
      text: () => undefined,
      flush: () => undefined,
    },
    clock,
    random: () => 0.5,
    logger: silentLogger,
    metrics: createFieldMetrics(silentMetrics)('bus'),
    deviceLost: (device, isLost) => losses.push([device, isLost]),
    changed: () => undefined,
  };
  return { clock, link, bus: new PollBus(link, context), readings, losses };
}

/** One request of one point for each of so many units. */
export const units = (count: number, periodMs = 1000): ReadRequest[] =>
  Array.from({ length: count }, (_, i) => fakeRequest(`u${i}`, periodMs, [i]));

/** A bus that has been running for a while. */
export async function runningBus(requests: readonly ReadRequest[], warmUpMs = 5000): Promise<BusRig> {
  const it = busRig(requests);
  it.bus.start();
  await it.clock.advanceAsync(warmUpMs);
  return it;
}
