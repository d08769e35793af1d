import { expect, test } from 'vitest';
import { START } from '../../tests/harness/alarm-records.ts';
import { openTestStore } from '../../tests/harness/store-file.ts';
import type { StoredOverride } from '../ports/duty-store.ts';

const HOUR = 3_600_000;
const override = (change: Partial<StoredOverride> = {}): Omit<StoredOverride, 'id'> => ({
  ...{ rotation: 'chillers', from: START, to: START + HOUR, kind: 'replace', person: 'li', instead: 'kim' },
  ...{ reason: 'dentist', by: 'kim', state: 'agreed', createdAt: START, agreedBy: null, agreedAt: null, ...change },
});

test('overrides are found by the time they lie in, also after a restart', async () => {
  const { store, folder } = await openTestStore();
  const late = await store.duty.add(override({ from: START + 2 * HOUR, to: START + 3 * HOUR }));
  const early = await store.duty.add(override());
  expect(early).toEqual({ ...override(), id: early.id });
  await store.close();
  const { duty } = (await openTestStore(folder)).store;
  expect(await duty.overrides(START, START + 9 * HOUR)).toEqual([early, late]);
  expect(await duty.overrides(START + HOUR, START + 2 * HOUR)).toEqual([]);
  expect(await duty.overrides(START + HOUR - 1, START + HOUR)).toEqual([early]);
  expect(await duty.override(late.id)).toEqual(late);
  expect(await duty.override(99)).toBeUndefined();
});

test('a swap that is asked counts once it is agreed, once', async () => {
  const { duty } = (await openTestStore()).store;
  const { id } = await duty.add(override({ state: 'asked' }));
  expect(await duty.agree(id, 'li', START + 5)).toBe(true);
  expect(await duty.agree(id, 'wang', START + 6)).toBe(false);
  expect(await duty.override(id)).toMatchObject({ state: 'agreed', agreedBy: 'li', agreedAt: START + 5 });
});

test('one that is withdrawn is gone, and its number is not used again', async () => {
  const { duty } = (await openTestStore()).store;
  const { id } = await duty.add(override());
  expect(await duty.remove(id)).toBe(true);
  expect(await duty.remove(id)).toBe(false);
  expect((await duty.add(override())).id).toBeGreaterThan(id);
});
