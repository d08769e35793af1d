import type { PlannedCheck } from '../../domain/duty/rounds/rounds-plan.ts';
import type { Equipment, EquipmentClass } from '../../domain/equipment.ts';
import type { Point } from '../../domain/point.ts';
import type { LocalText } from '../../domain/text.ts';

type Look = readonly [id: string, zh: string, en: string];

/** What is looked at in every plant room. */
const ROOM: readonly Look[] = [
  ['noise', '无异响、异味', 'No unusual noise or smell'],
  ['dry', '无渗漏、积水', 'No leak, no standing water'],
  ['door', '门锁、照明、通风完好', 'Door, light and ventilation in order'],
  ['extinguishers', '灭火器材在位、有效', 'Extinguishers in place and in date'],
];

const SWITCHGEAR: readonly Look[] = [
  ['joints', '接头无过热、变色', 'Joints not hot or discoloured'],
  ['lamps', '指示灯、仪表与实际一致', 'Lamps and meters agree with what runs'],
  ['animals', '防小动物措施完好', 'Animal barriers in place'],
];

/** What is looked at where such machines stand: what no sensor sees. */
const OF_CLASS: Partial<Readonly<Record<EquipmentClass, readonly Look[]>>> = {
  breaker: SWITCHGEAR,
  ats: SWITCHGEAR,
  transformer: [['hum', '变压器声音均匀，温控器显示正常', 'Transformer hums evenly, controller shows no fault']],
  chiller: [
    ['oil', '主机油位、液位正常，无泄漏', 'Chiller oil and refrigerant levels right, no leak'],
    ['vibration', '主机无异常振动', 'Chiller without unusual vibration'],
  ],
  pump: [
    ['seal', '水泵机封不漏，无异响振动', 'Pump seals dry, no noise or vibration'],
    ['auto', '水泵选择开关在自动位', 'Pump selectors in auto'],
  ],
  fan: [['belt', '风机皮带、轴承正常', 'Fan belts and bearings in order']],
  tank: [['lid', '水箱加盖上锁，通气网完好', 'Tank lid locked, vent mesh sound']],
  sump: [['float', '浮球灵活，潜污泵在自动位', 'Floats move freely, drain pumps in auto']],
  genset: [
    ['fluids', '机油、冷却液、燃油位正常', 'Oil, coolant and fuel levels right'],
    ['selector', '控制柜在自动位，无报警', 'Controller in auto, no alarm'],
    ['battery', '蓄电池接线牢固，充电正常', 'Battery terminals tight, charger working'],
  ],
  lift: [
    ['machine', '曳引机无异响、漏油', 'Lift machines quiet and dry'],
    ['tools', '盘车松闸工具在位', 'Hand-winding tools in place'],
    ['car', '轿厢照明、对讲、门正常', 'Car light, intercom and doors in order'],
  ],
};

/** Machines of which the first reading is confirmed on the spot. */
const READ: ReadonlySet<EquipmentClass> = new Set([
  'transformer',
  'chiller',
  'pump',
  'tank',
  'sump',
  'genset',
  'room_sensor',
]);
/** More readings than this belong on a log sheet. */
const MOST_READINGS = 8;

/** The list of the house for one machine: what to look at, and its first readings to confirm. */
export function machineChecks(machine: Equipment, points: readonly Point[]): readonly PlannedCheck[] {
  return [...(OF_CLASS[machine.class] ?? ROOM.slice(0, 2)).map(look), ...readings([machine], points, 4)];
}

/** The list of the house for a room: the room itself, once for each class of machine in it, and one reading of each machine. */
export function roomChecks(machines: readonly Equipment[], points: readonly Point[]): readonly PlannedCheck[] {
  const looks = new Map(machines.flatMap((one) => OF_CLASS[one.class] ?? []).map((one) => [one[0], one]));
  const read = machines.filter((one) => READ.has(one.class)).slice(0, MOST_READINGS);
  return [...ROOM.map(look), ...[...looks.values()].map(look), ...readings(read, points, 1)];
}

function readings(machines: readonly Equipment[], points: readonly Point[], most: number): PlannedCheck[] {
  return machines.flatMap(({ id, name, keyPoints }) =>
    keyPoints
      .flatMap((key) => points.find((point) => point.tag === `${id}.${key}` && point.kind === 'number') ?? [])
      .slice(0, most)
      .map((point) => reading(point, name)),
  );
}

function reading(point: Point, machine: LocalText): PlannedCheck {
  const { tag, unit, decimals, title } = point;
  const both = { en: `${machine.en}: ${title.en}`.slice(0, 400), zh: `${machine.zh} ${title.zh}`.slice(0, 400) };
  return { ...look([tag, both.zh, both.en]), type: 'number', point: tag, unit, decimals, isRequired: false };
}

const look = ([id, zh, en]: Look): PlannedCheck => ({
  ...{ id, title: { en, zh }, type: 'check', point: null, unit: '', decimals: 0, normal: null, expect: null },
  ...{ tolerance: null, isRequired: true, photo: 'never', onFail: 'order', priority: 'P3' },
});
