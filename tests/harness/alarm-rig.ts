import { createAlarmEngine } from '../../gateway/alarms/alarm-engine.ts';
import { CONDITIONS } from '../../gateway/alarms/conditions/index.ts';
import type { Alarm } from '../../gateway/domain/alarm.ts';
import type { Actor } from '../../gateway/domain/alarm-input.ts';
import type { Condition, Suppressor } from '../../gateway/domain/condition.ts';
import { QUALITY } from '../../gateway/domain/quality.ts';
import { BatchBuilder } from '../../gateway/domain/sample.ts';
import type { DeskState } from '../../gateway/ports/alarm-service.ts';
import { exampleCondition } from './builders.ts';
import { ManualClock } from './manual-clock.ts';
import { MemoryAlarmRepository } from './memory-alarm-repository.ts';
import { silentLogger } from './silent-logger.ts';
import { silentMetrics } from './silent-metrics.ts';

/** Active at 80 and above, normal below 79; on equipment of its own, of priority P2, told at once. */
export const watching = (point: number, change: Partial<Condition> = {}): Condition => {
  const id = change.id ?? `P${point}.high`;
  return exampleCondition({
    ...{ id, options: { high: 80, deadband: 1 }, priority: 'P2', equipment: `P${point}`, unit: '℃' },
    ...{ watches: { what: 'point', point }, failureGroup: id, order: { when: 'active' } },
    ...change,
  });
};

export const commsLost = (change: Partial<Condition> = {}): Condition =>
  watching(0, {
    ...{ id: 'bus:1.comms-lost', kind: 'comms-lost', options: {}, watches: { what: 'device', device: 'bus:1' } },
    ...change,
  });

export const parent = (condition: string, releaseDelayMs = 0): Suppressor => ({
  kind: 'parent',
  condition,
  releaseDelayMs,
});

export const person = (role: Actor['role'], name = 'li'): Actor => ({ name, role, via: 'ui' });

export interface RigOptions {
  readonly conditions: readonly Condition[];
  readonly repository?: MemoryAlarmRepository;
  readonly clock?: ManualClock;
  readonly points?: number;
}

/** A started engine on a movable clock over a store in memory. */
export async function alarmRig({ conditions, points = 10, ...given }: RigOptions) {
  const { repository = new MemoryAlarmRepository(), clock = new ManualClock() } = given;
  const engine = createAlarmEngine({
    points: Array.from({ length: points }, (_, index) => ({ tag: `P${index}.value`, device: `bus:${index}` })),
    equipment: [...new Set(conditions.map(({ equipment }) => equipment))],
    ...{ conditions, kinds: CONDITIONS, timeZone: 'Asia/Shanghai', repository, clock },
    ...{ logger: silentLogger, metrics: silentMetrics },
  });
  const told: Alarm[] = [];
  const desks: DeskState[] = [];
  engine.service.onChange((alarm) => told.push(alarm));
  engine.service.onDesk((desk) => desks.push(desk));
  await engine.start();
  const feed = (values: Readonly<Record<number, number>>, quality: number = QUALITY.good): void => {
    const batch = new BatchBuilder();
    for (const [point, value] of Object.entries(values)) batch.add(Number(point), value, quality, clock.nowMs());
    engine.onSamples(batch);
  };
  const sample = (point: number, value: number, quality: number = QUALITY.good, sourceTime = clock.nowMs()): void => {
    const batch = new BatchBuilder(1);
    batch.add(point, value, quality, sourceTime);
    engine.onSamples(batch);
  };
  /** Journal rows of one condition (or of the gateway itself: empty) by type. */
  const rows = (conditionId: string): string[] =>
    repository.rows
      .filter(({ alarmId }) => (conditionId === '' ? alarmId === null : alarmId?.startsWith(`${conditionId}~`)))
      .map(({ type }) => type);
  /** Ids of the conditions that people were told of, in that order. */
  const announced = (): string[] =>
    repository.rows
      .filter(({ annunciation }) => annunciation !== null)
      .map(({ alarmId }) => alarmId?.replace(/~\d+$/, '') ?? '');
  const find = (id: string): Alarm | undefined => engine.service.open().find(({ conditionId }) => conditionId === id);
  return { engine, service: engine.service, repository, clock, told, desks, feed, sample, rows, announced, find };
}

export type AlarmRig = Awaited<ReturnType<typeof alarmRig>>;
