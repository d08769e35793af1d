import { expect, test } from 'vitest';
import type { WirePlaybookDetail, WireRunStep } from '../../data/playbook-api.ts';
import { lateCalls, limitOf, stepLists } from './step-lists.ts';

const startedAt = '2026-11-24T01:00:00.000Z';
const step = (id: string, change: Partial<WireRunStep> = {}): WireRunStep => ({
  ...{ id, post: 'duty', title: { en: id, zh: id }, text: null, after: [], limitMs: null, limitFrom: 'start' },
  ...{
    canBeSeen: false,
    evidence: [],
    isOptional: false,
    lateTo: [],
    state: 'open',
    turnAt: startedAt,
    closedAt: null,
  },
  ...{ by: null, note: null, value: null, photos: [], toldLate: 0 },
  ...change,
});

test('what a person has to do first stands first; what is seen by itself below', () => {
  const steps = [
    step('seen', { canBeSeen: true, limitMs: 1000 }),
    step('any time'),
    step('soon', { limitMs: 60_000 }),
    step('sooner', { limitMs: 1000 }),
    step('later', { state: 'waiting', turnAt: null }),
    step('second', { state: 'confirmed', closedAt: '2026-11-24T01:03:00.000Z' }),
    step('first', { state: 'seen', closedAt: '2026-11-24T01:01:00.000Z' }),
  ];
  const lists = stepLists({ steps, startedAt });
  expect(lists.now.map(({ id }) => id)).toEqual(['sooner', 'soon', 'any time', 'seen']);
  expect(lists.later.map(({ id }) => id)).toEqual(['later']);
  expect(lists.done.map(({ id }) => id)).toEqual(['first', 'second']);
});

test('a limit runs from the beginning, or from the turn of the step', () => {
  const begun = Date.parse(startedAt);
  expect(limitOf(step('a', { limitMs: 1000 }), startedAt)).toBe(begun + 1000);
  const turn = { limitMs: 1000, limitFrom: 'turn' } as const;
  expect(limitOf(step('a', { ...turn, turnAt: null }), startedAt)).toBeUndefined();
  expect(limitOf(step('a', { ...turn, turnAt: '2026-11-24T02:00:00.000Z' }), startedAt)).toBe(begun + 3_601_000);
  expect(limitOf(step('a'), startedAt)).toBeUndefined();
});

test('who was told of a late step stands there with the moment; without a post it was the duty', () => {
  const event = (seq: number, type: string, detail: WirePlaybookDetail['events'][number]['detail']) => ({
    ...{ seq, type, detail, at: `2026-11-24T01:0${seq}:00.000Z` },
    ...{ actor: 'system', via: 'system' as const, note: null, deviceAt: null },
  });
  const events = [
    event(1, 'started', { isDrill: false }),
    event(2, 'step-late', { step: 'there', post: 'lead' }),
    event(3, 'step-late', { step: 'there', post: null }),
    event(4, 'step-late', { step: 'of a former version', post: 'lead' }),
    event(5, 'step-late', null),
  ];
  const calls = lateCalls({ events, steps: [step('there', { lateTo: ['lead', 'manager'] })] });
  expect(calls.map(({ at, post }) => [new Date(at).toISOString().slice(14, 16), post])).toEqual([
    ['02', 'lead'],
    ['03', 'duty'],
  ]);
});
