import fc from 'fast-check';
import { expect, it } from 'vitest';
import { viewLiveFrame } from '../contract/live-frame.ts';
import { Latest } from '../pipeline/latest.ts';
import { LiveClient } from './live-client.ts';
import { PointSet } from './point-set.ts';
import { readSubscription } from './subscription.ts';

const SIZE = 64;
const caller = {
  username: 'a',
  displayName: 'A',
  role: 'viewer',
  language: null,
  sessionId: 's',
  expiresAt: 0,
} as const;

const action = fc.oneof(
  fc.record({ do: fc.constant('change' as const), point: fc.nat(SIZE - 1), value: fc.integer() }),
  fc.record({ do: fc.constant('tick' as const) }),
  fc.record({ do: fc.constant('shown' as const) }),
  fc.record({
    do: fc.constantFrom('subscribe' as const, 'watch' as const),
    points: fc.uniqueArray(fc.nat(SIZE - 1)),
  }),
);

it('a browser that applies every frame holds the newest values, never sees a gap and never has two frames under way', () => {
  fc.assert(
    fc.property(fc.array(action, { maxLength: 80 }), (actions) => {
      const latest = new Latest(SIZE);
      const client = new LiveClient(caller, latest);
      const held = new Map<number, number>();
      let subscribed = new Set<number>();
      let sequence = 0;
      let unshown = 0;
      const take = (buffer: ArrayBuffer): void => {
        const frame = viewLiveFrame(buffer);
        expect(frame.sequence).toBe(++sequence);
        frame.point.forEach((point, i) => void held.set(point, frame.value[i]!));
      };
      const tick = (): void => {
        const frame = client.nextFrame(0);
        if (!frame) return;
        take(frame);
        unshown++;
        expect(unshown).toBe(1);
      };
      const show = (): void => {
        client.confirm(sequence);
        unshown = 0;
      };
      for (const step of actions) {
        if (step.do === 'change') {
          latest.value[step.point] = step.value;
          const changed = new PointSet(SIZE);
          changed.add(step.point);
          client.note(changed);
        } else if (step.do === 'tick') tick();
        else if (step.do === 'shown') show();
        else if (step.do === 'watch') {
          client.watch(step.points);
          subscribed = new Set(step.points);
          for (const point of held.keys()) if (!subscribed.has(point)) held.delete(point);
        } else {
          held.clear();
          subscribed = new Set(step.points);
          take(client.subscribe(step.points, 0));
          unshown = 0;
        }
      }
      show();
      tick();
      for (const point of subscribed) expect(held.get(point)).toBe(latest.value[point]);
      for (const point of held.keys()) expect(subscribed.has(point)).toBe(true);
    }),
  );
});

it('does not believe a browser that has shown what was never sent', () => {
  const client = new LiveClient(caller, new Latest(SIZE));
  const changed = new PointSet(SIZE);
  changed.add(1);
  client.subscribe([1], 0);
  client.note(changed);
  expect(client.nextFrame(0)).toBeDefined();
  client.note(changed);
  for (const nonsense of [99, 1.5, Number.NaN, '2', null, undefined, {}]) client.confirm(nonsense);
  expect(client.nextFrame(0)).toBeUndefined();
  client.confirm(2);
  expect(client.nextFrame(0)).toBeDefined();
});

it('has fallen behind after a thousand messages or four snapshots nobody took', () => {
  const client = new LiveClient(caller, new Latest(SIZE));
  for (let i = 0; i < 1000; i++) expect(client.countUnsent()).toBe(true);
  expect(client.countUnsent()).toBe(false);
  client.drained();
  for (let i = 0; i < 4; i++) expect(client.countSnapshot()).toBe(true);
  expect(client.countSnapshot()).toBe(false);
});

it.each([[undefined], ['A'], [{}], [[1]], [['']], [['x'.repeat(201)]], [Array(5001).fill('a')]])(
  'a subscription of %j is refused',
  (asked) => expect(readSubscription(asked)).toBeUndefined(),
);
