import type { Language } from '../../text.ts';
import type { MeterLine, MeterRun } from './meter-run.ts';
import { chargesOf, totalsOf } from './meter-totals.ts';

/** A cell of a table; null is empty. */
export type SheetCell = string | number | null;
/** The first row names the columns. */
export type SheetTable = readonly (readonly SheetCell[])[];

interface SheetContext {
  readonly language: Language;
  readonly areaName: (area: string) => string;
  /** A moment as the site writes it. */
  readonly time: (ms: number) => string;
}

const HEAD = {
  zh: ['表号', '计量表', '类型', '位置', '用户', '倍率', '上次读数', '本次读数', '用量', '单位', '抄表方式'],
  en: ['Meter no.', 'Meter', 'Kind', 'Place', 'Consumer', 'Multiplier', 'Last', 'Now', 'Use', 'Unit', 'How read'],
} as const;
const TAIL = {
  zh: ['抄表时间', '抄表人', '异常', '说明', '复核人', '复核结果'],
  en: ['Read at', 'Read by', 'Odd', 'Reason', 'Checked by', 'Check'],
} as const;
const BILLING = {
  zh: ['用户', '类型', '自用量', '公摊量', '合计', '单位', '备注'],
  en: ['Consumer', 'Kind', 'Own use', 'Shared', 'Total', 'Unit', 'Remark'],
} as const;

const KINDS = {
  zh: { electricity: '电', water: '水', gas: '燃气', heat: '热量', cold: '冷量' },
  en: { electricity: 'electricity', water: 'water', gas: 'gas', heat: 'heat', cold: 'cooling' },
} as const;
const WAYS = {
  zh: { auto: '自动', hand: '手抄', estimated: '估算', none: '未抄' },
  en: { auto: 'auto', hand: 'hand', estimated: 'estimated', none: 'not read' },
} as const;
const ODDITIES = {
  zh: {
    ...{ negative: '负用量', 'above-usual': '高于往常', 'below-usual': '低于往常', stopped: '无用量' },
    ...{ 'differs-from-meter': '与现场表不符', 'counter-doubtful': '计数存疑' },
  },
  en: {
    ...{ negative: 'negative', 'above-usual': 'above usual', 'below-usual': 'below usual', stopped: 'no use' },
    ...{ 'differs-from-meter': 'differs from the meter', 'counter-doubtful': 'counter doubtful' },
  },
} as const;
const WORDS = {
  zh: { estimated: '含估算或缺抄，不可直接收费', loss: '损耗', main: '总表', missing: '未抄表数', all: '全部' },
  en: { estimated: 'estimated or incomplete', loss: 'loss', main: 'Main', missing: 'Meters not read', all: 'all' },
} as const;

/** The sheet of a run: one row per meter, and under them what main meters and those behind them make. */
export function meterSheet(run: MeterRun, context: SheetContext): SheetTable {
  const { language } = context;
  const totals = totalsOf(run);
  const balances = totals.balances.map(({ kind, parent, main, behind, lossPercent, unit }): SheetCell[] => {
    const what = `${WORDS[language].main} ${parent ?? WORDS[language].all}`;
    const loss = lossPercent === null ? null : `${WORDS[language].loss} ${lossPercent.toFixed(1)} %`;
    return [null, what, KINDS[language][kind], null, null, null, behind, main, loss, unit];
  });
  return [
    [...HEAD[language], ...TAIL[language]],
    ...run.lines.map((line) => rowOf(line, context)),
    ...balances,
    [null, WORDS[language].missing, null, null, null, null, null, totals.missing.length],
  ];
}

function rowOf(line: MeterLine, { language, areaName, time }: SheetContext): SheetCell[] {
  const { how, hand, auto, estimate, check } = line;
  const said = how === 'hand' ? hand : how === 'estimated' ? estimate : null;
  const at = said?.at ?? (how === 'auto' ? (auto?.at ?? null) : null);
  return [
    ...[line.serial, line.title[language], KINDS[language][line.kind], areaName(line.area), line.consumer, line.factor],
    ...[line.last, line.reading, rounded(line.use, line.decimals), line.unit, WAYS[language][how ?? 'none']],
    ...[at === null ? null : time(at), said?.by ?? null, line.odd.map((one) => ODDITIES[language][one]).join(' ')],
    ...[line.reason, check?.by ?? null, check === null ? null : check.result === 'ok' ? '√' : '×'],
  ];
}

/** For the charging program: per consumer and kind what was used, and the share of what belongs to everybody. Nothing is priced here. */
export function billingSheet(run: MeterRun, language: Language): SheetTable {
  const rows = chargesOf(run).map(({ consumer, kind, own, shared, unit, isWhole }): SheetCell[] => {
    const remark = isWhole ? null : WORDS[language].estimated;
    return [consumer, KINDS[language][kind], own, shared, rounded(own + shared, 2), unit, remark];
  });
  return [[...BILLING[language]], ...rows];
}

const rounded = (value: number | null, decimals: number): number | null =>
  value === null ? null : Number(value.toFixed(decimals));
