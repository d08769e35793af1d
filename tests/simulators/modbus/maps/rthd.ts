import { registerMap, row, rows } from '../register-map.ts';

const tenth = { scale: 0.1 };
const bits = (point: string, bit: number, width = 1) => row('input', 8, 'u16', point, { bit, width });

/** Trane RTHD through the PIC interface: FC02 and FC04; the setpoint from outside with FC03, FC06 and FC16. */
export const rthd = registerMap({
  product: 'Trane RTHD',
  rows: [
    row('discrete', 1, 'u16', 'running'),
    row('holding', 1, 's16', 'setpoint_remote', { ...tenth, settable: [4, 18] }),
    ...rows('input', 1, 's16', ['setpoint_active', 'capacity', 'current_limit'], tenth),
    ...rows('input', 4, 's16', ['lchwt', 'echwt', 'ecdwt', 'lcdwt'], tenth),
    bits('run_mode', 0, 4),
    bits('op_mode', 4, 4),
    bits('shutdown_alarm', 8),
    bits('enabled', 9),
    bits('local', 10),
    bits('limited', 11),
    bits('chw_flow', 12),
    bits('cdw_flow', 13),
    row('input', 9, 'u16', 'outputs', { extra: true }),
    row('input', 10, 'u16', 'evap_p', tenth),
    row('input', 11, 's16', 'evap_sat', tenth),
    row('input', 12, 'u16', 'cond_p', tenth),
    row('input', 13, 's16', 'cond_sat', tenth),
    ...rows('input', 14, 'u32', ['starts', 'hours']),
  ],
});
