import { registerMap, row } from '../register-map.ts';

/** Danfoss numbers: wire address = parameter number x 10 - 1. */
const parameter = (number: number) => number * 10 - 1;
const status = (point: string, bit: number) => row('holding', 50_199, 'u16', point, { bit });

/** Danfoss FC 102: FC03, one parameter per request, a read of several is refused. */
export const fc102 = registerMap({
  product: 'Danfoss FC 102',
  holes: { kind: 'single' },
  rows: [
    row('holding', parameter(1501), 'u32', 'hours'),
    row('holding', parameter(1502), 'u32', 'energy'),
    row('holding', parameter(1610), 'u32', 'power', { scale: 0.001 }),
    row('holding', parameter(1612), 'u16', 'motor_v', { scale: 0.1 }),
    row('holding', parameter(1613), 'u16', 'freq', { scale: 0.1 }),
    row('holding', parameter(1614), 'u16', 'current', { scale: 0.01 }),
    row('holding', parameter(1618), 'u16', 'motor_thermal'),
    row('holding', parameter(1630), 'u16', 'dc_v'),
    row('holding', parameter(1634), 'u16', 'heatsink_t'),
    row('holding', parameter(1635), 'u16', 'inverter_thermal'),
    row('holding', parameter(1690), 'u32', 'alarm_word'),
    row('holding', parameter(1692), 'u32', 'warning_word'),
    status('ready', 1),
    status('fault', 3),
    status('remote', 9),
    status('run', 11),
  ],
});
