import type { Suppressor } from '../domain/condition.ts';
import { durationMs } from '../domain/duration.ts';
import type { Point } from '../domain/point.ts';
import type { AlarmAttributes } from './alarm-schema.ts';
import type { AlarmSection } from './alarm-section.ts';
import type { MistakeList } from './mistakes.ts';
import type { Origin } from './origin.ts';
import { weekHoursOf } from './week-hours.ts';

interface Surrounding {
  readonly equipment: string;
  readonly points: readonly Point[];
  /** Names of the alarms of its template. */
  readonly known: readonly string[];
  /** Those of them that this site uses. */
  readonly used: readonly string[];
  readonly site: AlarmSection;
  /** How long it takes to return by itself: its off-delay, and two readings. */
  readonly returnMs: number;
}

/** What keeps an alarm quiet within its own equipment: its state, a worse alarm, the time of day. */
export function ownSuppressors(
  written: AlarmAttributes,
  { equipment, points, known, used, site, returnMs }: Surrounding,
  origin: Origin,
  mistakes: MistakeList,
): Suppressor[] {
  const { supersededBy = [], schedule } = written;
  for (const [index, name] of supersededBy.entries()) {
    if (!known.includes(name))
      mistakes.addUnknown(origin.locate(['supersededBy', index], 'value'), 'alarm', name, known);
  }
  const worse = supersededBy.filter((name) => used.includes(name));
  const hours = schedule === 'occupied' ? site.occupied : schedule || [];
  return [
    ...runState(written, points, origin, mistakes),
    ...worse.map((name): Suppressor => {
      // What ends both ends the worse one first: the milder one is given time to return as well.
      return { kind: 'superseded', condition: `${equipment}.${name}`, releaseDelayMs: returnMs };
    }),
    ...(hours.length === 0 ? [] : [{ kind: 'schedule', hours: hours.map(weekHoursOf) } as const]),
  ];
}

function runState(
  { whileRunning }: AlarmAttributes,
  points: readonly Point[],
  origin: Origin,
  mistakes: MistakeList,
): Suppressor[] {
  if (whileRunning === undefined || whileRunning === false) return [];
  const isName = typeof whileRunning === 'string';
  const name = isName ? whileRunning : whileRunning.point;
  const point = points.find((one) => one.name === name);
  if (point !== undefined) {
    const inhibitMs = isName ? 0 : durationMs(whileRunning.startupInhibit);
    return [{ kind: 'equipment-state', point: point.index, inhibitMs }];
  }
  const place = origin.locate(isName ? ['whileRunning'] : ['whileRunning', 'point'], 'value');
  mistakes.addUnknown(
    place,
    'point',
    name,
    points.map((one) => one.name),
  );
  return [];
}
