import type { ComplaintTopic } from '../../domain/duty/complaints/complaint.ts';
import type { MeterKind } from '../../domain/duty/meter-runs/meter-runs-plan.ts';

/** Words of the records as the department says them in Chinese; the English ones are their names. */

export const TOPICS: Readonly<Record<ComplaintTopic, string>> = {
  ...{
    power: '供电',
    lighting: '照明',
    water: '供水',
    drainage: '排水',
    cooling: '空调',
    heating: '采暖',
    lift: '电梯',
  },
  ...{
    noise: '噪声',
    cleaning: '保洁',
    security: '安保',
    parking: '停车',
    service: '服务',
    fees: '收费',
    other: '其他',
  },
};

export const METER_KINDS: Readonly<Record<MeterKind, string>> = {
  ...{ electricity: '电', water: '水', gas: '燃气', heat: '热量', cold: '冷量' },
};

export const ORDER_KINDS: Readonly<Record<string, string>> = {
  ...{ corrective: '维修', request: '报修', preventive: '保养', inspection: '检查', hazard: '隐患整改' },
};
