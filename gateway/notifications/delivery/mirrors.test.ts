import { expect, test } from 'vitest';
import { FakeAlarms, fakeAlarm } from '../../../tests/harness/fake-alarms.ts';
import { ManualClock } from '../../../tests/harness/manual-clock.ts';
import { ScriptedChannel } from '../../../tests/harness/scripted-channel.ts';
import type { Channel } from '../../ports/channel.ts';
import { feedMirrors } from './mirrors.ts';

test('a channel that mirrors alarms is shown those that are open, and then each that changes', () => {
  const seen: string[] = [];
  const mirror = {
    show: (open: readonly { id: string }[]) => void seen.push(`shown ${open.map(({ id }) => id)}`),
    changed: ({ id }: { id: string }) => void seen.push(`changed ${id}`),
  };
  const plain = new ScriptedChannel(new ManualClock());
  const channels = new Map<string, Channel>([
    ['mail', plain],
    ['broker', { limits: plain.limits, send: plain.send, close: plain.close, mirror }],
  ]);
  const alarms = new FakeAlarms();
  const end = feedMirrors(channels, alarms);
  alarms.emit(fakeAlarm('PUMP-2.low~1'));
  end();
  alarms.emit(fakeAlarm('PUMP-3.low~1'));
  expect(seen).toEqual(['shown PUMP-1.high~1', 'changed PUMP-2.low~1']);
});
