import { registerMap, row, rows } from '../register-map.ts';

const thousandth = { scale: 0.001 };
const extra = { extra: true };

/** The maker's list prints register = wire address + 1. */
const doc = (register: number) => register - 1;

/** Schneider PM5560: FC03, float32, energy int64 in Wh. */
export const pm5560 = registerMap({
  product: 'Schneider PM5560',
  holes: {
    kind: 'fill',
    filler: 0,
    spans: [
      [doc(3000), doc(3111)],
      [doc(3204), doc(3227)],
      [doc(21300), doc(21335)],
    ],
  },
  rows: [
    ...rows('holding', doc(3000), 'f32', ['i_a', 'i_b', 'i_c', 'i_n']),
    row('holding', doc(3010), 'f32', 'i_avg', extra),
    row('holding', doc(3018), 'f32', 'unb_i'),
    ...rows('holding', doc(3020), 'f32', ['v_ab', 'v_bc', 'v_ca']),
    row('holding', doc(3026), 'f32', 'vll_avg', extra),
    ...rows('holding', doc(3028), 'f32', ['v_a', 'v_b', 'v_c']),
    row('holding', doc(3036), 'f32', 'v_avg', extra),
    ...rows('holding', doc(3054), 'f32', ['p_a', 'p_b', 'p_c', 'p_total']),
    ...rows('holding', doc(3062), 'f32', ['q_a', 'q_b', 'q_c'], extra),
    row('holding', doc(3068), 'f32', 'q_total'),
    ...rows('holding', doc(3070), 'f32', ['s_a', 's_b', 's_c'], extra),
    row('holding', doc(3076), 'f32', 's_total'),
    row('holding', doc(3110), 'f32', 'freq'),
    row('holding', doc(3204), 's64', 'e_import', thousandth),
    row('holding', doc(3208), 's64', 'e_export', thousandth),
    row('holding', doc(3220), 's64', 'eq_import', thousandth),
    ...rows('holding', doc(21300), 'f32', ['thd_i_a', 'thd_i_b', 'thd_i_c']),
    ...rows('holding', doc(21322), 'f32', ['thd_v_ab', 'thd_v_bc', 'thd_v_ca']),
    ...rows('holding', doc(21330), 'f32', ['thd_v_a', 'thd_v_b', 'thd_v_c'], extra),
  ],
});
