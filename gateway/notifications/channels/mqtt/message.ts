import type { Alarm } from '../../../domain/alarm.ts';
import type { Notification } from '../../../ports/channel.ts';
import { alarmEventOf, alarmFields, SCHEMA } from '../shared/alarm-event.ts';

export interface Publication {
  readonly topic: string;
  readonly payload: string;
  readonly isRetained: boolean;
}

export interface Topics {
  /** `facility/<site>`. */
  readonly base: string;
  /** Every retained state, with a wildcard. */
  readonly states: string;
}

/** A part of a topic, whatever an id holds: no level of its own and no wildcard. */
const part = (id: string): string => encodeURIComponent(id);

export function topicsOf(root: string, siteId: string): Topics {
  const base = `${root}/${part(siteId)}`;
  return { base, states: `${base}/alarm/+/state` };
}

export const stateTopic = ({ base }: Topics, { conditionId }: Alarm): string =>
  `${base}/alarm/${part(conditionId)}/state`;

/** What happened, once for each alarm; what is about no alarm has a topic of its own. Whoever listens may open an alarm, not acknowledge it in another's name. */
export function eventsOf({ base }: Topics, message: Notification): readonly Publication[] {
  if (message.alarms.length === 0)
    return [{ topic: `${base}/notice`, payload: JSON.stringify(alarmEventOf(message)), isRetained: false }];
  return message.alarms.map((one, index) => {
    const links = one.links && { open: one.links.open };
    const kind = message.kind === 'digest' ? 'alarm' : message.kind;
    const id = message.alarms.length === 1 ? message.id : `${message.id}.${index + 1}`;
    const event = {
      ...alarmEventOf({ ...message, id, kind, priority: one.alarm.priority, alarms: [one] }),
      links: links ?? null,
    };
    return {
      topic: `${base}/alarm/${part(one.alarm.conditionId)}/event`,
      payload: JSON.stringify(event),
      isRetained: false,
    };
  });
}

/** The present state of an alarm, as it is retained. */
export const stateOf = (site: Notification['site'], alarm: Alarm): string =>
  JSON.stringify({
    schema: SCHEMA,
    type: 'alarm.state',
    site: { id: site.id, name: site.name },
    ...alarmFields(alarm),
  });
