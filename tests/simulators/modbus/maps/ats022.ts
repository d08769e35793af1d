import { constantRow, registerMap, row, rows } from '../register-map.ts';

const alarmBit = (point: string, bit: number) => row('holding', 2007, 'u16', point, { bit });

/** ABB ATS022 transfer switch: FC03. */
export const ats022 = registerMap({
  product: 'ABB ATS022',
  rows: [
    ...rows('holding', 2000, 'u16', ['line1', 'line2', 'position', 'breaker_normal', 'breaker_emergency']),
    constantRow('holding', 2005, 0),
    row('holding', 2006, 'u16', 'generator'),
    row('holding', 2007, 'u16', 'alarm_switch', { bit: 0, width: 6 }),
    alarmBit('logic_disabled', 8),
    alarmBit('external_alarm', 9),
    alarmBit('cb1_trip', 10),
    alarmBit('cb2_trip', 11),
    alarmBit('generator_alarm', 12),
  ],
});
