import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { deviceAt } from '../../../tests/harness/opcua-link.ts';
import { opcuaRig } from '../../../tests/harness/opcua-rig.ts';
import { RecordingListener } from '../../../tests/harness/recording-listener.ts';
import { startTcpProxy } from '../../../tests/harness/tcp-proxy.ts';

const POSITION = ['Car_Position'];
const started = { ok: true };
const rig = opcuaRig({ nodes: { 'L01.Car_Position': { type: 'Int32', value: 7 } } });

describe('sessions are closed', () => {
  it('stop at any moment of a start ends the start and leaves no session behind', async () => {
    for (const turns of [0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512]) {
      const link = rig.link([deviceAt('L01', 0, POSITION)]);
      const heard = new RecordingListener();
      const answer = link.start(heard);
      for (let turn = 0; turn < turns; turn++) await new Promise<void>((resolve) => setImmediate(resolve));
      await link.stop();
      const { ok } = await answer;
      expect(typeof ok).toBe('boolean');
      expect(heard.losses).toEqual([]);
    }
    expect(rig.server.sessions).toBe(0);
  });

  it('fifty starts and a stop leave none behind, and the memory as it was', { timeout: 60_000 }, async () => {
    const link = rig.link([deviceAt('L01', 0, POSITION)]);
    const round = async (): Promise<void> => {
      const heard = new RecordingListener();
      expect(await link.start(heard)).toEqual(started);
      await heard.until(() => heard.latest.size === 1);
      expect(rig.server.sessions).toBe(1);
    };
    for (let count = 0; count < 10; count++) await round();
    const before = usedHeap();
    for (let count = 0; count < 40; count++) await round();
    const after = usedHeap();
    await link.stop();
    expect(rig.server.sessions).toBe(0);
    // The server of the test lives in the same heap; a client that stayed would be some 300 kB of it.
    expect(after - before).toBeLessThan(40 * 50_000);
  });

  it('the line is cut: lost once, and stop is quick', async () => {
    const proxy = await startTcpProxy(rig.server.port);
    rig.endings.push(proxy.stop);
    const link = rig.link([deviceAt('L01', 0, POSITION)], { port: proxy.port });
    const heard = new RecordingListener();
    await link.start(heard);
    await heard.until(() => heard.latest.size === 1);
    proxy.cut();
    await heard.until(() => heard.losses.length === 1);
    await link.stop();
    expect(heard.losses).toHaveLength(1);
  });

  it('the line is dead without a word: stop ends within five seconds all the same', async () => {
    const proxy = await startTcpProxy(rig.server.port);
    rig.endings.push(proxy.stop);
    const link = rig.link([deviceAt('L01', 0, POSITION)], { port: proxy.port });
    const heard = new RecordingListener();
    await link.start(heard);
    proxy.freeze();
    const before = performance.now();
    await link.stop();
    expect(performance.now() - before).toBeLessThan(5_500);
    expect(heard.losses).toEqual([]);
  });

  it('a server that never answers is given up after the configured time', async () => {
    const proxy = await startTcpProxy(rig.server.port);
    rig.endings.push(proxy.stop);
    proxy.freeze();
    const link = rig.link([deviceAt('L01', 0, POSITION)], { port: proxy.port, config: { timeout: '300ms' } });
    expect(await link.start(new RecordingListener())).toEqual({
      ok: false,
      failure: { kind: 'link-lost', detail: 'connecting: no answer within 300 ms' },
    });
  });
});

/** Bytes in use when everything that can be collected has been. */
function usedHeap(): number {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  return process.memoryUsage().heapUsed;
}
