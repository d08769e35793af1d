import { describe, expect, onTestFinished, test } from 'vitest';
import { QUALITY } from '../../gateway/domain/quality.ts';
import { freePort } from '../harness/free-port.ts';
import { isLibmodbusMissing, mbpoll, mbpollTcp, startLibmodbus } from '../harness/libmodbus.ts';
import { Board, holding, modbusLink, readAll } from '../harness/modbus-link.ts';
import { isPymodbusMissing, startPymodbus } from '../harness/pymodbus.ts';

const MAKERS = [
  ['pymodbus', startPymodbus.tcp, isPymodbusMissing || isLibmodbusMissing],
  ['libmodbus', startLibmodbus.tcp, isLibmodbusMissing],
] as const;

const REGISTERS = Array.from({ length: 200 }, (_, i) => i);

describe.each(MAKERS)('%s', (_, start, isMissing) => {
  test.skipIf(isMissing)(
    'serves us and a second master at the same time, and nobody gets the values of the other',
    async () => {
      const port = await freePort();
      const server = await start(port);
      onTestFinished(() => server.stop());
      await server.command({ do: 'put', table: 'holding', at: 0, type: 'raw', value: REGISTERS });
      const link = modbusLink({ port, addresses: REGISTERS.map((register) => holding(register)), timeout: '5s' });
      await link.connect();
      let isOver = false;
      const other = (async () => {
        for (let i = 0; i < 5; i++)
          expect(await mbpoll(mbpollTcp(port), 'holding', 100, 20)).toEqual(REGISTERS.slice(100, 120));
        isOver = true;
      })();
      let cycles = 0;
      for (; !isOver || cycles < 20; cycles++) {
        const board = new Board();
        expect((await readAll(link, board)).every(({ ok }) => ok)).toBe(true);
        expect([...board.value.values()]).toEqual(REGISTERS);
      }
      await other;
    },
  );

  test.skipIf(isMissing)('may be killed and started again: the next connection reads on', async () => {
    const port = await freePort();
    const first = await start(port);
    onTestFinished(() => first.stop());
    const link = modbusLink({ port, addresses: [holding(3)], timeout: '5s' });
    await link.connect();
    const board = new Board();
    expect(await readAll(link, board)).toEqual([{ ok: true }]);
    const lost = new Promise<string>((resolve) => link.onLost(resolve));
    await first.stop();
    await lost;
    expect((await readAll(link, board))[0]).toMatchObject({ ok: false, failure: { kind: 'link-lost' } });
    const second = await start(port);
    onTestFinished(() => second.stop());
    await second.command({ do: 'put', table: 'holding', at: 3, type: 'raw', value: [42] });
    expect(await link.connect()).toEqual({ ok: true });
    expect(await readAll(link, board)).toEqual([{ ok: true }]);
    expect([board.value.get(0), board.quality.get(0)]).toEqual([42, QUALITY.good]);
  });
});
