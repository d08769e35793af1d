import { describe, expect, test } from 'vitest';
import { modbusDriver } from '../../gateway/drivers/modbus/driver.ts';
import type { ScanRow, TestRow } from '../../gateway/ports/driver-tools.ts';
import { mbpoll } from '../harness/libmodbus.ts';
import { FOREIGN_LINES, foreignLine, isForeignMissing } from '../harness/modbus-foreign.ts';
import { holding, modbusContext } from '../harness/modbus-link.ts';

const { test: testPoints, scan } = modbusDriver.tools!;
const { signal } = new AbortController();

describe.each(FOREIGN_LINES)('%s over %s', (maker, transport) => {
  test.skipIf(isForeignMissing(maker, transport))(
    'test reads its points, the line is free again, and scan finds its units',
    async () => {
      const { server, connection, mbpollLine } = await foreignLine(maker, transport);
      const value = [0, 0x8000, 0x4366, 0];
      await server.command({ do: 'put', table: 'holding', at: 9, type: 'raw', value });
      const addresses = [holding(10, { type: 'f32', order: 'CDAB' }), holding(2000)];
      const context = modbusContext({ connection, addresses, timeout: '300ms' });

      const rows: TestRow[] = [];
      for await (const row of testPoints(context, signal)) rows.push(row);
      expect(rows.map(({ raw, value, detail }) => [raw, value, detail])).toEqual([
        ['8000 4366', 230.5, undefined],
        [null, null, 'exception 2 (illegal data address)'],
      ]);
      if (transport !== 'rtu-over-tcp') expect(await mbpoll(mbpollLine, 'holding', 10, 2)).toEqual([0x8000, 0x4366]);

      // Last: on a serial line libmodbus loses its place over questions to units that stay silent.
      const units: ScanRow[] = [];
      for await (const row of scan!({ ...context, signal }, { from: 1, to: 3, pauseMs: 5 })) units.push(row);
      // Over TCP libmodbus answers for every unit; pymodbus has 1, 2 and 17.
      const there = { pymodbus: [true, true, false], libmodbus: [true, transport === 'tcp', transport === 'tcp'] };
      expect(units.map(({ answers }) => answers)).toEqual(there[maker]);
    },
  );
});
