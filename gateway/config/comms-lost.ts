import type { Condition, ResponseStep } from '../domain/condition.ts';
import { durationMs } from '../domain/duration.ts';
import type { Device, Equipment } from '../domain/equipment.ts';
import type { Point } from '../domain/point.ts';
import { attributesOf } from './alarm-attributes.ts';
import type { AlarmOverride } from './alarm-schema.ts';
import type { AlarmSection } from './alarm-section.ts';
import type { CauseDraft } from './causes.ts';
import { revisionOf } from './condition-revision.ts';
import { COMMS_LOST } from './read-template.ts';

/** Silence of a device is an alarm when it has lasted three readings, and no less than this: one lost frame is no outage. */
const SHORTEST_SILENCE_MS = 30_000;
const SILENT_READINGS = 3;
/** Names longer than this are cut, so that the title stays a text of allowed length. */
const LONGEST_NAME = 300;

/** What the condition of a device is made from; `equipment` is all that is read through it, the first one names it. */
export interface LostDevice {
  readonly device: Device;
  readonly equipment: readonly [Equipment, ...Equipment[]];
  readonly points: readonly Point[];
  readonly alarms: AlarmSection;
  /** What the site wants differently for this device. */
  readonly override: AlarmOverride;
}

/**
 * The one condition every device has: nothing has been heard from it for a while; three good readings in a row end it.
 * It is the cause of whatever is heard through this device, and a consequence of what feeds or carries it. The first
 * device of a connection to be lost is marked.
 */
export function commsLostDraft({ device, equipment, points, alarms, override }: LostDevice): CauseDraft {
  const periodMs = Math.min(...points.map((point) => point.periodMs));
  const [first] = equipment;
  const { en, zh } = first.name;
  const { priority = 'P3', onDelay, offDelay } = override;
  const readingsMs = SILENT_READINGS * periodMs;
  const onDelayMs = onDelay === undefined ? Math.max(SHORTEST_SILENCE_MS, readingsMs) : durationMs(onDelay);
  const offDelayMs = offDelay === undefined ? readingsMs : durationMs(offDelay);
  const judged = {
    ...{ kind: COMMS_LOST, options: {}, onDelayMs, offDelayMs, unit: '', periodMs },
    levels: [{ name: 'high', priority, onDelayMs, offDelayMs }],
    ...attributesOf({ class: 'diagnostic', ...override }, priority, alarms),
  } as const;
  const id = `${device.id}.${COMMS_LOST}`;
  const condition: Condition = {
    ...judged,
    ...{ id, revision: revisionOf(judged, [device.id]), priority, equipment: first.id, system: first.system },
    watches: { what: 'device', device: device.id },
    title: { en: `${en.slice(0, LONGEST_NAME)}: communication lost`, zh: `${zh.slice(0, LONGEST_NAME)} 通讯中断` },
    ...TEXTS,
    ...{ response: STEPS, suppressors: [], group: override.group ?? `${device.connection}:communication` },
    failureGroup: override.failureGroup ?? id,
  };
  const on = equipment.map((one) => one.id);
  // What is urgent is told whatever else is the matter.
  const usual = priority === 'P1' || condition.class === 'safety' ? [] : (['communication', 'power'] as const);
  const { announces = ['communication'], suppressedBy = usual } = override;
  return { condition, announces, suppressedBy, on };
}

const TEXTS = {
  consequence: {
    en: 'Its values are no longer seen; alarms of this machine cannot come.',
    zh: '该设备数据不再更新，其报警无法产生。',
  },
  cause: {
    en: 'Device without power, cable or terminal loose, gateway box hung, address changed.',
    zh: '装置失电、通讯线或端子松动、网关死机、地址被改动。',
  },
  action: {
    en: 'Look at the machine on site. Check power of the device, its cable and gateway; other devices on the same line tell where the fault is.',
    zh: '先到现场查看设备状态。检查装置电源、通讯线和网关；对照同一线路上的其他设备判断故障位置。',
  },
} as const;

const STEPS: readonly ResponseStep[] = [
  step(
    '1',
    'check',
    'Look at the machine on site: it is not watched from here.',
    '到现场查看设备：后台已看不到其状态。',
  ),
  step('2', 'check', 'See whether other devices on the same line answer.', '查看同一线路上的其他设备是否通讯正常。'),
  step(
    '3',
    'check',
    'All lost: check the gateway box and its supply. Only this one: check its supply, cable, terminals, address.',
    '全部中断：查网关及其电源。仅此一台：查装置电源、通讯线、端子和地址。',
  ),
  step('4', 'never', 'Do not switch the machine off to restart its communication.', '不得为恢复通讯而停设备。'),
];

function step(id: string, kind: ResponseStep['kind'], en: string, zh: string): ResponseStep {
  return { id, kind, text: { en, zh }, tag: undefined, required: false };
}
