import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ConditionBoard, type ConditionPoint, type ConditionValue } from './condition-board.ts';
import type { ConditionEvent } from './event-filter.ts';

const FIELDS = ['active', 'acknowledged', 'severity', 'message', 'count'] as const;
const POINTS: readonly ConditionPoint[] = FIELDS.map((field, slot) => ({ slot, field, matches: () => true }));

const event = (more: Partial<ConditionEvent> = {}): ConditionEvent => ({
  ...{ kind: 'condition', condition: 'a', branch: '', sourceNode: 'ns=2;s=L01', sourceName: 'L01', name: 'Hot' },
  ...{ isActive: true, isAcknowledged: false, severity: 500, message: 'hot', time: new Date(1_000), isRetained: true },
  ...more,
});
const over = { isActive: false, isAcknowledged: true, isRetained: false };

/** Values of the points by field, after a refresh that `events` were told in. */
function refreshed(...events: readonly ConditionEvent[]): ConditionBoard {
  const board = new ConditionBoard(POINTS);
  board.beginRefresh();
  for (const told of events) board.apply(told);
  board.endRefresh(new Date(5_000));
  return board;
}
const values = (changed: readonly ConditionValue[]): unknown[] =>
  changed
    .toSorted((a, b) => a.slot - b.slot)
    .map(({ slot, value, text }) => (FIELDS[slot] === 'message' ? text : value));

describe('what a refresh tells', () => {
  it('nothing: every point is quiet, as of its end', () => {
    const changed = refreshed().take();
    expect(values(changed)).toEqual([0, 1, 0, '', 0]);
    expect(changed.every(({ time }) => time?.getTime() === 5_000)).toBe(true);
  });

  it('a condition that is on, with the time of its event', () => {
    const changed = refreshed(event()).take();
    expect(values(changed)).toEqual([1, 0, 500, 'hot', 1]);
    expect(changed.every(({ time }) => time?.getTime() === 1_000)).toBe(true);
  });

  it('what it does not mention is over', () => {
    const board = refreshed(event(), event({ condition: 'b', severity: 900 }));
    board.take();
    board.beginRefresh();
    board.apply(event());
    board.endRefresh(new Date(6_000));
    expect(values(board.take())).toEqual([1, 0, 500, 'hot', 1]);
  });

  it('of several conditions the newest has the word', () => {
    const old = event({ condition: 'b', message: 'old', time: new Date(500) });
    expect(values(refreshed(event(), old).take())).toEqual([1, 0, 500, 'hot', 2]);
    expect(values(refreshed(old, event()).take())).toEqual([1, 0, 500, 'hot', 2]);
  });

  it('an older copy does not undo what happened meanwhile', () => {
    const board = refreshed(event());
    board.beginRefresh();
    board.apply(event({ ...over, message: 'gone', time: new Date(2_000) }));
    board.apply(event());
    board.endRefresh(new Date(6_000));
    expect(values(board.take())).toEqual([0, 1, 0, 'gone', 0]);
  });
});

describe('events', () => {
  it('a former state counts for the acknowledgement only', () => {
    const board = refreshed(event());
    board.apply(event({ branch: 'b1', time: new Date(1_500) }));
    board.apply(event({ ...over, isRetained: true, time: new Date(1_600) }));
    expect(values(board.take())).toEqual([0, 0, 0, 'hot', 0]);
    board.apply(event({ ...over, branch: 'b1', time: new Date(1_700) }));
    expect(values(board.take())).toEqual([0, 1, 0, 'hot', 0]);
  });

  it('only points that are concerned are told, and each once', () => {
    const points = ['a', 'b'].map((condition, slot): ConditionPoint => {
      return { slot, field: 'active', matches: (told) => told.condition === condition };
    });
    const board = new ConditionBoard(points);
    board.beginRefresh();
    board.endRefresh(null);
    board.take();
    board.apply(event());
    board.apply(event({ severity: 600 }));
    expect(board.take().map(({ slot }) => slot)).toEqual([0]);
    expect(board.take()).toEqual([]);
  });

  it('a server that invents conditions does not fill the memory', () => {
    const board = refreshed();
    for (let count = 0; count < 10_050; count++) board.apply(event({ condition: `c${count}` }));
    expect(board.dropped).toBe(50);
    expect(values(board.take())).toEqual([1, 0, 500, 'hot', 10_000]);
  });

  it('whatever comes in whatever order, the points show what was told last of each condition', () => {
    const state = fc.constantFrom(
      over,
      { isActive: true, isRetained: true },
      { ...over, isRetained: true, isAcknowledged: false },
    );
    const told = fc.record({ condition: fc.constantFrom('a', 'b', 'c'), branch: fc.constantFrom('', 'b1'), state });
    fc.assert(
      fc.property(fc.array(told), (history) => {
        const board = refreshed();
        const known = new Map<string, ConditionEvent>();
        history.forEach(({ condition, branch, state: more }, count) => {
          const next = event({ condition, branch, time: new Date(10_000 + count), ...more });
          board.apply(next);
          if (next.isRetained) known.set(condition + branch, next);
          else known.delete(condition + branch);
        });
        const present = [...known.values()].filter(({ branch, isActive }) => branch === '' && isActive);
        const [active, acknowledged, , , count] = values(board.take());
        expect(active).toBe(present.length > 0 ? 1 : 0);
        expect(acknowledged).toBe([...known.values()].every(({ isAcknowledged }) => isAcknowledged) ? 1 : 0);
        expect(count).toBe(present.length);
      }),
    );
  });
});
