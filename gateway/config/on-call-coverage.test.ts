import { describe, expect, test } from 'vitest';
import { exampleOnCallPlan } from '../../tests/harness/builders.ts';
import type { EscalationStep, Rotation, Target } from '../domain/on-call.ts';
import { firstGap } from './on-call-coverage.ts';

const DAY = { from: 480, to: 1200 };
const NIGHT = { from: 1200, to: 480 };
const text = { en: 'Duty', zh: '值班' };

function rotation(
  id: string,
  shifts: readonly (typeof DAY)[],
  days: readonly (readonly (number | null)[])[],
): Rotation {
  const turn = { every: 'pattern', shifts, days } as const;
  return { id, title: text, timeZone: 'Asia/Shanghai', start: '2026-01-05', handoff: 480, turn, members: ['wang'] };
}

const step = (targets: readonly Target[], hours: EscalationStep['hours'] = []): EscalationStep => ({
  ...{ afterMs: 0, targets, via: [], hours },
});
const of = (id: string): Target => ({ kind: 'rotation', rotation: id });
const gap = (rotations: readonly Rotation[], ...steps: EscalationStep[]) =>
  firstGap(exampleOnCallPlan({ rotations }), steps);

describe('who is always reached', () => {
  test('a person, a team, a rotation by turns', () => {
    const turns: Rotation = { ...rotation('r', [], []), turn: { every: 'weeks', count: 1 } };
    expect(gap([turns], step([of('r')]))).toBeUndefined();
    expect(gap([], step([{ kind: 'person', person: 'wang' }]))).toBeUndefined();
  });

  test('a day shift and a night shift together, also as two rotations and over two steps', () => {
    expect(gap([rotation('r', [DAY, NIGHT], [[0, 0]])], step([of('r')]))).toBeUndefined();
    const two = [rotation('d', [DAY], [[0]]), rotation('n', [NIGHT], [[0]])];
    expect(gap(two, step([of('d'), of('n')]))).toBeUndefined();
    expect(gap(two, step([of('d')]), step([of('n')]))).toBeUndefined();
  });
});

describe('who is not', () => {
  test('a group robot is nobody', () => {
    expect(gap([], step([{ kind: 'channel', channel: 'chat' }]))).toEqual({
      from: '1970-01-01 00:00',
      to: '1970-01-09 00:00',
    });
  });

  test('a shift nobody has leaves a gap, with its day', () => {
    expect(
      gap(
        [
          rotation(
            'r',
            [DAY, NIGHT],
            [
              [0, 0],
              [0, null],
            ],
          ),
        ],
        step([of('r')]),
      ),
    ).toEqual({
      ...{ from: '2026-01-06 20:00', to: '2026-01-07 08:00' },
    });
  });

  test('two patterns of different lengths are looked at until they meet again', () => {
    const odd = rotation('a', [{ from: 0, to: 1440 }], [[0], [0], [null]]);
    const even = rotation('b', [{ from: 0, to: 1440 }], [[0], [null]]);
    expect(gap([odd, even], step([of('a'), of('b')]))).toEqual({ from: '2026-01-10 00:00', to: '2026-01-11 00:00' });
  });

  test('a step that waits for working hours leaves the nights', () => {
    const hours = [{ days: [1, 2, 3, 4, 5], from: 480, to: 1080 }];
    const plan = [rotation('r', [DAY, NIGHT], [[0, 0]])];
    expect(gap(plan, step([of('r')], hours))).toEqual({ from: '2026-01-05 18:00', to: '2026-01-06 08:00' });
  });

  test('a rotation with a gap in another time zone', () => {
    const far = { ...rotation('r', [DAY], [[0]]), timeZone: 'Europe/London' };
    expect(gap([far, rotation('n', [NIGHT], [[0]])], step([of('r'), of('n')]))).toMatchObject({
      from: '2026-01-05 08:00',
    });
  });
});
