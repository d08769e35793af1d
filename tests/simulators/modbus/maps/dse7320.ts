import { constantRow, type RegisterRow, registerMap, row, rows } from '../register-map.ts';

const tenth = { scale: 0.1 };
const kilo = { scale: 0.001 };
const letters = (name: string) => ['a', 'b', 'c'].map((letter) => `${name}_${letter}`);

/** First register of the named-alarm block: a count, then four alarms of four bits per register, high nibble first. */
const alarmCount = 39_424;
const alarmRegisters = 20;
/** Sixteen alarms are known by the list; empty = shown as "not active", the rest of the block as "unimplemented". */
const alarms: readonly string[] = [
  ...['emergency_stop', 'low_oil', 'high_coolant', ''],
  ...['under_speed', 'over_speed', '', ''],
  ...['', '', 'batt_low', ''],
  ...['charge_fail', 'fail_to_start', 'fail_to_stop', ''],
];

function alarmRows(): RegisterRow[] {
  const known = alarms.map((point, index) => {
    const at = alarmCount + 1 + Math.floor(index / 4);
    const bit = 12 - 4 * (index % 4);
    const base = row('holding', at, 'u16', point, { bit, width: 4 });
    return point === '' ? { ...base, constant: 1, extra: true } : base;
  });
  const first = alarmCount + 1 + alarms.length / 4;
  const unimplemented = Array.from({ length: alarmRegisters - alarms.length / 4 }, (_, index) =>
    constantRow('holding', first + index, 0xffff),
  );
  return [constantRow('holding', alarmCount, 4 * alarmRegisters), ...known, ...unimplemented];
}

/** Deep Sea DSE 7320, GenComm pages: FC03; registers of a page without a row answer the code for "unimplemented". */
export const dse7320 = registerMap({
  product: 'Deep Sea DSE 7320',
  holes: {
    kind: 'fill',
    filler: 0xffff,
    spans: [
      [768, 783],
      [1024, 1087],
      [1408, 1423],
      [1536, 1599],
      [1792, 1855],
    ],
  },
  // 4th of the top eight codes of a type: transducer fault.
  sentinels: { u16: 0xfffc, s16: 0x7ffc, u32: 0xffff_fffc, s32: 0x7fff_fffc },
  rows: [
    constantRow('holding', 768, 1),
    constantRow('holding', 769, 7320),
    row('holding', 772, 'u16', 'mode'),
    row('holding', 1024, 'u16', 'oil_p'),
    ...rows('holding', 1025, 's16', ['coolant_t', 'oil_t']),
    row('holding', 1027, 'u16', 'fuel_pct'),
    ...rows('holding', 1028, 'u16', ['chg_v', 'batt_v'], tenth),
    row('holding', 1030, 'u16', 'rpm'),
    row('holding', 1031, 'u16', 'freq', tenth),
    ...rows('holding', 1032, 'u32', [...letters('v'), 'v_ab', 'v_bc', 'v_ca', ...letters('i')], tenth),
    ...rows('holding', 1052, 's32', letters('p'), kilo),
    row('holding', 1059, 'u16', 'mains_freq', tenth),
    ...rows('holding', 1060, 'u32', letters('mains_v'), tenth),
    row('holding', 1408, 'u16', 'engine_state'),
    row('holding', 1536, 's32', 'p_total', kilo),
    row('holding', 1558, 's16', 'load_pct', tenth),
    row('holding', 1798, 'u32', 'hours', { scale: 1 / 3600 }),
    row('holding', 1800, 'u32', 'energy', tenth),
    row('holding', 1808, 'u32', 'starts'),
    ...alarmRows(),
  ],
});
