import { registerMap, row } from '../register-map.ts';

const states = ['ready', 'run', 'reverse', 'fault', 'warning', 'at_reference', 'zero_speed'];

/** Vacon 20: FC04. */
export const vacon20 = registerMap({
  product: 'Vacon 20',
  rows: [
    row('input', 7, 's16', 'drive_t'),
    row('input', 8, 'u16', 'motor_thermal'),
    row('input', 828, 'u16', 'hours'),
    ...states.map((point, bit) => row('input', 2100, 'u16', point, { bit })),
    row('input', 2103, 'u16', 'freq', { scale: 0.01 }),
    row('input', 2104, 'u16', 'speed'),
    row('input', 2105, 'u16', 'current', { scale: 0.01 }),
    row('input', 2106, 's16', 'torque', { scale: 0.1 }),
    row('input', 2107, 'u16', 'power', { scale: 0.1 }),
    row('input', 2108, 'u16', 'motor_v', { scale: 0.1 }),
    row('input', 2109, 'u16', 'dc_v'),
    row('input', 2110, 'u16', 'fault_code'),
  ],
});
