import { expect, onTestFinished, test } from 'vitest';
import { QUALITY } from '../../gateway/domain/quality.ts';
import { isLibmodbusMissing, startLibmodbus } from '../harness/libmodbus.ts';
import { Board, holding, modbusLink, readAll } from '../harness/modbus-link.ts';
import { isSerialPairMissing, SerialPair } from '../harness/serial-pair.ts';

const BAUD_RATE = 19_200;

/** A serial line with libmodbus at the far end, which holds 7 in register 3. */
async function slaveAt(pair: SerialPair): Promise<void> {
  const server = await startLibmodbus.rtu(pair.theirs, BAUD_RATE);
  onTestFinished(() => server.stop());
  await server.command({ do: 'put', table: 'holding', at: 3, type: 'raw', value: [7] });
}

test.skipIf(isLibmodbusMissing || isSerialPairMissing)(
  'a serial adapter that is pulled out and plugged in again is opened by its path',
  async () => {
    const pair = await SerialPair.open();
    onTestFinished(() => pair.close());
    await slaveAt(pair);
    const connection = { transport: 'rtu', path: pair.ours, baudRate: BAUD_RATE };
    const link = modbusLink({ connection, addresses: [holding(3)], timeout: '500ms' });
    const losses: string[] = [];
    link.onLost((detail) => losses.push(detail));
    for (let round = 0; round < 3; round++) {
      expect(await link.connect()).toEqual({ ok: true });
      const board = new Board();
      expect(await readAll(link, board)).toEqual([{ ok: true }]);
      expect([board.value.get(0), board.quality.get(0)]).toEqual([7, QUALITY.good]);
      await pair.unplug();
      await expect.poll(() => losses.length).toBe(round + 1);
      expect((await readAll(link, board))[0]).toMatchObject({ ok: false, failure: { kind: 'link-lost' } });
      await link.disconnect();
      expect(await link.connect()).toMatchObject({ ok: false, failure: { kind: 'link-lost' } });
      await pair.plug();
      await slaveAt(pair);
    }
  },
);

test.skipIf(isLibmodbusMissing || isSerialPairMissing)('pulled out during a question it is told at once', async () => {
  const pair = await SerialPair.open();
  onTestFinished(() => pair.close());
  const connection = { transport: 'rtu', path: pair.ours, baudRate: BAUD_RATE };
  const link = modbusLink({ connection, addresses: [holding(3)], timeout: '20s' });
  expect(await link.connect()).toEqual({ ok: true });
  const begin = performance.now();
  const answer = readAll(link, new Board());
  await pair.unplug();
  expect((await answer)[0]).toMatchObject({ ok: false, failure: { kind: 'link-lost' } });
  expect(performance.now() - begin).toBeLessThan(10_000);
});

test.skipIf(isLibmodbusMissing || isSerialPairMissing)(
  'a port that another program holds is not taken from it',
  async () => {
    const pair = await SerialPair.open();
    onTestFinished(() => pair.close());
    await slaveAt(pair);
    const connection = { transport: 'rtu', path: pair.ours, baudRate: BAUD_RATE };
    const [first, second] = [0, 1].map(() => modbusLink({ connection, addresses: [holding(3)], timeout: '500ms' }));
    expect(await first!.connect()).toEqual({ ok: true });
    expect(await second!.connect()).toMatchObject({ ok: false, failure: { kind: 'link-lost' } });
    expect(await readAll(first!, new Board())).toEqual([{ ok: true }]);
    await first!.disconnect();
    expect(await second!.connect()).toEqual({ ok: true });
  },
);
