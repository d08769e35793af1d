import { chmodSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { tempFolder } from '../../../tests/harness/temp-folder.ts';
import type { DriverTools } from '../../ports/driver.ts';
import { lockFolder } from '../../store/folder-lock.ts';
import { modbusWith, runCommand, SITE, writeFiles } from '../cli.fixtures.ts';
import { checkDataFolder } from './data-folder.ts';
import { checkConnection, destinationOf } from './field.ts';
import { checkClock, checkNode, checkSync } from './machine.ts';
import { checkSink, checkWebPort } from './web.ts';

/** A server that accepts on a free port, and what it says to whoever comes. */
async function listening(text = ''): Promise<number> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.end(text);
  });
  onTestFinished(() => void server.close());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as { port: number }).port;
}

test('Node and clock', () => {
  expect(checkNode('24.1.0').state).toBe('ok');
  expect(checkNode('22.9.0')).toMatchObject({ state: 'fail', advice: expect.stringContaining('24') });
  expect(checkClock(Date.UTC(1970, 0, 1), 'Asia/Shanghai').state).toBe('fail');
  expect(checkClock(Number.NaN, undefined).state).toBe('fail');
  expect(checkClock(Date.UTC(2026, 0, 5), 'Asia/Shanghai').detail).toBe('2026-01-05 08:00:00 in Asia/Shanghai');
  expect(['synchronised', 'drifting', 'unknown'].map((sync) => checkSync(sync as 'unknown').state)).toEqual([
    'ok',
    'warn',
    'warn',
  ]);
});

test('the data folder: will be made, free, in use, a file, without room', async () => {
  const folder = await tempFolder();
  const states = (path: string, floor = 0) => checkDataFolder(path, floor).map(({ what, state }) => `${what} ${state}`);
  expect(checkDataFolder(join(folder, 'a/b'), 0)[0]).toMatchObject({
    state: 'ok',
    detail: expect.stringContaining('will be made'),
  });
  expect(states(folder)).toEqual(['data folder ok', expect.stringMatching(/disk (ok|warn)/), 'claim ok']);
  expect(states(folder, Number.MAX_SAFE_INTEGER)).toContain('disk fail');
  const lock = lockFolder(folder);
  expect(checkDataFolder(folder, 0)[2]!.detail).toBe('a gateway is running on this data folder');
  lock.release();
  expect(states(writeFiles(folder, { file: '' }))).toEqual(['data folder fail']);
});

test('the web port: free, taken by somebody', async () => {
  const port = await listening();
  const http = { host: '127.0.0.1', port, secureCookies: false, trustProxy: false };
  expect(await checkWebPort(http, {})).toMatchObject({
    state: 'fail',
    advice: expect.stringContaining('PLANTROOM_PORT'),
  });
  expect(await checkWebPort(http, { PLANTROOM_PORT: '0' })).toMatchObject({ state: 'ok' });
});

test('where a connection leads is read from what drivers have in common', () => {
  expect(destinationOf({ host: 'h', port: 502 })).toEqual({ kind: 'network', host: 'h', port: 502 });
  expect(destinationOf({ url: 'mqtts://u:p@broker' })).toEqual({ kind: 'network', host: 'broker', port: 8883 });
  expect(destinationOf({ endpoint: 'opc.tcp://[::1]:4841/x' })).toEqual({ kind: 'network', host: '::1', port: 4841 });
  expect(destinationOf({ path: '/dev/ttyUSB0' })).toEqual({ kind: 'serial', path: '/dev/ttyUSB0' });
  expect(destinationOf({ url: 'nonsense' })).toEqual({ kind: 'unknown' });
});

test('connections: reached, refused, a port that is not there, a certificate nobody trusts', async () => {
  const look = async (config: object, tools: Partial<DriverTools> = {}) => {
    const connection = { id: 'x', driver: 'modbus', config, devices: [] };
    const context = { drivers: [modbusWith(tools)], clock: undefined, signal: undefined, warn: () => undefined };
    return checkConnection(connection, '/nowhere', context as never);
  };
  expect(await look({ host: '127.0.0.1', port: await listening() })).toMatchObject([{ state: 'ok' }]);
  expect(await look({ host: '127.0.0.1', port: 1 })).toMatchObject([
    { state: 'fail', detail: expect.stringContaining('ECONNREFUSED') },
  ]);
  expect(await look({ path: '/dev/ttyNONE9' })).toMatchObject([
    { state: 'fail', advice: expect.stringContaining('by-id') },
  ]);
  const file = writeFiles(await tempFolder(), { tty: '' });
  chmodSync(file, 0o600);
  expect(await look({ path: file })).toMatchObject([{ state: 'ok' }]);
  const rejected = { fingerprint: 'ab', subject: 'CN=server', validUntil: '', state: 'rejected' } as const;
  const found = await look({}, { certificates: () => Promise.resolve([rejected]) });
  expect(found[1]).toMatchObject({ state: 'warn', advice: expect.stringContaining('trust --connection x') });
});

test('a database that answers its ping, and one that does not', async () => {
  const port = await listening('HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n');
  const sink = { id: 'influx', kind: 'influxdb', url: `http://127.0.0.1:${port}` } as const;
  expect(await checkSink(sink)).toMatchObject({ state: 'ok' });
  expect(await checkSink({ ...sink, url: 'http://127.0.0.1:1' })).toMatchObject({ state: 'fail' });
});

test('the command: each finding on a line, with what to do under it; exit code 1 when something fails', async () => {
  const folder = await tempFolder();
  const config = writeFiles(folder, { 'site.yaml': SITE });
  const end = await runCommand(['doctor', '--config', config, '--data', join(folder, 'data')], {
    env: { PLANTROOM_PORT: '0' },
  });
  expect(end.code).toBe(1);
  expect(end.out).toMatch(/FAIL +connection meters +127\.0\.0\.1:1: .*ECONNREFUSED.*\n +→ Is it switched on/);
  expect(end.out).toMatch(/ok +site file/);
  const broken = writeFiles(folder, { 'broken.yaml': SITE.replace('lv-room, conn', 'nowhere, conn') });
  const other = await runCommand(['doctor', '--config', broken, '--data', folder, '--json']);
  expect(JSON.parse(other.out).findings).toContainEqual(expect.objectContaining({ what: 'site file', state: 'fail' }));
});
