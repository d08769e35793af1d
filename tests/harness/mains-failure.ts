import type { Alarm } from '../../gateway/domain/alarm.ts';
import type { FakeAlarms } from './fake-alarms.ts';
import { fakeAlarm } from './fake-alarms.ts';

const text = (en: string, zh: string) => ({ en, zh });

/** How many alarms lie behind the lost mains. */
export const BEHIND = 996;
const CAUSE = 'PUMP-1.mains~1';

/** What a person has to see of a mains failure: the cause, and what is not its consequence. */
export function announced(now: number): Alarm[] {
  const at = (secondsAgo: number) => ({ activeAt: now - secondsAgo * 1000, annunciatedAt: now - secondsAgo * 1000 });
  return [
    fakeAlarm(CAUSE, {
      ...{ priority: 'P1', class: 'safety', title: text('1# incomer supply lost', '1#进线失电') },
      ...{ firstOut: 'first', consequences: BEHIND, value: null, limit: null, ...at(60) },
    }),
    fakeAlarm('PUMP-1.genset~1', {
      ...{ priority: 'P1', class: 'safety', title: text('Generator fails to start', '发电机组启动失败'), ...at(48) },
      ...{ value: null, limit: null, firstOut: 'later' },
    }),
    fakeAlarm('PUMP-2.ups~1', {
      ...{
        equipment: 'PUMP-2',
        priority: 'P2',
        title: text('UPS on battery', 'UPS 电池供电'),
        ...at(55),
        workOrder: 7,
      },
    }),
    fakeAlarm('PUMP-2.trip~1', {
      ...{
        equipment: 'PUMP-2',
        priority: 'P2',
        title: text('Tripped', '跳闸'),
        state: 'latched-acknowledged',
        ...at(300),
      },
      ...{ returnedAt: now - 200_000, acknowledgedBy: 'operator', acknowledgedAt: now - 280_000 },
    }),
    fakeAlarm('PUMP-2.level~1', {
      ...{
        equipment: 'PUMP-2',
        priority: 'P3',
        title: text('Level high', '液位高'),
        isChattering: true,
        occurrence: 3,
      },
      ...{ ...at(400), unknownSince: now - 30_000, state: 'returned-unacknowledged', returnedAt: now - 100_000 },
    }),
    fakeAlarm('PUMP-2.filter~1', {
      ...{ equipment: 'PUMP-2', priority: 'P4', title: text('Filter dirty', '过滤器脏堵'), ...at(4000) },
    }),
  ];
}

/** Its consequences: nobody is told of any. */
export function consequences(now: number): Alarm[] {
  return Array.from({ length: BEHIND }, (_, n) =>
    fakeAlarm(`PUMP-2.behind${n}~1`, {
      ...{ equipment: 'PUMP-2', priority: n % 3 === 0 ? 'P2' : 'P3', title: text(`Undervoltage ${n}`, `欠压 ${n}`) },
      ...{ state: 'suppressed', parent: CAUSE, suppressedBy: [{ kind: 'parent', key: 'PUMP-1.mains' }] },
      ...{ activeAt: now - 59_000, annunciatedAt: null },
    }),
  );
}

/** All of it at once, as the gateway tells it. */
export function strike(alarms: FakeAlarms, now: number): void {
  alarms.alarms = [...announced(now), ...consequences(now)];
  for (const alarm of alarms.alarms) alarms.emit(alarm);
  alarms.emitDesk({
    flood: { since: now - 40_000, count: 37, firstOut: CAUSE },
    maintenance: [],
    unrecordedSince: null,
  });
}
