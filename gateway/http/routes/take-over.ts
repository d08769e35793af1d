import { CSV_END, CSV_MARK, csvText } from '../../contract/csv.ts';
import type { CardField } from '../../domain/duty/equipment/equipment-card.ts';
import { cardGaps } from '../../domain/duty/equipment/take-over.ts';
import { done } from '../../domain/errors.ts';
import type { Site } from '../../domain/site.ts';
import type { EquipmentRegister, RegisteredEquipment } from '../../ports/equipment-register.ts';
import { type Handlers, Prepared } from '../handler.ts';

interface TakeOverServices {
  readonly site: Pick<Site, 'points' | 'areas'>;
  readonly register: Pick<EquipmentRegister, 'list'>;
}

const HEAD = [
  ...['equipment 设备编号', 'name', '名称', 'class 类别', 'area', '位置', 'maker 厂家', 'model 型号', 'points 测点数'],
  ...['register map 点表依据', 'missing on the card', '台账缺项', 'missing papers', '缺资料'],
  ...['open faults 未消除故障', 'open orders 未完工单'],
];
const TERMS: Partial<Record<CardField, string>> = {
  ...{ number: '管理编号', serial: '出厂编号', commissionedOn: '投运日期', switchPosition: '开关位置' },
  ...{
    responsible: '责任人',
    contractor: '维保单位',
    warrantyUntil: '质保期',
    cycleDays: '保养周期',
    ratedData: '额定参数',
  },
};
const PAPERS = { manual: '说明书', drawing: '图纸', certificate: '合格证' } as const;

/** The list with which a house is taken over. */
export function takeOverRoutes({ site, register }: TakeOverServices): Handlers<'exportTakeOver'> {
  const areas = new Map(site.areas.map(({ id, name }) => [id, name]));
  const points = Map.groupBy(site.points, ({ equipment }) => equipment);
  return {
    exportTakeOver: async ({ reply }) => {
      reply.header('content-disposition', 'attachment; filename="take-over.csv"');
      const machines = (await register.list()).filter(({ record }) => record.state === 'open');
      const rows = machines.map((one) => rowOf(one, areas, points.get(one.record.subject)?.length ?? 0));
      return done(new Prepared(CSV_MARK + [HEAD, ...rows].map((row) => row.map(csvText).join(',') + CSV_END).join('')));
    },
  };
}

function rowOf(
  { record, equipment, openFaults, openOrders }: RegisteredEquipment,
  areas: ReadonlyMap<string, { readonly en: string; readonly zh: string }>,
  points: number,
): string[] {
  const { fields, papers } = cardGaps(record.body);
  const area = areas.get(equipment?.area ?? '');
  return [
    ...[record.subject, equipment?.name.en ?? '', equipment?.name.zh ?? '', equipment?.class ?? ''],
    ...[area?.en ?? '', area?.zh ?? '', equipment?.maker ?? '', equipment?.model ?? '', String(points)],
    equipment?.evidence ?? '',
    ...[fields.join(' '), fields.map((field) => TERMS[field] ?? field).join(' ')],
    ...[papers.join(' '), papers.map((paper) => PAPERS[paper]).join(' ')],
    ...[String(openFaults), String(openOrders)],
  ];
}
