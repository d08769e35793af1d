import { readFileSync } from 'node:fs';
import { POINTS, type Storm } from './storm-plan.ts';

/** What the alarms were given, in this order. */
export type Input =
  | { readonly kind: 'value'; readonly point: number; readonly isAlarm: boolean; readonly at: number }
  | { readonly kind: 'acknowledge'; readonly point: number; readonly person: string; readonly at: number };

/** What the alarms said when it was heard: it must be in their journal. */
export type Promised =
  | {
      readonly kind: 'told';
      readonly alarmId: string;
      readonly occurrence: number;
      readonly state: string;
      readonly by: string;
    }
  | { readonly kind: 'answered'; readonly alarmId: string; readonly person: string };

/** One life by its own record, written before and after what it did. */
export interface LifeRecord {
  /** Undefined when it was killed before it began. */
  readonly startedAt: number | undefined;
  readonly inputs: readonly Input[];
  readonly promised: readonly Promised[];
  /** The newest step of the plant; undefined when it took none. */
  readonly lastStep: number | undefined;
}

/** A line that was cut off by the kill says nothing. */
export function readRecord(path: string, storm: Storm): LifeRecord {
  const inputs: Input[] = [];
  const promised: Promised[] = [];
  let startedAt: number | undefined;
  let lastStep: number | undefined;
  for (const line of textOf(path).split('\n').slice(0, -1)) {
    const [word, ...rest] = line.split(' ') as [string, ...string[]];
    const [first, second] = rest.map(Number) as [number, number];
    if (word === 'o') startedAt = first;
    if (word === 'f') inputs.push(...firstLook(storm, first, second));
    if (word === 's') {
      lastStep = first;
      inputs.push(...inputsOf(storm, first, second));
    }
    if (word === 'd' || word === 'k') promised.push(promiseOf(word, rest));
  }
  return { startedAt, inputs, promised, lastStep };
}

/** Killed before its first line, it has no record. */
function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function firstLook(storm: Storm, step: number, at: number): Input[] {
  const active = storm.inAlarm(step);
  const look = (point: number): Input => ({ kind: 'value', point, isAlarm: active.has(point), at });
  return Array.from({ length: POINTS }, (_one, point) => look(point));
}

function inputsOf(storm: Storm, step: number, at: number): Input[] {
  const { values, acknowledgements } = storm.step(step);
  return [
    ...values.map(([point, isAlarm]): Input => ({ kind: 'value', point, isAlarm, at })),
    ...acknowledgements.map((one): Input => ({ kind: 'acknowledge', ...one, at })),
  ];
}

function promiseOf(word: 'd' | 'k', words: readonly string[]): Promised {
  const [alarmId = '', second = '', state = '', by = ''] = words;
  if (word === 'k') return { kind: 'answered', alarmId, person: second };
  return { kind: 'told', alarmId, occurrence: Number(second), state, by };
}
