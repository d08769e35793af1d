import { expect, test } from 'vitest';
import { Board, holding, modbusLink, readAll, scriptedServer } from '../../../tests/harness/modbus-link.ts';
import { honestMbap } from '../../../tests/harness/modbus-rig.ts';
import { exceptionPdu, mbapFrame, type Script } from '../../../tests/harness/scripted-modbus.ts';
import { QUALITY } from '../../domain/quality.ts';

/** Exceptions by code: what each costs, and whom. None ever costs the connection. */

const refuseWith =
  (code: number): Script =>
  (request) =>
    request.socket.write(mbapFrame(request, exceptionPdu(request, code)));

test('a table the device does not know is given up, the others go on', async () => {
  const { port } = await scriptedServer((request) => {
    if (request.functionCode === 4) refuseWith(1)(request);
    else honestMbap(request);
  });
  const link = modbusLink({ port, addresses: [holding(7), { table: 'input', register: 7 }], timeout: '2s' });
  await link.connect();
  const board = new Board();
  await readAll(link, board);
  expect(board.quality.get(0)).toBe(QUALITY.good);
  expect(board.quality.get(1)).toBe(QUALITY['bad-unsupported']);
  expect(link.requests().map((request) => request.periodMs)).toEqual([1, 3_600_000]);
});

test('device failure is asked about once more, then is the point’s quality, and from then on asked once per cycle', async () => {
  const { port, server } = await scriptedServer(refuseWith(4));
  const link = modbusLink({ port, addresses: [holding(0)], timeout: '2s' });
  await link.connect();
  const board = new Board();
  const failure = { kind: 'exception', code: 4, detail: 'exception 4 (device failure)' };
  expect(await readAll(link, board)).toEqual([{ ok: false, failure }]);
  expect(board.quality.get(0)).toBe(QUALITY['bad-device-exception']);
  expect(server.requests.length).toBe(2);
  await readAll(link, board);
  expect(server.requests.length).toBe(3);
  server.script = honestMbap;
  expect(await readAll(link, board)).toEqual([{ ok: true }]);
  server.script = refuseWith(4);
  await readAll(link, board);
  expect(server.requests.length).toBe(6);
  expect(server.connections).toBe(1);
});

for (const code of [10, 11]) {
  test(`exception ${code} is the fault of a unit that the gateway cannot reach`, async () => {
    const { port, server } = await scriptedServer(refuseWith(code));
    const link = modbusLink({ port, addresses: [holding(0)], timeout: '2s' });
    await link.connect();
    const linkAnswered = expect.stringContaining(`exception ${code} (gateway`);
    const failure = { kind: 'timeout', linkAnswered };
    expect(await readAll(link, new Board())).toEqual([{ ok: false, failure }]);
    expect(server.requests.length).toBe(1);
    expect(server.connections).toBe(1);
  });
}

test('a unit that stays busy is waited for once, not for each of its reads', async () => {
  const { port, server } = await scriptedServer(refuseWith(6));
  const addresses = [holding(3), holding(900), holding(1800)];
  const link = modbusLink({ port, addresses, periodsMs: [1000, 1000, 1000], timeout: '2s' });
  await link.connect();
  await readAll(link, new Board());
  expect(server.requests.map((request) => request.start)).toEqual([3, 3, 900, 1800]);
});

for (const code of [5, 6]) {
  test(`a device busy with exception ${code} is asked once more for the same, within the cycle only`, async () => {
    const { port, server } = await scriptedServer((request) => {
      if (server.requests.length === 1) refuseWith(code)(request);
      else honestMbap(request);
    });
    const link = modbusLink({ port, addresses: [holding(3), holding(900)], periodsMs: [1000, 1000], timeout: '2s' });
    await link.connect();
    const board = new Board();
    expect(await readAll(link, board)).toEqual([{ ok: true }, { ok: true }]);
    expect(board.value.get(0)).toBe(3);
    expect(server.requests.map((request) => request.start)).toEqual([3, 3, 900]);

    const quick = modbusLink({ port, addresses: [holding(3)], periodsMs: [300], timeout: '2s' });
    await quick.connect();
    server.requests.length = 0;
    expect(await readAll(quick, board)).toMatchObject([{ ok: false, failure: { code } }]);
    expect(server.requests.length).toBe(1);
  });
}

test('no error whatever leaves a value behind', async () => {
  const { port, server } = await scriptedServer(honestMbap);
  const link = modbusLink({ port, addresses: [holding(7)], periodsMs: [100] });
  await link.connect();
  const board = new Board();
  await readAll(link, board);
  expect(board.value.get(0)).toBe(7);
  for (const code of [2, 3, 4, 5, 6, 7, 8, 9, 127, 1]) {
    server.script = refuseWith(code);
    await readAll(link, board);
    expect([code, board.value.get(0)]).toEqual([code, Number.NaN]);
    expect(board.quality.get(0)).toBeGreaterThanOrEqual(128);
  }
});

test('a code may mean something of its own to a device: it is the quality, and teaches nothing', async () => {
  const { port, server } = await scriptedServer(refuseWith(2));
  const exceptions = { 2: 'bad-waiting', 4: 'bad-stale' };
  const link = modbusLink({ port, addresses: [holding(7), holding(8)], device: { exceptions }, timeout: '2s' });
  await link.connect();
  const board = new Board();
  for (let cycle = 0; cycle < 3; cycle++) await readAll(link, board);
  expect(board.quality.get(0)).toBe(QUALITY['bad-waiting']);
  server.script = refuseWith(4);
  await readAll(link, board);
  expect(board.quality.get(1)).toBe(QUALITY['bad-stale']);
  expect(server.requests.length).toBe(4);
  expect(link.facts('d')).toEqual({ holes: [], items: null });
});

test('a text that cannot be read is an empty text with the reason', async () => {
  const { port, server } = await scriptedServer((request) => {
    const pdu = Buffer.concat([Buffer.from([3, 6]), Buffer.from('AHU-01')]);
    request.socket.write(mbapFrame(request, pdu));
  });
  const link = modbusLink({ port, addresses: [holding(40, { type: 'string', length: 3 })], timeout: '2s' });
  await link.connect();
  const board = new Board();
  await readAll(link, board);
  expect(board.texts.get(0)).toBe('AHU-01');
  server.script = refuseWith(4);
  await readAll(link, board);
  expect(board.texts.get(0)).toBe('');
  expect(board.quality.get(0)).toBe(QUALITY['bad-device-exception']);
});
