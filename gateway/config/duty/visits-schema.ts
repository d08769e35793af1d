import { z } from 'zod';
import { duration, durationMs } from '../../domain/duration.ts';
import type { VisitsPlan } from '../../domain/duty/visits/visits-plan.ts';
import type { SystemId } from '../../domain/equipment.ts';
import type { Site } from '../../domain/site.ts';
import { entryId } from '../entry-id.ts';
import type { MistakeList } from '../mistakes.ts';
import { type Origin, within } from '../origin.ts';

/** `duty.visits`: the register of outsiders in plant rooms. */
export const visitsSection = z
  .strictObject({
    closedAreas: z
      .array(entryId)
      .max(500)
      .optional()
      .meta({ description: 'Areas that outsiders may enter only with leave; by default those with power or chillers' }),
    overstay: duration.default('30m').meta({ description: 'A visitor still inside so long after the agreed end' }),
  })
  .prefault({});
export type VisitsSection = z.infer<typeof visitsSection>;

export interface VisitsContext {
  readonly site: Pick<Site, 'areas' | 'equipment'>;
  /** Of `duty`. */
  readonly origin: Origin;
  readonly mistakes: MistakeList;
}

/** Rooms nobody from outside enters by himself. */
const CLOSED_SYSTEMS: ReadonlySet<SystemId> = new Set(['power', 'chillers', 'gensets']);

export function resolveVisits(section: VisitsSection, context: VisitsContext): VisitsPlan {
  const overstayMs = durationMs(section.overstay);
  if (!section.closedAreas) return { closedAreas: usualAreas(context), overstayMs };
  const origin = within(context.origin, ['visits']);
  const known = context.site.areas.map(({ id }) => id);
  for (const [index, area] of section.closedAreas.entries())
    if (!known.includes(area))
      context.mistakes.addUnknown(origin.locate(['closedAreas', index], 'value'), 'area', area, known);
  return { closedAreas: section.closedAreas, overstayMs };
}

function usualAreas({ site }: VisitsContext): readonly string[] {
  const closed = new Set(site.equipment.filter(({ system }) => CLOSED_SYSTEMS.has(system)).map(({ area }) => area));
  return site.areas.map(({ id }) => id).filter((id) => closed.has(id));
}
