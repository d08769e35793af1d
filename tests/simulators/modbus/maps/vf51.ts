import { registerMap, row } from '../register-map.ts';

/** Veda VF-51: FC03. */
export const vf51 = registerMap({
  product: 'Veda VF-51',
  rows: [
    row('holding', 0x2002, 'u16', 'run', { bit: 0 }),
    row('holding', 0x2002, 'u16', 'fault', { bit: 4 }),
    row('holding', 0x2003, 'u16', 'fault_code'),
    row('holding', 0x2010, 'u16', 'warning_code'),
    row('holding', 0x2101, 'u16', 'freq', { scale: 0.01 }),
    row('holding', 0x2102, 'u16', 'current', { scale: 0.01 }),
    row('holding', 0x2103, 'u16', 'motor_v', { scale: 0.1 }),
    row('holding', 0x2105, 'u16', 'speed'),
    row('holding', 0x210a, 'u16', 'power', { scale: 0.1 }),
    row('holding', 0x210b, 'u16', 'dc_v', { scale: 0.1 }),
    row('holding', 0x210c, 'u16', 'module_t', { scale: 0.1 }),
  ],
});
