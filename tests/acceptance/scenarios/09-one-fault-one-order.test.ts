import { expect, onTestFinished, test } from 'vitest';
import { rateOfChange } from '../../../gateway/alarms/conditions/rate-of-change.ts';
import { openStore, type Store } from '../../../gateway/store/open-store.ts';
import { openHouse } from '../../harness/alarm-house.ts';
import { activation, opensOrder } from '../../harness/alarm-records.ts';
import { houseCondition, housePoint } from '../../harness/house-site.ts';
import { ManualClock } from '../../harness/manual-clock.ts';
import { silentLogger } from '../../harness/silent-logger.ts';
import { rowsOf, withFile } from '../../harness/store-file.ts';
import { tempFolder } from '../../harness/temp-folder.ts';

const FAULT = 'fouled';
const WORKERS = 50;
const COLUMNS = 'dedup_key, state, priority, equipment, title, description, occurrences, opened_by, opened_at';
const SECOND_ORDER = `insert into work_order (${COLUMNS}) select ${COLUMNS} from work_order`;
const LINKS = 'select alarm_id, work_order, role from wo_episode order by alarm_id';

const rate = rateOfChange.optionsSchema.parse({ rising: 10, window: '1m' });
const slope = rateOfChange.derive?.(rate, { name: 'value', kind: 'number', unit: '℃' });
const quick = { onDelayMs: 0, offDelayMs: 0, failureGroup: FAULT } as const;
const conditions = [
  houseCondition(quick),
  houseCondition({
    ...quick,
    ...{ id: 'X1.rising', kind: 'rate-of-change', options: { rising: 10, window: '1m' } },
    watches: { what: 'point', point: 1 },
  }),
];

test('9. Two conditions, one tag, one fault: activated together, two episodes, one order with two links', async () => {
  const house = await openHouse({
    conditions,
    points: [housePoint(0), housePoint(1, { name: 'rate', tag: 'P1.rate', unit: '℃/min' })],
    site: { computed: [{ point: 1, expression: slope?.expression ?? '' }] },
  });
  await house.run(120_000, () => 20);
  // The slope is that of what was held until now: it shows with the sample after the jump, which is beyond the limit.
  await house.run(15_000, (at) => (at < 125 ? 79 : 95));
  const activated = (await house.journal()).filter(({ type }) => type === 'activated');
  expect(activated.map(({ alarmId }) => alarmId).sort()).toEqual(['X1.high~1', 'X1.rising~1']);
  expect(new Set(activated.map(({ at }) => at)).size).toBe(1);
  const orders = await house.orders();
  expect(orders).toHaveLength(1);
  const order = orders[0]!.id;
  expect(rowsOf(house.folder, LINKS)).toEqual([
    { alarm_id: 'X1.high~1', work_order: order, role: expect.stringMatching(/primary|merged/) },
    { alarm_id: 'X1.rising~1', work_order: order, role: expect.stringMatching(/primary|merged/) },
  ]);
});

test('9. … under 50 parallel workers the database has one open order, and takes no second', async () => {
  const folder = await tempFolder();
  const clock = new ManualClock();
  const open = (): Promise<Store> => openStore({ folder, clock, logger: silentLogger });
  const stores = [await open(), ...(await Promise.all(Array.from({ length: WORKERS - 1 }, open)))];
  onTestFinished(async () => {
    await Promise.all(stores.map((store) => store.close()));
  });
  const order = opensOrder(`X1:${FAULT}`, 'X1');
  const commits = stores.map((store, n) => store.alarms.commit([activation(`X1.condition-${n}`, 1, { order })]));
  const placed = await Promise.all(commits);
  expect(new Set(placed.flatMap((orders) => [...orders.values()])).size).toBe(1);
  expect(await stores[0]!.workOrders.list({ state: 'all', limit: 100 })).toHaveLength(1);
  expect(rowsOf(folder, LINKS)).toHaveLength(WORKERS);
  expect(() => withFile(folder, (file) => file.exec(SECOND_ORDER))).toThrow(/UNIQUE/);
});
