import type { EquipmentState, HistorySeries, PointState, Site } from '../../../../gateway/contract/resources.ts';

/** A building that is nowhere: fifty machines of ten points, all read every second. */
export const POINTS = 500;
const PER_MACHINE = 10;
export const HISTORY = 3600;

const text = (en: string) => ({ en, zh: en });

export const SITE: Site = {
  ...{ id: 'bench', name: text('Bench'), timeZone: 'Asia/Shanghai', simulated: true, version: '0', generation: 'g' },
  ...{ display: { states: 'isa', phases: 'neutral', order: {} }, areas: [] },
};

export const EQUIPMENT: EquipmentState[] = Array.from({ length: POINTS / PER_MACHINE }, (_, i) => ({
  ...{ id: `M-${i}`, name: text(`Machine ${i}`), class: 'pump', system: 'water', area: 'b1', maker: '', model: '' },
  ...{ template: '', evidence: 'verified', device: `M-${i}`, poweredBy: [], keyPoints: [], tags: [] },
}));

export const LIST: PointState[] = Array.from({ length: POINTS }, (_, index) => ({
  ...{ index, tag: `M-${Math.floor(index / PER_MACHINE)}.p${index}`, name: `p${index}` },
  ...{ equipment: `M-${Math.floor(index / PER_MACHINE)}`, device: '', title: text(`Value ${index}`), kind: 'number' },
  ...{ unit: ['kW', 'A', '℃', 'kPa'][index % 4] ?? '', decimals: 1, states: null, range: [0, 100], normal: [20, 80] },
  ...{ scanClass: 'fast', periodMs: 1000, staleAfterMs: 3000, writable: false, expression: null },
  ...{ value: null, text: null, quality: 'bad', reason: 'bad-waiting', sourceTime: null },
}));

/** What a point read at a moment: a wave with noise, the same however often it is asked. */
export function valueAt(index: number, ms: number): number {
  const s = Math.floor(ms / 1000);
  const noise = Math.abs(Math.sin(s * 12.9898 + index * 78.233) * 43_758.5453) % 1;
  return 50 + 35 * Math.sin(s / 300 + index) + 4 * noise;
}

/** An hour of raw samples, one a second. */
export function historyOf(tag: string, toMs: number): HistorySeries {
  const index = LIST.findIndex((point) => point.tag === tag);
  const last = Math.floor(toMs / 1000) * 1000;
  const time = Array.from({ length: HISTORY }, (_, i) => last - (HISTORY - 1 - i) * 1000);
  const values = time.map((at) => valueAt(index, at));
  return {
    ...{ tag, unit: '', from: new Date(time[0] ?? 0).toISOString(), to: new Date(toMs).toISOString(), columnMs: 0 },
    ...{ time, min: values, max: values, mean: values, last: values, good: values.map(() => 1), missing: null },
  };
}
