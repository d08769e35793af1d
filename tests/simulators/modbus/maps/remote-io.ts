import { type RegisterRow, registerMap, row, rows } from '../register-map.ts';

/** 4-20 mA over 0-10000: the span of a level transmitter in m per count. */
const span = (metres: number) => metres / 10_000;

function sumpInputs(equipment: string, first: number): RegisterRow[] {
  return rows('discrete', first, 'u16', ['pump1_run', 'pump2_run', 'fault', 'high_high'], { equipment });
}

/** Remote I/O module of the pump room: two sumps and the roof tank on one device. */
export const waterIo = registerMap({
  product: 'remote I/O, water',
  sentinels: { u16: 0xffff },
  rows: [
    ...sumpInputs('SP-1', 0),
    ...sumpInputs('SP-2', 8),
    ...rows('discrete', 16, 'u16', ['inlet_open', 'overflow'], { equipment: 'RT-1' }),
    row('input', 0, 'u16', 'level', { scale: span(3), equipment: 'SP-1' }),
    row('input', 1, 'u16', 'level', { scale: span(3), equipment: 'SP-2' }),
    row('input', 2, 'u16', 'level', { scale: span(4), equipment: 'RT-1' }),
    row('input', 10, 'u32', 'starts', { equipment: 'SP-1' }),
    row('input', 12, 'u32', 'starts', { equipment: 'SP-2' }),
  ],
});

function windingInputs(equipment: string, first: number): RegisterRow[] {
  return rows('input', first, 's16', ['winding_a', 'winding_b', 'winding_c', 'core'], { scale: 0.1, equipment });
}

/** Remote I/O module of the transformer room: winding temperatures and fan contacts. */
export const powerIo = registerMap({
  product: 'remote I/O, power',
  sentinels: { s16: 0x7fff },
  rows: [
    ...windingInputs('TT-1', 0),
    ...windingInputs('TT-2', 10),
    row('discrete', 0, 'u16', 'fan_run', { equipment: 'TT-1' }),
    row('discrete', 8, 'u16', 'fan_run', { equipment: 'TT-2' }),
  ],
});
