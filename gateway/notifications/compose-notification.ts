import type { LocalText } from '../domain/text.ts';
import type { Notification } from '../ports/channel.ts';
import type { LeasedNotice } from '../ports/outbox.ts';

/** What a message says besides the alarm. */
export interface MessageSite {
  readonly name: LocalText;
  readonly timeZone: string;
  readonly publicUrl: string | undefined;
  /** Undefined for equipment that is not configured any more. */
  readonly equipmentName: (id: string) => LocalText | undefined;
}

/** The message of a notice, from the alarm as it is at this moment. */
export function composeNotification(site: MessageSite, { id, kind, alarm }: LeasedNotice): Notification {
  const { equipment, title, consequence, action, priority, value, limit, unit, activeAt, workOrder } = alarm;
  return {
    ...{ id, kind, priority, equipment, title, consequence, action, value, limit, unit, activeAt, workOrder },
    alarmId: alarm.id,
    site: site.name,
    equipmentName: site.equipmentName(equipment) ?? { en: equipment, zh: equipment },
    timeZone: site.timeZone,
    link: site.publicUrl && alarmLink(site.publicUrl, alarm.id),
  };
}

function alarmLink(publicUrl: string, alarmId: string): string {
  return new URL(`alarms?id=${encodeURIComponent(alarmId)}`, publicUrl.endsWith('/') ? publicUrl : `${publicUrl}/`)
    .href;
}
