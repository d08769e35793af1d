import type { FieldServer } from '../field-server.ts';
import { createDevice, type ModbusDevice } from './device.ts';
import { ats022 } from './maps/ats022.ts';
import { cim500 } from './maps/cim500.ts';
import { dse7320 } from './maps/dse7320.ts';
import { fc102 } from './maps/fc102.ts';
import { masterpact } from './maps/masterpact.ts';
import { pac3200 } from './maps/pac3200.ts';
import { pm5560 } from './maps/pm5560.ts';
import { powerIo, waterIo } from './maps/remote-io.ts';
import { rthd } from './maps/rthd.ts';
import { sdm630 } from './maps/sdm630.ts';
import { vacon20 } from './maps/vacon20.ts';
import { vf51 } from './maps/vf51.ts';
import type { RegisterMap } from './register-map.ts';
import type { FieldState } from './responder.ts';
import { modbusRtuServer } from './rtu-server.ts';
import { modbusTcpServer } from './tcp-server.ts';

/** One Modbus connection of the building; its port is the port base plus `n`. */
export interface ModbusConnection {
  readonly n: number;
  readonly id: string;
  readonly framing: 'tcp' | 'rtu';
  readonly devices: readonly ModbusDevice[];
}

const line = (n: number, id: string, devices: readonly ModbusDevice[], framing: 'tcp' | 'rtu' = 'tcp') => ({
  n,
  id,
  framing,
  devices,
});
const alone = (n: number, id: string, map: RegisterMap, equipment: string, unit = 1) =>
  line(n, id, [createDevice(unit, map, equipment)]);
const units = (map: RegisterMap, first: number, equipment: readonly string[]) =>
  equipment.map((id, index) => createDevice(first + index, map, id));

const feeders = Array.from({ length: 16 }, (_, index) => `F${String(index + 1).padStart(2, '0')}`);

/** Everything of the building that speaks Modbus. */
export const modbusConnections: readonly ModbusConnection[] = [
  alone(1, 'inc-1', pac3200, 'INC1'),
  alone(2, 'inc-2', pac3200, 'INC2'),
  alone(3, 'tie', pm5560, 'TIE'),
  alone(4, 'tx-1', pm5560, 'T1'),
  alone(5, 'tx-2', pm5560, 'T2'),
  line(6, 'feeders', units(sdm630, 1, feeders)),
  line(7, 'breakers', units(masterpact, 1, ['Q1', 'Q2', 'Q3'])),
  alone(8, 'ats', ats022, 'ATS1'),
  alone(9, 'chiller-1', rthd, 'CH-1'),
  alone(10, 'chiller-2', rthd, 'CH-2'),
  line(
    11,
    'drives-a',
    [...units(fc102, 1, ['CHWP-1', 'CHWP-2', 'CHWP-3']), ...units(vacon20, 4, ['CWP-1', 'CWP-2', 'CWP-3'])],
    'rtu',
  ),
  line(12, 'drives-b', units(vf51, 1, ['CTF-1', 'CTF-2']), 'rtu'),
  alone(13, 'water-pumps', cim500, 'DWP-1'),
  alone(14, 'water-io', waterIo, 'RT-1'),
  alone(15, 'power-io', powerIo, 'TT-1'),
  alone(16, 'genset-1', dse7320, 'G1', 10),
  alone(17, 'genset-2', dse7320, 'G2', 10),
];

export function modbusServer(connection: ModbusConnection, port: number, state: FieldState): FieldServer {
  const create = connection.framing === 'rtu' ? modbusRtuServer : modbusTcpServer;
  return create(connection.id, port, connection.devices, state);
}
