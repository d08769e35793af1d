import { toWire } from '../../../contract/wire.ts';
import type { Alarm } from '../../../domain/alarm.ts';
import type { Notification, NotifiedAlarm } from '../../../ports/channel.ts';

/** Of everything that machines are told about alarms. A new field does not change it; a changed meaning does. */
export const SCHEMA = 'alarm.v1';

const TYPES = {
  alarm: 'alarm.annunciated',
  returned: 'alarm.returned',
  digest: 'alarm.digest',
  test: 'notice.test',
  duty: 'notice.duty',
} as const;

/** The whole message for a machine, as JSON knows it: `alarms` for a digest, `text` for what is about no alarm, otherwise the alarm itself. */
export function alarmEventOf(message: Notification): Readonly<Record<string, unknown>> {
  const { id, kind, site, priority, alarms, text, marks } = message;
  const head = {
    ...{ schema: SCHEMA, type: TYPES[kind], eventId: id, site: { id: site.id, name: site.name }, priority },
    ...(marks.length > 0 ? { marks } : {}),
  };
  const [first] = alarms;
  if (kind === 'digest') return { ...head, alarms: alarms.map(notifiedOf) };
  return first === undefined ? { ...head, text: text ?? null } : { ...head, ...notifiedOf(first) };
}

/** One alarm with what a person would see of it. */
const notifiedOf = ({ alarm, equipmentName, area, links }: NotifiedAlarm): Readonly<Record<string, unknown>> => ({
  ...alarmFields(alarm),
  equipment: { id: alarm.equipment, name: equipmentName, area, system: alarm.system },
  links: links ?? null,
});

/** The alarm by the names of the REST interface, with what belongs to its condition and its machine put together; instants are ISO 8601. */
export function alarmFields(alarm: Alarm): Readonly<Record<string, unknown>> {
  const { id, conditionId, title, kind, class: alarmClass, equipment, system, ...rest } = alarm;
  return {
    alarmId: id,
    ...toWire(rest),
    condition: { id: conditionId, title, kind, class: alarmClass },
    equipment: { id: equipment, system },
  };
}
