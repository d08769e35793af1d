import { describe, expect, it } from 'vitest';
import { createLastKnownStore, type LastKnown, OLDEST_MS, pointsAsShown } from './last-known.ts';

const NOW = Date.parse('2026-11-22T04:08:00Z');
const KNOWN = {
  savedAt: NOW - 60_000,
  session: { user: { username: 'li' }, permissions: [], expiresAt: '2026-11-22T08:00:00.000Z' },
  site: { timeZone: 'Asia/Shanghai' },
  ...{ equipment: [], points: [], alarms: [], desk: { flood: null, maintenance: [], unrecordedSince: null } },
} as unknown as LastKnown;

/** A device whose clock is a year behind the gateway's. */
const DEVICE = NOW - 365 * 86_400_000;

function setup() {
  const clock = { now: DEVICE };
  const kept = new Map<string, Map<string, Response>>();
  const caches = {
    open: async (name: string) => {
      const cache = kept.get(name) ?? new Map<string, Response>();
      kept.set(name, cache);
      return {
        match: async (key: string) => cache.get(key)?.clone(),
        put: async (key: string, answer: Response) => void cache.set(key, answer),
      };
    },
    delete: async (name: string) => kept.delete(name),
  };
  return { store: createLastKnownStore(caches as unknown as CacheStorage, () => clock.now), clock };
}

describe('what is known without a link', () => {
  it('is what was kept', async () => {
    const { store, clock } = setup();
    await store.write(KNOWN);
    clock.now += 30_000;
    expect(await store.read()).toEqual({ ...KNOWN, now: KNOWN.savedAt + 30_000 });
    await store.forget();
    expect(await store.read()).toBeUndefined();
  });

  it('is nothing when the session is over, when it is too old, or when another version wrote it', async () => {
    const long = { ...KNOWN, session: { ...KNOWN.session, expiresAt: '2030-01-01T00:00:00.000Z' } };
    const cases: [unknown, number][] = [
      [KNOWN, 5 * 3_600_000],
      [long, OLDEST_MS + 1],
      [{ ...KNOWN, points: undefined }, 0],
      [{}, 0],
    ];
    for (const [known, afterMs] of cases) {
      const { store, clock } = setup();
      await store.write(known as LastKnown);
      clock.now += afterMs;
      expect(await store.read()).toBeUndefined();
    }
  });

  it('is nothing where nothing can be kept', async () => {
    const none = createLastKnownStore(undefined, () => NOW);
    await none.write(KNOWN);
    expect(await none.read()).toBeUndefined();
    await none.forget();
  });
});

it('keeps the values that stand on the screen, with their times', () => {
  const point = { tag: 'CH-1.lchwt', value: 5, reason: 'good', sourceTime: null } as never;
  const read = () => ({ value: 6.9, standing: 'good', reason: 'good', sourceTime: NOW, ageSeconds: null }) as const;
  expect(pointsAsShown([point], { read })).toEqual([
    { tag: 'CH-1.lchwt', value: 6.9, reason: 'good', sourceTime: '2026-11-22T04:08:00.000Z' },
  ]);
});
