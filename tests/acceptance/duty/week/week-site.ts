import { join } from 'node:path';
import { loadSiteFile } from '../../../../gateway/cli/site.ts';
import type { LoadedSite } from '../../../../gateway/config/load.ts';
import type { FormerDone, MaintenancePlan } from '../../../../gateway/domain/duty/maintenance/maintenance-plan.ts';
import { REPOSITORY } from '../../../harness/child.ts';
import { dayNumberOf, MONDAY, monthsAfter } from './site-days.ts';

/** Turns of floating plans are spread over four weeks, some of them before the week is over. */
const SPREAD_DAYS = 28;

/** The demonstration site as it stands, with what was maintained before the gateway kept the record. */
export function weekSite(): LoadedSite {
  const loaded = loadSiteFile(join(REPOSITORY, 'config/demo.site.yaml'), {});
  if (!loaded.ok) throw new Error('the demo site has mistakes');
  const { duty } = loaded.value;
  const former = duty.maintenance.plans.map(formerOf);
  return { ...loaded.value, duty: { ...duty, maintenance: { ...duty.maintenance, former } } };
}

/** Everything of a plan was done on one day: so long ago that its next turn comes in the spread. */
function formerOf(plan: MaintenancePlan, index: number): FormerDone {
  const monday = dayNumberOf(MONDAY);
  const { days, months } = plan.levels[0]!.every;
  const due = monday + ((index * 5) % SPREAD_DAYS);
  const floating = days === undefined ? monthsAfter(due, -(months ?? 1)) : due - days;
  const day = plan.trigger === 'fixed' ? monday - 1 - plan.windowBefore : floating;
  return { plan: plan.id, level: plan.levels.at(-1)!.id, day, hours: null };
}
