import { describe, expect, test } from 'vitest';
import type { ModbusLink } from '../../gateway/drivers/modbus/link.ts';
import { systemClock } from '../../gateway/observability/system-clock.ts';
import type { WriteResult } from '../../gateway/ports/driver.ts';
import { mbpoll } from '../harness/libmodbus.ts';
import { FOREIGN_LINES, foreignLine, isForeignMissing } from '../harness/modbus-foreign.ts';
import { holding, modbusLink } from '../harness/modbus-link.ts';

const ADDRESSES = [{ table: 'coil', register: 8 }, holding(20), holding(30, { type: 'f32', order: 'CDAB' })];

function write(link: ModbusLink, point: number, raw: number): Promise<WriteResult> {
  const expiresAt = systemClock.monotonicMs() + 5000;
  return link.write({ device: 'd', point, raw, expiresAt, verifyWithinMs: 2000 });
}

describe.each(FOREIGN_LINES)('%s over %s', (maker, transport) => {
  test.skipIf(isForeignMissing(maker, transport))(
    'functions 5, 6, 15 and 16 arrive, as another master sees',
    async () => {
      const { connection, mbpollLine, server } = await foreignLine(maker, transport);
      const look = async (table: 'coil' | 'holding', at: number, count: number): Promise<number[]> => {
        if (transport !== 'rtu-over-tcp') return mbpoll(mbpollLine, table, at, count);
        // mbpoll does not speak RTU over TCP.
        const places = Array.from({ length: count }, (_, i) => ({ do: 'take', table, at: at + i, type: 'u16' }));
        return Promise.all(places.map(async (place) => Number(await server.command(place))));
      };
      const setup = { connection, addresses: ADDRESSES, writable: [0, 1, 2], timeout: '2s' };

      const single = modbusLink(setup);
      await single.connect();
      expect(await write(single, 0, 1)).toEqual({ kind: 'verified', readBack: 1 });
      expect(await write(single, 1, 500)).toEqual({ kind: 'verified', readBack: 500 });
      expect(await write(single, 2, 230.5)).toEqual({ kind: 'verified', readBack: 230.5 });
      await single.disconnect();
      expect(await look('coil', 7, 3)).toEqual([0, 1, 0]);
      expect(await look('holding', 19, 3)).toEqual([0, 500, 0]);
      expect(await look('holding', 29, 4)).toEqual([0, 0x8000, 0x4366, 0]);

      const multiple = modbusLink({ ...setup, device: { write: 'multiple' } });
      await multiple.connect();
      expect(await write(multiple, 0, 0)).toEqual({ kind: 'verified', readBack: 0 });
      expect(await write(multiple, 1, 501)).toEqual({ kind: 'verified', readBack: 501 });
      await multiple.disconnect();
      expect(await look('coil', 7, 3)).toEqual([0, 0, 0]);
      expect(await look('holding', 19, 3)).toEqual([0, 501, 0]);
    },
  );

  test.skipIf(isForeignMissing(maker, transport))('what does not exist is refused', async () => {
    const { connection } = await foreignLine(maker, transport);
    const link = modbusLink({ connection, addresses: [holding(2000)], writable: [0], timeout: '2s' });
    await link.connect();
    expect(await write(link, 0, 1)).toEqual({ kind: 'refused', detail: 'exception 2 (illegal data address)' });
  });
});
