import { expect, test } from 'vitest';
import { openHouse } from '../../harness/alarm-house.ts';
import { dingtalkChannel } from '../../harness/house-channels.ts';
import { toldOnceBy } from '../../harness/house-duty.ts';
import { houseCondition } from '../../harness/house-site.ts';
import { ManualClock } from '../../harness/manual-clock.ts';

const ALARMS = 60;
const REFUSED_FOR_S = 600;
const REFUSAL = { body: { errcode: 130101, errmsg: 'send too fast, exceed 20 times per minute' } };
const PER_MINUTE = 20;
const MAX_BODY_BYTES = 20_000;

const name = (point: number): string => `alarm-${String(point).padStart(2, '0')}!`;
/** As long as such texts are. */
const LONG = {
  en: 'Start the standby chiller. Read the diagnosis on the unit before any reset; check chilled and cooling water flow.',
  zh: '启动备用冷水机组。复位前先读取机组故障代码；检查冷冻水和冷却水流量。',
};

const conditionOf = (point: number) =>
  houseCondition({
    ...{ id: `EQ-${point}.high`, equipment: `EQ-${point}`, watches: { what: 'point', point } },
    ...{ priority: point % 20 === 19 ? 'P1' : point % 2 === 0 ? 'P2' : 'P3', onDelayMs: 0, holdMs: 0 },
    ...{ title: { en: name(point), zh: name(point) }, consequence: LONG, action: LONG },
  });

async function setup() {
  const clock = new ManualClock();
  const { channel, shown, http } = await dingtalkChannel(clock);
  const points = Array.from({ length: ALARMS }, (_one, point) => point);
  const duty = { plan: toldOnceBy(channel.id), channels: [channel] };
  const house = await openHouse({ clock, duty, conditions: points.map(conditionOf) });
  http.script = () => (house.second < REFUSED_FOR_S ? REFUSAL : undefined);
  return { house, points, shown };
}

test('13. Throttled with HTTP 200: ten minutes of refusals consume no attempt and count nothing as sent; then P1 first, the rest bundled, none lost', async () => {
  const { house, points, shown } = await setup();
  house.feed(Object.fromEntries(points.map((point) => [point, 85])));
  await house.advance(REFUSED_FOR_S * 1_000 - 1_000);
  const waiting = await house.outbox('dingtalk');
  expect(waiting).toHaveLength(ALARMS);
  expect(waiting.filter(({ state, attempts }) => state !== 'queued' || attempts > 0)).toEqual([]);
  expect(shown).toEqual([]);
  const refused = house.exchanges.length;
  // Those that were under way together; after the first answer nobody asks again.
  expect(refused).toBeGreaterThan(0);
  expect(refused).toBeLessThanOrEqual(4);

  await house.advance(REFUSED_FOR_S * 1_000);
  const rows = await house.outbox('dingtalk');
  expect(rows.filter(({ state }) => state !== 'sent' && state !== 'bundled')).toEqual([]);
  const released = house.exchanges.slice(refused);
  for (const { body } of released.slice(0, 3)) expect(body).toContain('【P1】');
  for (const { body } of released) expect(Buffer.byteLength(body)).toBeLessThanOrEqual(MAX_BODY_BYTES);
  for (const { second } of released) {
    const lately = released.filter((other) => other.second > second - 60 && other.second <= second);
    expect(lately.length).toBeLessThanOrEqual(PER_MINUTE);
  }
  expect(shown).toHaveLength(released.length);
  expect(shown.length).toBeLessThan(ALARMS / 2);
  const texts = shown.map((body) => JSON.stringify(body));
  expect(points.filter((point) => !texts.some((text) => text.includes(name(point))))).toEqual([]);
});
