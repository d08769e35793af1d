import { registerMap, row, rows } from '../register-map.ts';

const watts = { scale: 0.001 };
const extra = { extra: true };

/** Eastron SDM630: FC04, float32, at most 40 parameters (80 registers) in one request. */
export const sdm630 = registerMap({
  product: 'Eastron SDM630',
  maxRegisters: 80,
  holes: {
    kind: 'fill',
    filler: 0,
    spans: [
      [0x0000, 0x0057],
      [0x00c8, 0x00fb],
      [0x0156, 0x0157],
    ],
  },
  rows: [
    ...rows('input', 0x0000, 'f32', ['v_a', 'v_b', 'v_c', 'i_a', 'i_b', 'i_c']),
    ...rows('input', 0x000c, 'f32', ['p_a', 'p_b', 'p_c'], watts),
    ...rows('input', 0x0012, 'f32', ['s_a', 's_b', 's_c'], { ...watts, ...extra }),
    ...rows('input', 0x0018, 'f32', ['q_a', 'q_b', 'q_c'], { ...watts, ...extra }),
    ...rows('input', 0x001e, 'f32', ['pf_a', 'pf_b', 'pf_c']),
    row('input', 0x0034, 'f32', 'p_total', watts),
    row('input', 0x0038, 'f32', 's_total', watts),
    row('input', 0x003c, 'f32', 'q_total', watts),
    row('input', 0x003e, 'f32', 'pf'),
    row('input', 0x0046, 'f32', 'freq'),
    ...rows('input', 0x0048, 'f32', ['e_import', 'e_export']),
    row('input', 0x004c, 'f32', 'eq_import', extra),
    ...rows('input', 0x0054, 'f32', ['dmd_now', 'dmd_max'], watts),
    ...rows('input', 0x00c8, 'f32', ['v_ab', 'v_bc', 'v_ca']),
    row('input', 0x00e0, 'f32', 'i_n'),
    ...rows('input', 0x00ea, 'f32', ['thd_v_a', 'thd_v_b', 'thd_v_c'], extra),
    ...rows('input', 0x00f0, 'f32', ['thd_i_a', 'thd_i_b', 'thd_i_c'], extra),
    ...rows('input', 0x00f8, 'f32', ['thd_v', 'thd_i']),
    row('input', 0x0156, 'f32', 'e_import', extra),
  ],
});
