import { z } from 'zod';
import { duration, durationMs } from '../../domain/duration.ts';
import type { OutagePlan, SupplyPoint } from '../../domain/duty/outages/outage-plan.ts';
import type { Site } from '../../domain/site.ts';

/** Section `duty.outages` of the site file. */
export const outagesSection = z
  .strictObject({
    notice: duration.default('24h').meta({ description: 'Users are told so long ahead at least; less needs a reason' }),
    remind: duration.default('2h').meta({ description: 'The duty is reminded so long before it begins' }),
    contact: z.string().max(200).default('').meta({ description: 'Of the notice: whom to call' }),
  })
  .prefault({});
export type OutagesSection = z.infer<typeof outagesSection>;

/** How planned outages are told, and by what telemetry they are seen. */
export const resolveOutages = (
  { notice, remind, contact }: OutagesSection,
  { points }: Pick<Site, 'points'>,
): OutagePlan => ({
  noticeMs: durationMs(notice),
  remindMs: durationMs(remind),
  contact,
  supply: supplyPoints(points),
});

/** Names under which machines tell their supply, with what is dead: a tenth of low voltage, or an open breaker. */
const SUPPLY: readonly (readonly [string, number])[] = [
  ['v_ab', 40],
  ['v_a', 23],
  ['closed', 0.5],
];

/** How telemetry tells of each machine that it is without supply; machines that do not tell are left out. */
function supplyPoints(points: Site['points']): readonly SupplyPoint[] {
  const byEquipment = Map.groupBy(points, ({ equipment }) => equipment);
  return [...byEquipment].flatMap(([equipment, own]) => {
    for (const [name, deadBelow] of SUPPLY) {
      const point = own.find((one) => one.name === name);
      if (point) return [{ equipment, index: point.index, deadBelow }];
    }
    return [];
  });
}
