import type { ReactElement } from 'react';
import type { WireStep } from '../../../data/alarm-api.ts';
import { useNow, useSiteTime } from '../../../data/hooks/use-site.ts';
import { msOf } from '../../../format/site-time.ts';
import { usePersonName } from '../../live/use-person-name.ts';

/** Who did a step, when, and what was noted with it. */
export function TickedBy({ tick }: { readonly tick: NonNullable<WireStep['tick']> }): ReactElement {
  const personName = usePersonName();
  const time = useSiteTime();
  const now = useNow();
  return (
    <p className="quiet">
      {personName(tick.by)} {time.stamp(msOf(tick.at), now)}
      {tick.note && ` · ${tick.note}`}
    </p>
  );
}
