import { ALARM_DEFAULTS } from '../../gateway/alarms/alarm-defaults.ts';
import type { Condition } from '../../gateway/domain/condition.ts';
import type { Equipment } from '../../gateway/domain/equipment.ts';
import type { OnCallPlan } from '../../gateway/domain/on-call.ts';
import type { Point } from '../../gateway/domain/point.ts';
import type { Site } from '../../gateway/domain/site.ts';
import { exampleCondition, exampleEquipment, exampleOnCallPlan, examplePoint, exampleSite } from './builders.ts';
import { webhookChannel } from './house-channels.ts';
import type { HouseSite } from './house-process.ts';
import type { ManualClock } from './manual-clock.ts';

export interface HouseOptions {
  readonly conditions: readonly Condition[];
  /** Replace the points made for the conditions: by index, a scan of 5 s, all of device `bus:1`. */
  readonly points?: readonly Point[];
  /** Replaces what is made for the conditions: chillers. */
  readonly equipment?: readonly Equipment[];
  readonly site?: Partial<Site>;
  /** Without it everything is told once, at once, to a webhook that the house then has; see `AlarmHouse.messages`. */
  readonly duty?: { readonly plan: OnCallPlan; readonly channels: HouseSite['channels'] };
  readonly settings?: Partial<Pick<HouseSite, 'alarms' | 'delivery'>>;
  /** Must be that of the providers. */
  readonly clock?: ManualClock;
}

export const SCAN_MS = 5_000;

/** As the scenarios have it unless they say otherwise: high 80 with a deadband of 1, 60 s each way, P2, held 5 s, an order at once. */
export function houseCondition(change: Partial<Condition> = {}): Condition {
  const { onDelayMs = 60_000, offDelayMs = 60_000, priority = 'P2' } = change;
  const options = { high: 80, deadband: 1 };
  const usual = { options, onDelayMs, offDelayMs, priority, holdMs: 5_000, periodMs: SCAN_MS, unit: '℃' };
  return exampleCondition({ ...usual, order: { when: 'active' }, ...change });
}

/** Read each scan from device `bus:1`. */
export const housePoint = (index: number, change: Partial<Point> = {}): Point =>
  examplePoint({ index, tag: `P${index}.value`, periodMs: SCAN_MS, staleAfterMs: 3 * SCAN_MS, ...change });

/** What the site file of such a house would be read as. */
export async function houseSite(options: HouseOptions, clock: ManualClock): Promise<HouseSite> {
  const { settings, duty = await toldOnce(clock) } = options;
  return {
    ...{ site: siteOf(options), onCall: duty.plan, channels: duty.channels, alarms: ALARM_DEFAULTS },
    ...{ delivery: { selfTestAt: undefined, heartbeats: [], watches: [] }, ...settings },
  };
}

function siteOf({ conditions, points, equipment, site }: HouseOptions): Site {
  const watched = conditions.map(({ watches }) => (watches.what === 'point' ? watches.point : 0));
  const ids = [...new Set(conditions.map((one) => one.equipment))];
  return {
    ...exampleSite([]),
    points: points ?? Array.from({ length: Math.max(0, ...watched) + 1 }, (_one, index) => housePoint(index)),
    equipment: equipment ?? ids.map((id) => exampleEquipment({ id, class: 'chiller' })),
    ...{ conditions, ...site },
  };
}

async function toldOnce(clock: ManualClock): Promise<NonNullable<HouseOptions['duty']>> {
  const { channel } = await webhookChannel(clock);
  const targets = [{ kind: 'channel', channel: channel.id }] as const;
  const { policies, ...rest } = exampleOnCallPlan();
  const steps = [{ afterMs: 0, targets, via: [], hours: [] }];
  const told = policies.map((policy) => ({ ...policy, steps }));
  return { plan: { ...rest, policies: told, siteDuty: targets }, channels: [channel] };
}
