import { expect, onTestFinished, test } from 'vitest';
import { ERRORS } from '../../../gateway/domain/errors.ts';
import {
  person as onCall,
  plan,
  policy,
  step,
  toPerson,
} from '../../../gateway/notifications/on-call/on-call.fixtures.ts';
import { openHouse } from '../../harness/alarm-house.ts';
import { webhookChannel } from '../../harness/house-channels.ts';
import { houseCondition } from '../../harness/house-site.ts';
import { expectRows } from '../../harness/journal-times.ts';
import { ManualClock } from '../../harness/manual-clock.ts';
import { startFakeWeb } from '../../harness/web-fakes.ts';

const quick = houseCondition({ onDelayMs: 0, offDelayMs: 0 });

test('11. Ack against return: closed, never active again; a late one is refused', async () => {
  const house = await openHouse({ conditions: [quick] });
  house.feed(85);
  await house.advance(100_000);
  house.feed(20);
  await house.advance(1);
  const states: string[] = [];
  house.process.system.engine.service.onChange(({ state }) => states.push(state));
  expect(await house.acknowledge('X1.high~1', 1)).toMatchObject({ ok: true, value: { state: 'closed' } });
  await house.advance(60_000);
  expectRows(await house.rows('X1.high'), [
    ...['activated@0', 'annunciated@5', 'returned@100', 'acknowledged@100', 'closed@100'],
  ]);
  expect(states.filter((state) => state.startsWith('active'))).toEqual([]);
  expect(house.open()).toEqual([]);

  house.feed(85);
  await house.advance(2_000);
  house.feed(20);
  await house.advance(60_000);
  const closedItself = await house.process.store.alarms.get('X1.high~2');
  expect(closedItself).toMatchObject({ state: 'closed', acknowledgedAt: null });
  for (const id of ['X1.high~1', 'X1.high~2'])
    expect(await house.acknowledge(id, 1)).toMatchObject({ code: 'ALARM_EPISODE_CLOSED' });
  expect(ERRORS.ALARM_EPISODE_CLOSED.status).toBe(409);
  expect(house.open()).toEqual([]);
});

/** The alarm is told to Wang, with a link. */
async function toldWithLink() {
  const clock = new ManualClock();
  const { channel, taken } = await webhookChannel(clock);
  const wang = onCall('wang', { contacts: [{ channel: channel.id, address: '' }] });
  const alarms = policy('all', [step(0, [toPerson('wang')])]);
  const people = plan({ people: [wang], rotations: [], policies: [alarms], siteDuty: [toPerson('wang')] });
  const duty = { plan: people, channels: [channel] };
  const house = await openHouse({ conditions: [quick], clock, duty, site: { publicUrl: 'https://tower.example' } });
  house.feed(85);
  await house.advance(10_000);
  const { acknowledge } = (taken[0] as { readonly links: { readonly acknowledge: string } }).links;
  const { answers, engine } = house.process.system;
  const { http } = await startFakeWeb({ answers, alarms: engine.service });
  onTestFinished(() => http.close());
  return { house, http, path: new URL(acknowledge).pathname };
}

test('11. … and link prefetch: GET changes nothing, POST acknowledges once', async () => {
  const { house, http, path } = await toldWithLink();
  const before = await house.rows('X1.high');
  for (let time = 0; time < 5; time++) expect((await http.app.inject(path)).statusCode).toBe(200);
  await house.advance(1_000);
  expect(await house.rows('X1.high')).toEqual(before);
  expect(house.find('X1.high')).toMatchObject({ state: 'active-unacknowledged' });

  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const post = async () => {
    const answer = http.app.inject({ method: 'POST', url: path, headers, payload: '' });
    const pass = async (): Promise<void> => {
      for (let time = 0; time < 20; time++) await house.advance(25);
    };
    return (await Promise.all([answer, pass()]))[0].statusCode;
  };
  expect(await post()).toBe(200);
  const [acknowledged] = (await house.journal('X1.high')).slice(-1);
  expect(acknowledged).toMatchObject({ type: 'acknowledged', via: 'link', actor: 'wang' });
  expect(house.find('X1.high')).toMatchObject({ state: 'active-acknowledged', acknowledgedBy: 'wang' });
  expect(await post()).toBe(410);
});
