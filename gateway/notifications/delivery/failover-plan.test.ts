import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Person } from '../../domain/on-call.ts';
import type { OutboxRow } from '../../ports/outbox.ts';
import { exampleNotice } from '../notifications.fixtures.ts';
import { isInTrouble, planFailover } from './failover-plan.ts';
import { nextContactOf } from './next-contact.ts';

const NOW = exampleNotice().queuedAt;
const WAYS = ['push', 'im', 'sms', 'voice'] as const;
const person: Person = {
  ...{ id: 'wang', name: 'Wang', language: 'zh', quiet: undefined },
  contacts: WAYS.map((channel) => ({ channel, address: `${channel} address` })),
};
const next = nextContactOf({ people: [person] }, new Set(WAYS));
const row = (change: Partial<OutboxRow> = {}): OutboxRow => ({
  ...exampleNotice({ channel: 'im' }),
  ...{ state: 'queued', attempts: 0, detail: null, settledAt: null, ...change },
});

test('P1 after two failures or a minute, P2 after five minutes, whatever was given up at once, others never', () => {
  expect(isInTrouble(row({ attempts: 1 }), NOW + 59_999)).toBe(false);
  expect(isInTrouble(row({ attempts: 2 }), NOW)).toBe(true);
  expect(isInTrouble(row(), NOW + 60_000)).toBe(true);
  expect(isInTrouble(row({ priority: 'P2', attempts: 4 }), NOW + 299_999)).toBe(false);
  expect(isInTrouble(row({ priority: 'P2' }), NOW + 300_000)).toBe(true);
  expect(isInTrouble(row({ priority: 'P3' }), NOW + 86_000_000)).toBe(false);
  expect(isInTrouble(row({ priority: 'P3', state: 'dead' }), NOW)).toBe(true);
  expect(isInTrouble(row({ state: 'superseded' }), NOW + 60_000)).toBe(false);
});

test('what quiet hours hold back is not in trouble; what a provider holds back is', () => {
  expect(isInTrouble(row({ priority: 'P2', dueAt: NOW + 600_000 }), NOW + 400_000)).toBe(false);
  expect(isInTrouble(row({ dueAt: NOW + 600_000, detail: '429' }), NOW + 60_000)).toBe(true);
});

test('the next way in the person’s order, with the same message, and then round from the beginning', () => {
  const late = row({ attempts: 2 });
  const step = planFailover(late, [late], NOW + 5_000, next);
  expect(step).toMatchObject({
    kind: 'add',
    notice: { channel: 'sms', address: 'sms address', recipient: 'wang', dueAt: 0, queuedAt: NOW + 5_000 },
  });
  const tried = ['sms', 'voice'].map((channel) => row({ id: channel, channel }));
  expect(planFailover(late, tried, NOW, next)).toMatchObject({ notice: { channel: 'push' } });
});

test('twice decided is once queued', () => {
  const late = row({ attempts: 2 });
  const [a, b] = [planFailover(late, [], NOW, next), planFailover(late, [], NOW + 9, next)];
  expect(a.kind === 'add' && b.kind === 'add' && a.notice.id === b.notice.id).toBe(true);
});

test('a person who was reached, a group, and somebody with one way get no second message', () => {
  const late = row({ attempts: 2 });
  expect(planFailover(late, [row({ id: 'x', channel: 'sms', state: 'sent' })], NOW, next).kind).toBe('none');
  expect(planFailover(row({ attempts: 2, recipient: '' }), [], NOW, next).kind).toBe('none');
  expect(planFailover(row({ attempts: 2, recipient: 'li' }), [], NOW, next).kind).toBe('none');
});

test('all ways dead: exhausted; one still being tried: not yet', () => {
  const dead = WAYS.map((channel) => row({ id: channel, channel, state: 'dead' }));
  expect(planFailover(dead[1]!, dead, NOW, next)).toEqual({ kind: 'exhausted' });
  expect(planFailover(dead[1]!, [...dead.slice(0, 3), row({ id: 'v', channel: 'voice' })], NOW, next).kind).toBe(
    'none',
  );
});

test('a group that cannot be told matters when nobody else was told either', () => {
  const group = row({ id: 'group', recipient: '', state: 'dead' });
  expect(planFailover(group, [row({ state: 'sent' })], NOW, next).kind).toBe('none');
  expect(planFailover(group, [row()], NOW, next).kind).toBe('none');
  expect(planFailover(group, [row({ state: 'dead' })], NOW, next)).toEqual({ kind: 'exhausted' });
});

test('whatever fails, every way is tried once and the search ends', () => {
  fc.assert(
    fc.property(fc.constantFrom(...WAYS), fc.constantFrom('P1', 'P2', 'P3'), (channel, priority) => {
      const rows: OutboxRow[] = [row({ channel, priority, state: 'dead' })];
      let last = planFailover(rows[0]!, rows, NOW, next);
      for (let tries = 0; last.kind === 'add' && tries < 10; tries++) {
        rows.unshift({ ...row({ state: 'dead' }), ...last.notice });
        last = planFailover(rows[0]!, rows, NOW + tries * 1_000, next);
      }
      expect(last).toEqual({ kind: 'exhausted' });
      expect(rows.map((one) => one.channel).toSorted()).toEqual(WAYS.toSorted());
    }),
  );
});
