import type { OrderCode, OrderCodeList } from '../../domain/duty/orders-plan.ts';
import type { EquipmentClass } from '../../domain/equipment.ts';

/** Id, English, Chinese. */
type Word = readonly [string, string, string];

/** Causes that say something about more than the machine; other parts of the program know them by these ids. */
const CAUSES: readonly Word[] = [
  ['wear', 'Wear', '磨损老化'],
  ['dirt', 'Dirt, scale or blockage', '脏堵结垢'],
  ['loose', 'Loose connection', '松动接触不良'],
  ['insulation', 'Insulation damaged', '绝缘损坏'],
  ['overload', 'Overload', '过载'],
  ['supply', 'Supply lost or out of range', '供给中断或异常'],
  ['corrosion', 'Corrosion', '锈蚀'],
  ['leak', 'Seal or pipe leaks', '密封或管路泄漏'],
  ['control', 'Control or communication', '控制或通信故障'],
  ['sensor', 'Sensor wrong', '传感器失准'],
  ['installation', 'Faulty installation or design', '安装或设计缺陷'],
  ['outside', 'Damage from outside', '外力损坏'],
  ['operator-error', 'Operator error', '误操作'],
  ['setting-wrong', 'Sensor or alarm setting wrong', '传感器或报警设定不当'],
  ['no-fault-found', 'No fault found', '未发现故障'],
  ['unknown', 'Not known yet', '原因待查'],
];

const REMEDIES: readonly Word[] = [
  ['replaced', 'Part replaced', '更换部件'],
  ['repaired', 'Repaired', '修复'],
  ['cleaned', 'Cleaned', '清洗清理'],
  ['adjusted', 'Adjusted or calibrated', '调整校准'],
  ['tightened', 'Tightened', '紧固'],
  ['lubricated', 'Lubricated', '加油润滑'],
  ['refilled', 'Topped up', '补充介质'],
  ['reset', 'Reset or restarted', '复位重启'],
  ['isolated', 'Taken out of service', '停用隔离'],
  ['contractor', 'Handed to the contractor', '委外处理'],
  ['none', 'Nothing done', '未处理'],
];

const GENERAL: readonly Word[] = [
  ['stopped', 'Stopped or does not start', '停机或无法启动'],
  ['reduced', 'Works badly', '性能下降'],
  ['leaking', 'Leaks', '泄漏'],
  ['noise', 'Noise or vibration', '异响振动'],
  ['overheated', 'Too hot', '过热'],
  ['tripped', 'Tripped', '跳闸或保护动作'],
  ['no-data', 'Shows nothing or wrong values', '无数据或数据异常'],
  ['damaged', 'Damaged', '损坏'],
  ['other', 'Other', '其他'],
];

/** What goes wrong with machines of one class, besides the general. */
const OF_CLASS: Readonly<Partial<Record<EquipmentClass, readonly Word[]>>> = {
  lift: [
    ['entrapment', 'People trapped', '困人'],
    ['door', 'Door fault', '门系统故障'],
    ['levelling', 'Does not level', '平层不准'],
    ['brake', 'Brake fault', '制动器故障'],
  ],
  chiller: [
    ['high-pressure', 'High pressure cut-out', '高压保护'],
    ['low-pressure', 'Low pressure cut-out', '低压保护'],
    ['refrigerant', 'Refrigerant lost', '冷媒泄漏'],
    ['oil', 'Oil pressure or level', '油压油位异常'],
  ],
  pump: [
    ['seal', 'Shaft seal leaks', '机封漏水'],
    ['bearing', 'Bearing', '轴承故障'],
    ['no-pressure', 'Pressure not reached', '压力不足'],
  ],
  genset: [
    ['no-start', 'Fails to start', '启动失败'],
    ['battery', 'Starting battery', '启动电池故障'],
    ['fuel', 'Fuel', '燃油系统故障'],
    ['no-transfer', 'Does not take the load', '不能带载切换'],
  ],
  breaker: [
    ['mechanism', 'Mechanism', '操作机构故障'],
    ['contact', 'Contact hot or burnt', '触头过热烧蚀'],
  ],
  transformer: [
    ['winding', 'Winding hot', '绕组过热'],
    ['fan', 'Cooling fan', '冷却风机故障'],
  ],
};

const codesOf = (words: readonly Word[]): readonly OrderCode[] =>
  words.map(([id, en, zh]) => ({ id, text: { en, zh } }));

/** Failure, cause and remedy as a closing order names them where the site has no list of its own. */
export function usualCodes(): readonly OrderCodeList[] {
  const [causes, remedies] = [codesOf(CAUSES), codesOf(REMEDIES)];
  const lists = Object.entries(OF_CLASS).map(([name, words]) => ({
    class: name as EquipmentClass,
    failures: codesOf([...words, ...GENERAL]),
    ...{ causes, remedies },
  }));
  return [...lists, { class: null, failures: codesOf(GENERAL), causes, remedies }];
}
