import { expect, test } from 'vitest';
import { activation, exampleAlarm, exampleEvent, START } from '../../../tests/harness/alarm-records.ts';
import { MemoryAlarmRepository } from '../../../tests/harness/memory-alarm-repository.ts';
import type { JournalQuery } from '../../ports/alarm-repository.ts';
import { createAlarmPerformance } from './performance-service.ts';

const DAY_MS = 86_400_000;

class CountingRepository extends MemoryAlarmRepository {
  readonly limits: number[] = [];

  override async journal(query: JournalQuery) {
    this.limits.push(query.limit);
    return super.journal(query);
  }
}

test('reads the journal page by page, and names what it lists', async () => {
  const repository = new CountingRepository();
  await repository.commit(Array.from({ length: 3_000 }, (_, n) => activation(`C${n % 7}.high`, 1 + Math.floor(n / 7))));
  const { read } = createAlarmPerformance(repository);
  const report = await read(START - DAY_MS, START + DAY_MS);
  expect(report).toMatchObject({
    alarms: 3_000,
    byPriority: { P1: 0, P2: 3_000, P3: 0, P4: 0 },
    topTenShare: { value: 1 },
  });
  expect(report.mostFrequent[0]).toMatchObject({
    conditionId: 'C0.high',
    equipment: 'CH-1',
    title: { zh: '高压' },
    count: 429,
  });
  expect(repository.limits.length).toBeGreaterThan(3);
  expect(Math.max(...repository.limits)).toBeLessThan(5_000);
});

test('an alarm that was active before the range counts as standing in it', async () => {
  const repository = new MemoryAlarmRepository();
  const since = START - 3 * DAY_MS;
  const alarm = exampleAlarm({ activeAt: since, annunciatedAt: since });
  await repository.commit([activation(undefined, 1, { alarm, events: [exampleEvent({ at: since })] })]);
  const report = await createAlarmPerformance(repository).read(START, START + DAY_MS);
  expect(report).toMatchObject({
    alarms: 0,
    standing: [{ alarmId: 'CH-1.high~1', activeAt: since, equipment: 'CH-1' }],
  });
});

test('one report after the other, and not too many waiting', async () => {
  const { read } = createAlarmPerformance(new MemoryAlarmRepository());
  const asked = Array.from({ length: 10 }, () => read(START, START + DAY_MS));
  const ended = await Promise.allSettled(asked);
  expect(ended.map(({ status }) => status)).toEqual([...Array(8).fill('fulfilled'), 'rejected', 'rejected']);
  expect(ended[9]).toMatchObject({ reason: { code: 'REQUEST_TOO_MANY' } });
  await expect(read(START, START + DAY_MS)).resolves.toMatchObject({ alarms: 0 });
});

test('a failure concerns only who asked', async () => {
  const repository = new MemoryAlarmRepository();
  const { read } = createAlarmPerformance(repository);
  repository.isDown = true;
  await expect(read(START, START + 1)).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
  repository.isDown = false;
  await expect(read(START, START + 1)).resolves.toMatchObject({ alarms: 0 });
});
