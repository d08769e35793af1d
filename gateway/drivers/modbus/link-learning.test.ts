import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Board, holding, modbusLink, planOf, readAll, scriptedServer } from '../../../tests/harness/modbus-link.ts';
import { honestMbap } from '../../../tests/harness/modbus-rig.ts';
import { exceptionPdu, mbapFrame, type Script } from '../../../tests/harness/scripted-modbus.ts';
import { tempFolder } from '../../../tests/harness/temp-folder.ts';
import { QUALITY } from '../../domain/quality.ts';

async function pass(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 2));
}

/** A device on which some registers do not exist. */
function device(isLegal: (register: number) => boolean, refuse: Script): Script {
  return (request) => {
    const asked = Array.from({ length: request.count }, (_, i) => request.start + i);
    if (asked.every(isLegal)) honestMbap(request);
    else refuse(request);
  };
}

const refuseWith =
  (code: number): Script =>
  (request) =>
    request.socket.write(mbapFrame(request, exceptionPdu(request, code)));

for (const code of [2, 3]) {
  test(`one register refused with exception ${code} costs only its own point, and is remembered`, async () => {
    const folder = await tempFolder();
    const { port, server } = await scriptedServer(device((register) => register !== 5, refuseWith(code)));
    const setup = {
      port,
      addresses: [1, 2, 3, 4, 5, 6, 7, 8].map((r) => holding(r)),
      stateFolder: folder,
      timeout: '2s',
    };
    const link = modbusLink(setup);
    await link.connect();
    const board = new Board();
    for (let cycle = 0; cycle < 12; cycle++) {
      await readAll(link, board);
      await pass();
    }
    expect(planOf(link)).toEqual(['unit 1 holding 0x0001+4', 'unit 1 holding 0x0006+3', 'unit 1 holding 0x0005+1']);
    expect(link.requests()[2]!.periodMs).toBe(3_600_000);
    expect([...board.quality].filter(([, quality]) => quality !== QUALITY.good)).toEqual([
      [4, QUALITY['bad-unsupported']],
    ]);
    expect(server.connections).toBe(1);
    expect(link.facts('d').holes).toEqual(['holding 0x0005+1 refused']);
    expect(link.facts('nobody')).toEqual({ holes: [], items: null });

    await expect.poll(async () => readFile(join(folder, 'modbus-line.json'), 'utf8')).toContain('"unsupported":[{');
    const again = modbusLink(setup);
    await again.connect();
    expect(planOf(again)).toEqual(planOf(link));
    server.script = honestMbap;
    await readAll(again, board);
    expect(planOf(again)).toEqual(['unit 1 holding 0x0001+8']);
  });
}

test('a damaged file of what was learned is passed over', async () => {
  const folder = await tempFolder();
  await writeFile(join(folder, 'modbus-line.json'), '{"version":1,"devices":{"d":{"holding":{"cap":"x"}}}}');
  const { port } = await scriptedServer(honestMbap);
  const link = modbusLink({ port, addresses: [holding(0)], stateFolder: folder, timeout: '2s' });
  expect(await link.connect()).toEqual({ ok: true });
  expect(await readAll(link, new Board())).toEqual([{ ok: true }]);
});

test('a hole that may not be read splits the request and costs no point', async () => {
  const { port } = await scriptedServer(device((register) => register < 4 || register > 8, refuseWith(2)));
  const link = modbusLink({ port, addresses: [holding(0), holding(10)], timeout: '2s' });
  await link.connect();
  const board = new Board();
  await readAll(link, board);
  await readAll(link, board);
  expect(planOf(link)).toEqual(['unit 1 holding 0x0000+1', 'unit 1 holding 0x000A+1']);
  expect([...board.quality.values()]).toEqual([QUALITY.good, QUALITY.good]);
});

test('a device that stays silent about one register is searched like one that refuses', async () => {
  const { port } = await scriptedServer(
    device(
      (register) => register !== 101,
      () => undefined,
    ),
  );
  const link = modbusLink({ port, addresses: [holding(0), holding(300), holding(100), holding(101)], timeout: '60ms' });
  await link.connect();
  const board = new Board();
  for (let cycle = 0; cycle < 14; cycle++) {
    await readAll(link, board);
    await pass();
  }
  expect(board.quality.get(2)).toBe(QUALITY.good);
  const hourly = link.requests().filter((request) => request.periodMs === 3_600_000);
  expect(hourly.map((request) => request.points)).toEqual([[3]]);
});
