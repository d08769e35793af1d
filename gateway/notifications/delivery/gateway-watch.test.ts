import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ManualClock } from '../../../tests/harness/manual-clock.ts';
import { silentLogger } from '../../../tests/harness/silent-logger.ts';
import { silentMetrics } from '../../../tests/harness/silent-metrics.ts';
import type { HeartbeatMessage } from '../../domain/heartbeat.ts';
import type { DutyMessage } from './duty-desk.ts';
import { GatewayWatch, type GatewayWatchState, stepWatch } from './gateway-watch.ts';
import { HeartbeatSender, type HeartbeatTarget, webTarget } from './heartbeat.ts';
import { isGenuine, signHeartbeat } from './heartbeat-message.ts';

const SECRET = 'shared between the two';
const MINUTE = 60_000;

function rig() {
  const clock = new ManualClock();
  const told: DutyMessage[] = [];
  const watch = new GatewayWatch({
    ...{ clock, duty: { tell: (message) => void told.push(message) } },
    watched: [{ gateway: 'tower-2', title: { en: 'Tower 2', zh: '2号楼' }, secret: SECRET }],
  });
  let isCut = false;
  const target: HeartbeatTarget = {
    ...{ name: 'tower-1', secret: SECRET },
    send: async (payload) => {
      if (isCut || !watch.hear(JSON.parse(payload) as HeartbeatMessage)) throw new Error('cut');
    },
  };
  const sender = new HeartbeatSender({
    ...{ gateway: 'tower-2', targets: [target], clock, logger: silentLogger, metrics: silentMetrics },
    health: () => ({ healthy: true, openAlarms: 200 }),
  });
  const cut = (is: boolean): void => {
    isCut = is;
  };
  return { clock, told, watch, sender, cut };
}

test('a lost gateway with two hundred devices is one message, and one when it is back', async () => {
  const { clock, told, watch, sender, cut } = rig();
  watch.start();
  sender.start();
  await clock.advanceAsync(10 * MINUTE);
  expect([told, watch.status()[0]?.state]).toEqual([[], 'alive']);
  cut(true);
  await clock.advanceAsync(60 * MINUTE);
  expect(told).toMatchObject([
    { code: 'GATEWAY_LOST', priority: 'P1', text: { en: expect.stringContaining('Tower 2') } },
  ]);
  cut(false);
  await clock.advanceAsync(2 * MINUTE);
  expect(told.map(({ code }) => code)).toEqual(['GATEWAY_LOST', 'GATEWAY_BACK']);
  watch.stop();
  await sender.stop();
  expect(clock.pending).toBe(0);
});

test('a gateway that was never heard is lost as well', async () => {
  const { clock, told, watch } = rig();
  watch.start();
  expect(watch.status()).toEqual([{ gateway: 'tower-2', state: 'unheard', lastBeatAt: null }]);
  await clock.advanceAsync(4 * MINUTE);
  expect(told).toHaveLength(1);
  watch.stop();
});

test('only a fresh beat by who knows the secret counts', () => {
  const { clock, watch } = rig();
  const beat = { gateway: 'tower-2', sequence: 1, sentAt: clock.nowMs(), healthy: true, openAlarms: 0 };
  const message = signHeartbeat(beat, SECRET);
  expect(watch.hear(signHeartbeat(beat, 'other secret'))).toBe(false);
  expect(watch.hear({ ...message, healthy: false })).toBe(false);
  expect(watch.hear({ ...message, signature: '' })).toBe(false);
  expect(watch.hear(signHeartbeat({ ...beat, gateway: 'tower-3' }, SECRET))).toBe(false);
  expect(isGenuine(message, SECRET, beat.sentAt + 301_000, 0)).toBe(false);
  expect([watch.hear(message), watch.hear(message)]).toEqual([true, false]);
});

test('losses and returns alternate, whatever is heard when', () => {
  fc.assert(
    fc.property(fc.array(fc.record({ beats: fc.boolean(), afterMs: fc.nat(200_000) }), { maxLength: 60 }), (events) => {
      let state: GatewayWatchState = { state: 'unheard', heardMono: 0, lastBeatAt: null };
      let now = 0;
      const turns: string[] = [];
      for (const { beats, afterMs } of events) {
        now += afterMs;
        const event = beats
          ? ({ kind: 'beat', sentAt: now } as const)
          : ({ kind: 'look', patienceMs: 180_000 } as const);
        const { after, turn } = stepWatch(state, event, now);
        state = after;
        if (turn) turns.push(turn);
      }
      expect(turns.every((turn, index) => turn === (index % 2 === 0 ? 'lost' : 'back'))).toBe(true);
    }),
  );
});

test('a monitor that does not answer gets no second beat meanwhile and holds up nothing', async () => {
  const clock = new ManualClock();
  const asked: string[] = [];
  const fetchIt: typeof fetch = (url, init) => {
    asked.push(String(url));
    return new Promise((_resolve, reject) => init!.signal!.addEventListener('abort', () => reject(new Error('late'))));
  };
  const targets = [webTarget('monitor', 'https://monitor.example/ping', SECRET, fetchIt)];
  const sender = new HeartbeatSender({
    ...{ gateway: 'tower', targets, periodMs: 5_000, clock, logger: silentLogger, metrics: silentMetrics },
    health: () => ({ healthy: true, openAlarms: 0 }),
  });
  sender.start();
  await clock.advanceAsync(9_000);
  expect(asked).toHaveLength(1);
  await clock.advanceAsync(6_000);
  expect(asked).toHaveLength(2);
  await sender.stop();
  expect(clock.pending).toBe(0);
});
