import { useMemo } from 'react';
import { createSiteTime, type SiteTime } from '../../format/site-time.ts';
import type { Plant } from '../plant.ts';
import { useServices } from './services-context.ts';
import { useCell } from './use-cell.ts';

/** The building. Only for what is drawn behind the session guard, where it is always loaded. */
export function usePlant(): Plant {
  const site = useCell(useServices().site);
  if (!site) throw new Error('the building is not loaded');
  return site.plant;
}

/** Times as the site reads them. */
export function useSiteTime(): SiteTime {
  const { timeZone } = usePlant().site;
  return useMemo(() => createSiteTime(timeZone), [timeZone]);
}

/** Gateway time, once a second. Only for parts that count seconds; they are drawn again every time. */
export const useNow = (): number => useCell(useServices().tick);

/** Whether values arrive at this moment. */
export const useLink = () => useCell(useServices().link);
