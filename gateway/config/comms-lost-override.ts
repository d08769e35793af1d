import type { AlarmOverride } from './alarm-schema.ts';
import type { MistakeList } from './mistakes.ts';
import type { Entry, SiteDraft } from './read-site.ts';
import { COMMS_LOST } from './read-template.ts';
import type { EquipmentEntry } from './site-schema.ts';

/** What a site may set of the alarm that the gateway makes for a device; the rest of it follows from what it is. */
const SETTABLE: readonly (keyof AlarmOverride)[] = [
  ...(['enabled', 'priority', 'class', 'onDelay', 'offDelay', 'hold', 'order', 'longestShelf', 'reAlarm'] as const),
  ...(['acknowledgement', 'timeToRespond', 'announces', 'suppressedBy', 'group', 'failureGroup', 'chatter'] as const),
];

/** What stands under `alarms.comms-lost` of the machines on a device: one of them may say it, for all of them. */
export function commsLostOverride(
  entries: readonly Entry<EquipmentEntry>[],
  { origin }: SiteDraft,
  mistakes: MistakeList,
): AlarmOverride {
  const [first, ...others] = entries.filter(({ value }) => value.alarms[COMMS_LOST] !== undefined);
  if (first === undefined) return {};
  for (const { path } of others) {
    const message = `${COMMS_LOST} of this device is set at ${first.value.id} already`;
    mistakes.add(origin.locate([...path, 'alarms', COMMS_LOST], 'key'), message);
  }
  const override = first.value.alarms[COMMS_LOST] ?? {};
  for (const key of Object.keys(override)) {
    if (SETTABLE.some((one) => one === key)) continue;
    const place = origin.locate([...first.path, 'alarms', COMMS_LOST, key], 'key');
    mistakes.add(place, `${COMMS_LOST} has no ${key} of its own`, { allowed: SETTABLE.join(', ') });
  }
  const urgent = override.priority === 'P1' || override.class === 'safety';
  if (urgent && (override.suppressedBy ?? []).length > 0) {
    const place = origin.locate([...first.path, 'alarms', COMMS_LOST, 'suppressedBy'], 'value');
    mistakes.add(place, 'an alarm of P1 or safety is never held back because of another');
  }
  return override;
}
