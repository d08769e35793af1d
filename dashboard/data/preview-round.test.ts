import { expect, test } from 'vitest';
import { toWire } from '../../gateway/contract/wire.ts';
import { exampleRound } from '../../tests/harness/fake-rounds.ts';
import type { DeedBody, WaitingDeed } from './deed-queue.ts';
import { deedsOf, previewRound } from './preview-round.ts';
import { revive } from './revive.ts';

const round = exampleRound();
const { code } = round.body.stops[0]!;
const deed = (path: string, body: DeedBody, minute: number): WaitingDeed => {
  return { id: `${path} ${minute}`, path, body, doneAt: round.at + minute * 60_000 };
};
const ok = (check: string) => ({ check, mark: 'ok' as const, value: null, text: null, note: null, photo: null });

test('a record comes off the wire as it went on', () => {
  expect(revive(toWire(round))).toEqual(round);
});

test('what waits for a link is shown as if it had arrived; what the gateway would refuse changes nothing', () => {
  const waiting = [
    deed('/rounds/1/fill', { stop: 'PUMP-1', answers: [ok('seal')] }, 1),
    deed('/rounds/1/scan', { stop: 'B1', code, typed: false }, 2),
    deed('/rounds/1/fill', { stop: 'B1', answers: [ok('dry'), ok('smell')] }, 3),
    deed('/rounds/11/skip', { stop: 'B1', reason: 'of another round' }, 4),
    deed('/rounds/1/skip', { stop: 'PUMP-1', reason: 'no key' }, 5),
    deed('/rounds/1/sign', {}, 6),
  ];
  const own = deedsOf(waiting, 1);
  expect(own).toHaveLength(5);
  const { body, state } = previewRound(round, own, 'wang');
  expect(body.stops.map((stop) => stop.state)).toEqual(['done', 'skipped']);
  expect([state, body.signed?.by]).toEqual(['done', 'wang']);
  expect(round.body.stops.map((stop) => stop.state)).toEqual(['open', 'open']);
});
