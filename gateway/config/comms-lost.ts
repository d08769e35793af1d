import type { Condition } from '../domain/condition.ts';
import type { Device, Equipment } from '../domain/equipment.ts';
import type { Point } from '../domain/point.ts';
import { COMMS_LOST } from './read-template.ts';

/** Names longer than this are cut, so that the title stays a text of allowed length. */
const LONGEST_NAME = 300;

/**
 * The one condition every device has: nothing has been heard from it. It has no on-delay, because a point counts as
 * stale only after three missed readings; three good ones in a row end it.
 */
export function commsLostCondition(device: Device, equipment: Equipment, points: readonly Point[]): Condition {
  const periodMs = Math.min(...points.map((point) => point.periodMs));
  const { en, zh } = equipment.name;
  return {
    id: `${device.id}.${COMMS_LOST}`,
    kind: COMMS_LOST,
    options: {},
    priority: 'P3',
    equipment: equipment.id,
    system: equipment.system,
    watches: { what: 'device', device: device.id },
    title: { en: `${en.slice(0, LONGEST_NAME)}: communication lost`, zh: `${zh.slice(0, LONGEST_NAME)} 通讯中断` },
    consequence: {
      en: 'Its values are no longer seen; alarms of this machine cannot come.',
      zh: '该设备数据不再更新，其报警无法产生。',
    },
    action: {
      en: 'Look at the machine on site. Check power of the device, its cable and gateway; other devices on the same line tell where the fault is.',
      zh: '先到现场查看设备状态。检查装置电源、通讯线和网关；对照同一线路上的其他设备判断故障位置。',
    },
    onDelayMs: 0,
    offDelayMs: 3 * periodMs,
    opensWorkOrder: false,
    unit: '',
    periodMs,
  };
}
