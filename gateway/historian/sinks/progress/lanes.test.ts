import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Place } from '../../log/place.ts';
import {
  acknowledge,
  countBehind,
  hasGap,
  LARGEST_LIVE_BACKLOG,
  leaveToReplay,
  nextWork,
  rewind,
  skipDeleted,
  startAt,
} from './lanes.ts';

const SAMPLES_PER_BATCH = 1_000;
const at = (id: number): Place => ({ id, samples: id * SAMPLES_PER_BATCH });
const FAR = LARGEST_LIVE_BACKLOG / SAMPLES_PER_BATCH + 1;

test('a small backlog is simply sent in order', () => {
  expect(nextWork(startAt(at(3)), at(5)).work).toEqual({ lane: 'live', afterId: 3, upToId: 5 });
  expect(nextWork(startAt(at(5)), at(5)).work).toBeUndefined();
});

test('after an outage new data goes first and the gap is filled oldest first', () => {
  const opened = nextWork(startAt(at(3)), at(3 + FAR));
  expect(opened.work).toEqual({ lane: 'replay', afterId: 3, upToId: 3 + FAR });
  const next = nextWork(opened.state, at(4 + FAR));
  expect(next.work).toEqual({ lane: 'live', afterId: 3 + FAR, upToId: 4 + FAR });
  expect(nextWork(acknowledge(next.state, 'live', at(4 + FAR)), at(4 + FAR)).work).toMatchObject({ lane: 'replay' });
});

test('what is told in another way is left to the replay lane, however little it is', () => {
  const told = leaveToReplay(startAt(at(3)), at(5));
  expect(nextWork(told, at(5)).work).toEqual({ lane: 'replay', afterId: 3, upToId: 5 });
  expect(nextWork(told, at(6)).work).toEqual({ lane: 'live', afterId: 5, upToId: 6 });
  expect(leaveToReplay(startAt(at(5)), at(5))).toEqual(startAt(at(5)));
});

test('a filled gap closes', () => {
  const { state } = nextWork(startAt(at(3)), at(3 + FAR));
  expect(acknowledge(state, 'replay', at(3 + FAR))).toEqual(startAt(at(3 + FAR)));
});

test('a sink that may have forgotten gets everything after its safe place again', () => {
  const { state } = nextWork(startAt(at(30)), at(30 + FAR));
  expect(rewind(state, at(20))).toEqual(startAt(at(20)));
});

type Event =
  | { kind: 'commit' }
  | { kind: 'told' }
  | { kind: 'work'; part: number }
  | { kind: 'fail' }
  | { kind: 'evict'; part: number };
const event: fc.Arbitrary<Event> = fc.oneof(
  { weight: 6, arbitrary: fc.constant<Event>({ kind: 'commit' }) },
  { weight: 4, arbitrary: fc.double({ min: 0, max: 1, noNaN: true }).map((part): Event => ({ kind: 'work', part })) },
  { weight: 1, arbitrary: fc.constant<Event>({ kind: 'fail' }) },
  { weight: 1, arbitrary: fc.constant<Event>({ kind: 'told' }) },
  { weight: 1, arbitrary: fc.double({ min: 0, max: 1, noNaN: true }).map((part): Event => ({ kind: 'evict', part })) },
);

test('whatever happens, in the end every batch was sent or counted as lost', () => {
  fc.assert(
    fc.property(fc.array(event, { maxLength: 300 }), (events) => {
      let [state, head, oldest, lost] = [startAt(at(0)), 0, 0, 0];
      const sent = new Set<number>();
      const work = (part: number): boolean => {
        const next = nextWork(state, at(head));
        state = next.state;
        if (!next.work) return false;
        const { lane, afterId, upToId } = next.work;
        const last = afterId + Math.max(1, Math.round((upToId - afterId) * part));
        for (let id = afterId + 1; id <= last; id++) sent.add(id);
        state = acknowledge(state, lane, at(last));
        return true;
      };
      for (const happening of events) {
        if (happening.kind === 'commit') head += 5;
        else if (happening.kind === 'work') work(happening.part);
        else if (happening.kind === 'told') state = leaveToReplay(state, at(head));
        else if (happening.kind === 'fail') state = rewind(state, at(Math.max(oldest, state.tail.id - 3)));
        else {
          oldest = Math.max(oldest, Math.floor(head * happening.part));
          const skipped = skipDeleted(state, at(oldest));
          state = skipped.state;
          lost += skipped.lost;
        }
        expect(state.tail.id <= state.liveFrom.id && state.liveFrom.id <= state.live.id).toBe(true);
        expect(hasGap(state) || state.tail.id === state.live.id).toBe(true);
      }
      for (let i = 0; i < 5_000 && work(0.5); i++);
      expect(countBehind(state, at(head))).toBe(0);
      const missing = Array.from({ length: head }, (_, i) => i + 1).filter((id) => !sent.has(id)).length;
      expect(lost).toBeGreaterThanOrEqual(missing * SAMPLES_PER_BATCH);
    }),
  );
});
