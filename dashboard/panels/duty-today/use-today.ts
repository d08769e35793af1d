import { useMemo } from 'react';
import { useNow, usePlant, useSiteTime } from '../../data/hooks/use-site.ts';
import { type SiteDay, siteDays } from '../../format/site-days.ts';

/** The day of the site that now lies in. */
export function useToday(): { readonly now: number; readonly day: SiteDay | undefined } {
  const { timeZone } = usePlant().site;
  const now = useNow();
  const date = useSiteTime().date(now);
  const day = useMemo(() => siteDays(date, 1, timeZone)[0], [date, timeZone]);
  return { now, day };
}
