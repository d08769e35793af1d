import { describe, expect, test } from 'vitest';
import { ordersPlan } from '../../../tests/harness/order-bench.ts';
import { MistakeList } from '../mistakes.ts';
import { ordersSection, resolveOrders } from './orders-schema.ts';

const HOUR_MS = 3_600_000;

function mistakesOf(section: object): readonly string[] {
  const mistakes = new MistakeList();
  const origin = {
    locate: (path: readonly (string | number)[]) => ({ file: 'site.yaml', line: 1, column: 1, path: path.join('.') }),
    isHidden: () => false,
  };
  const person = { id: 'wang', name: 'Wang', language: 'zh', contacts: [], quiet: undefined } as const;
  const onCall = { people: [person], rotations: [], teams: [] };
  resolveOrders(ordersSection.parse(section), { site: { timeZone: 'UTC' }, onCall, origin, mistakes });
  return mistakes.all().map(({ path, message, suggestion }) => `${path}: ${message} ${suggestion ?? ''}`.trim());
}

describe('a site that says nothing', () => {
  const plan = ordersPlan();

  test('has the usual limits; a lift with people in it its own, and planned work no hour at which somebody has to be there', () => {
    expect(
      plan.limits.map(({ kinds, priority, isSafety, limitMs }) => [...kinds, priority, isSafety, limitMs.arrive]),
    ).toEqual([
      ['P1', true, HOUR_MS / 2],
      ['P1', false, HOUR_MS / 2],
      ['P2', false, HOUR_MS],
      ['preventive', 'P3', false, null],
      ['preventive', 'P4', false, null],
      ['P3', false, 8 * HOUR_MS],
      ['P4', false, null],
    ]);
    expect(plan.limits[6]?.limitMs.resolve).toBe(10 * 10 * HOUR_MS);
    expect(plan.limits[0]?.warnAt.map((share) => Math.round(share * 30))).toEqual([15, 25]);
  });

  test('calls back whoever asked, all urgent ones and a tenth of the rest', () => {
    expect(plan.callBack).toMatchObject({
      kinds: ['request', 'corrective'],
      share: { P1: 1, P3: 0.1 },
      workingDays: 1,
    });
  });

  test('has codes for every class, each once', () => {
    for (const { failures, causes, remedies } of plan.codes)
      for (const codes of [failures, causes, remedies])
        expect(new Set(codes.map(({ id }) => id)).size).toBe(codes.length);
    expect(plan.codes.at(-1)?.class).toBeNull();
    expect(plan.codes.flatMap(({ causes }) => causes.map(({ id }) => id))).toContain('no-fault-found');
  });
});

test('limits of the site come before the usual; working days are those of its hours', () => {
  const plan = ordersPlan({
    hours: ['daily 09:00-17:00'],
    limits: [{ priority: 'P2', kinds: ['request'], resolve: '2bd' }],
  });
  expect(plan.limits[0]).toMatchObject({ kinds: ['request'], limitMs: { accept: null, resolve: 16 * HOUR_MS } });
  expect(plan.limits).toHaveLength(8);
});

test('a list of codes takes the place of the usual one of its class', () => {
  const text = { en: 'Door', zh: '门' };
  const plan = ordersPlan({ codes: [{ class: 'lift', failures: [{ id: 'door', text }] }] });
  const lift = plan.codes.filter((one) => one.class === 'lift');
  expect(lift).toHaveLength(1);
  expect(lift[0]).toMatchObject({ failures: [{ id: 'door' }] });
  expect(lift[0]?.causes.length).toBeGreaterThan(5);
});

test('what contradicts itself or is not there is said with its place', () => {
  const text = { en: 'Door', zh: '门' };
  const list = { failures: [{ id: 'door', text }] };
  expect(mistakesOf({ holidays: ['2026-10-01'], workdays: ['2026-10-01'] })).toEqual([
    'orders.workdays.0: 2026-10-01 is a holiday as well',
  ]);
  expect(mistakesOf({ codes: [list, list] })).toEqual(['orders.codes.1: a second list for everything else']);
  expect(mistakesOf({ breachTo: [{ person: 'wamg' }] })).toEqual([
    'orders.breachTo.0.person: unknown person "wamg" wang',
  ]);
  expect(mistakesOf({ assignTo: { P1: 'night' } })).toEqual(['orders.assignTo.P1: unknown rotation "night"']);
  expect(() => ordersSection.parse({ verifyAftr: {} })).toThrow(/verifyAftr/);
});
