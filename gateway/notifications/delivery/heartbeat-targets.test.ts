import { expect, test } from 'vitest';
import { ManualClock } from '../../../tests/harness/manual-clock.ts';
import { ScriptedChannel } from '../../../tests/harness/scripted-channel.ts';
import type { Channel } from '../../ports/channel.ts';
import { heartbeatTargets } from './heartbeat-targets.ts';

const never = new AbortController().signal;

test('a monitor takes the beat by POST and anything but 2xx is a failure that names no address', async () => {
  const asked: [string, string, RequestRedirect | undefined][] = [];
  const fetchIt: typeof fetch = async (url, init) => {
    asked.push([String(url), String(init?.body), init?.redirect]);
    return new Response(null, { status: asked.length === 1 ? 204 : 302 });
  };
  const heartbeats = [{ to: { kind: 'web', url: 'https://ping.example/token' }, secret: 's' }] as const;
  const [target] = heartbeatTargets({ heartbeats }, new Map(), fetchIt);
  await target!.send('{}', never);
  expect([target!.name, asked]).toEqual(['ping.example', [['https://ping.example/token', '{}', 'manual']]]);
  await expect(target!.send('{}', never)).rejects.toThrow(/^HTTP 302$/);
});

test('a broker hears it on its topic; a channel that is none, or gone, is left out', async () => {
  const heard: string[] = [];
  const plain = new ScriptedChannel(new ManualClock());
  const publish = async (topic: string, payload: string) => {
    heard.push(`${topic} ${payload}`);
    return heard.length === 1 ? undefined : 'not connected to the broker';
  };
  const channels = new Map<string, Channel>([
    ['mail', plain],
    ['broker', { limits: plain.limits, send: plain.send, close: plain.close, publish }],
  ]);
  const through = (channel: string) => ({ to: { kind: 'mqtt' as const, channel, topic: 'alive' }, secret: 's' });
  const heartbeats = ['mail', 'gone', 'broker'].map(through);
  const targets = heartbeatTargets({ heartbeats }, channels, fetch);
  expect(targets.map(({ name }) => name)).toEqual(['broker alive']);
  await targets[0]!.send('{}', never);
  await expect(targets[0]!.send('{}', never)).rejects.toThrow('not connected');
  expect(heard).toEqual(['alive {}', 'alive {}']);
});
