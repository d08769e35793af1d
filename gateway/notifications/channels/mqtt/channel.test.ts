import { describe, expect, test } from 'vitest';
import { channelTools } from '../../../../tests/harness/channel-tools.ts';
import { freePort } from '../../../../tests/harness/free-port.ts';
import { ManualClock } from '../../../../tests/harness/manual-clock.ts';
import { exampleNotification, notifiedAlarm, trappedAlarm } from '../../notifications.fixtures.ts';
import { mqtt } from './channel.ts';
import { eventsOf, stateOf, stateTopic, topicsOf } from './message.ts';

const topics = topicsOf('facility', 'tower');

describe('topics', () => {
  test('of the site and the condition, by name', () => {
    expect(stateTopic(topics, trappedAlarm())).toBe('facility/tower/alarm/L01.trapped/state');
    expect(topics.states).toBe('facility/tower/alarm/+/state');
  });

  test('no id makes a level or a wildcard', () => {
    const topic = stateTopic(topicsOf('facility', 'a/b'), trappedAlarm({ conditionId: 'x/+/#' }));
    expect(topic).toBe('facility/a%2Fb/alarm/x%2F%2B%2F%23/state');
  });
});

describe('events', () => {
  test('one for each alarm of a digest, each with an id of its own, none with a way to acknowledge', () => {
    const alarms = [notifiedAlarm(), notifiedAlarm({ conditionId: 'L02.trapped', priority: 'P2' })];
    const events = eventsOf(topics, exampleNotification({ kind: 'digest', alarms }));
    expect(events.map(({ topic }) => topic)).toEqual([
      'facility/tower/alarm/L01.trapped/event',
      'facility/tower/alarm/L02.trapped/event',
    ]);
    expect(events.map(({ payload }) => JSON.parse(payload))).toMatchObject([
      { schema: 'alarm.v1', type: 'alarm.annunciated', eventId: 'msg_0123456789abcdef.1', priority: 'P1' },
      { eventId: 'msg_0123456789abcdef.2', priority: 'P2', links: { open: expect.any(String) } },
    ]);
    expect(JSON.stringify(events)).not.toContain('/a/token');
    expect(events.every(({ isRetained }) => !isRetained)).toBe(true);
  });

  test('what is about no alarm has a topic of its own', () => {
    const message = exampleNotification({ kind: 'duty', alarms: [], text: { en: 'Gap', zh: '空缺' } });
    expect(eventsOf(topics, message)).toMatchObject([{ topic: 'facility/tower/notice' }]);
  });
});

test('the state is the alarm as it is, with instants anybody can read', () => {
  const site = { id: 'tower', name: { en: 'A Tower', zh: 'A座' }, timeZone: 'Asia/Shanghai' };
  expect(JSON.parse(stateOf(site, trappedAlarm()))).toMatchObject({
    ...{ schema: 'alarm.v1', type: 'alarm.state', alarmId: 'L01.trapped~3', state: 'active-unacknowledged' },
    ...{ activeAt: '2026-01-05T06:03:00.000Z', condition: { id: 'L01.trapped', class: 'safety' } },
  });
});

test('nobody there: told at once, tried again by itself, and over when it is closed', async () => {
  const clock = new ManualClock();
  const url = `mqtt://127.0.0.1:${await freePort()}`;
  const channel = mqtt.create(mqtt.optionsSchema.parse({ url }), channelTools({ clock }));
  expect(await channel.send(exampleNotification())).toEqual({ kind: 'failed', detail: 'ECONNREFUSED' });
  expect(clock.pending).toBe(1);
  await channel.close();
  expect(clock.pending).toBe(0);
  expect(await channel.send(exampleNotification())).toEqual({ kind: 'failed', detail: 'stopped' });
});

test.each([
  [{ url: 'http://broker.example' }],
  [{ url: 'mqtt://user:pw@broker.example' }],
  [{ url: 'mqtt://broker.example', root: 'a/#' }],
  [{ url: 'mqtt://broker.example', tls: { insecure: true } }],
])('%j is refused', (options) => {
  expect(mqtt.optionsSchema.safeParse(options).success).toBe(false);
});
