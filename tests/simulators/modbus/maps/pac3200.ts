import { registerMap, row, rows } from '../register-map.ts';

const thousandth = { scale: 0.001 };
const extra = { extra: true };

/** Siemens SENTRON PAC3200: FC03 or FC04, float32, energy float64 in Wh. */
export const pac3200 = registerMap({
  product: 'Siemens PAC3200',
  holdingAsInput: true,
  holes: {
    kind: 'fill',
    filler: 0,
    spans: [
      [1, 136],
      [801, 840],
    ],
  },
  rows: [
    ...rows('holding', 1, 'f32', ['v_a', 'v_b', 'v_c', 'v_ab', 'v_bc', 'v_ca', 'i_a', 'i_b', 'i_c']),
    ...rows('holding', 19, 'f32', ['s_a', 's_b', 's_c'], { ...thousandth, ...extra }),
    ...rows('holding', 25, 'f32', ['p_a', 'p_b', 'p_c'], thousandth),
    ...rows('holding', 31, 'f32', ['q_a', 'q_b', 'q_c'], { ...thousandth, ...extra }),
    ...rows('holding', 37, 'f32', ['pf_a', 'pf_b', 'pf_c']),
    ...rows('holding', 43, 'f32', ['thd_v_a', 'thd_v_b', 'thd_v_c', 'thd_i_a', 'thd_i_b', 'thd_i_c', 'freq']),
    ...rows('holding', 57, 'f32', ['v_avg', 'vll_avg', 'i_avg'], extra),
    ...rows('holding', 63, 'f32', ['s_total', 'p_total', 'q_total'], thousandth),
    ...rows('holding', 69, 'f32', ['pf', 'unb_v', 'unb_i']),
    row('holding', 801, 'f64', 'e_import', thousandth),
    row('holding', 809, 'f64', 'e_export', thousandth),
    row('holding', 817, 'f64', 'eq_import', thousandth),
  ],
});
