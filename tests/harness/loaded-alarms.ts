import { ALARM_DEFAULTS } from '../../gateway/alarms/alarm-defaults.ts';
import type { AlarmSystemOptions } from '../../gateway/assembly/alarm-system.ts';
import type { Condition } from '../../gateway/domain/condition.ts';
import type { OnCallPlan } from '../../gateway/domain/on-call.ts';
import { exampleEquipment, exampleOnCallPlan, examplePoint, exampleSite } from './builders.ts';

/** The one channel of these sites. */
const PROVIDER = 'provider';
const SECRET = `whsec_${Buffer.from('nobody but tests knows it').toString('base64')}`;

/** A site with these conditions, whose every alarm is told at once to the webhook at `url`, once for each occurrence. */
export function loadedAlarms(conditions: readonly Condition[], url: string): AlarmSystemOptions['loaded'] {
  const watched = conditions.map(({ watches }) => (watches.what === 'point' ? watches.point : 0));
  const points = Array.from({ length: Math.max(0, ...watched) + 1 }, (_one, index) =>
    examplePoint({ index, tag: `P${index}.value`, device: `bus:${index}` }),
  );
  const equipment = [...new Set(conditions.map((one) => one.equipment))].map((id) => exampleEquipment({ id }));
  return {
    site: { ...exampleSite([]), points, conditions, equipment },
    alarms: ALARM_DEFAULTS,
    onCall: everythingTo(PROVIDER),
    delivery: { selfTestAt: undefined, heartbeats: [], watches: [] },
    channels: [{ id: PROVIDER, kind: 'webhook', priorities: [], returned: false, options: { url, secret: SECRET } }],
  };
}

function everythingTo(channel: string): OnCallPlan {
  const targets = [{ kind: 'channel', channel }] as const;
  const step = { afterMs: 0, targets, via: [], hours: [] };
  const title = { en: 'Everything', zh: '全部' };
  const policies = [{ id: 'all', title, steps: [step], repeat: undefined, digestAt: undefined }];
  return exampleOnCallPlan({ people: [], policies, siteDuty: targets });
}
