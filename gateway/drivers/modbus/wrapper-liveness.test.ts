import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ManualClock } from '../../../tests/harness/manual-clock.ts';
import { ask, first, order } from '../../../tests/harness/modbus-rig.ts';
import { type Fate, type VirtualFraming, VirtualSlave } from '../../../tests/harness/virtual-slave.ts';
import type { ModbusClient } from './client.ts';
import type { Answer } from './question.ts';

/** Whatever happens in whatever order, every call settles once, nothing is left running, and the client can be used again. */

const TIMEOUT_MS = 100;
/** Eight requests wait at most; each may need a fence, its own time limit, silence and a new connection. */
const SETTLED_WITHIN_MS = 60_000;

const act = fc.oneof(
  fc.record({ do: fc.constant('ask' as const), start: fc.nat(500) }),
  fc.record({ do: fc.constant('write' as const), start: fc.nat(500) }),
  fc.record({ do: fc.constantFrom('connect' as const, 'disconnect' as const) }),
  fc.record({ do: fc.constant('wait' as const), ms: fc.nat(300) }),
);
const outcome = fc.constantFrom<Fate['outcome']>(
  'answer',
  'nothing',
  'cut',
  'damaged',
  'twice',
  'hang up',
  'exception',
);
const fates = fc.array(fc.record({ workMs: fc.nat(250), outcome }), { maxLength: 30 });

/** Within as many questions as there are fates left to spoil them. */
async function readsAgain(client: ModbusClient, clock: ManualClock): Promise<boolean> {
  await client.connect();
  for (let i = 0; i < 60; i++) {
    let answer: Answer | undefined;
    void ask(client, 7, { timeoutMs: TIMEOUT_MS }).then((result) => {
      answer = result;
    });
    for (let turn = 0; !answer && turn < 100; turn++) await clock.advanceAsync(100);
    if (answer && first(answer) === 1007) return true;
  }
  return false;
}

describe.each<VirtualFraming>(['rtu', 'mbap'])('%s', (framing) => {
  test('every call settles exactly once, and then the client reads', async () => {
    const property = fc.asyncProperty(fates, fc.array(act, { maxLength: 25 }), async (fates, acts) => {
      const clock = new ManualClock();
      const client = new VirtualSlave(clock, framing, fates).client();
      let open = 0;
      const follow = (call: Promise<unknown>): void => {
        open++;
        void call.then(() => open--);
      };
      for (const one of acts) {
        if (one.do === 'ask') follow(ask(client, one.start, { timeoutMs: TIMEOUT_MS }));
        if (one.do === 'write')
          follow(client.write(order(one.start, 1, { timeoutMs: TIMEOUT_MS }), clock.monotonicMs() + 500));
        if (one.do === 'connect' || one.do === 'disconnect') follow(client[one.do]());
        if (one.do === 'wait') await clock.advanceAsync(one.ms);
      }
      await clock.advanceAsync(SETTLED_WITHIN_MS);
      expect(open).toBe(0);
      expect(await readsAgain(client, clock)).toBe(true);
      await Promise.all([client.disconnect(), clock.advanceAsync(2000)]);
      expect(clock.pending).toBe(0);
    });
    await fc.assert(property, { numRuns: 40 });
  });
});
