import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import type { WireAlarm } from '../../../data/alarm-api.ts';
import { useAlarm } from '../../../data/hooks/use-alarms.ts';
import { useEscalations } from '../../../data/hooks/use-duty.ts';
import { useNow, usePlant, useSiteTime } from '../../../data/hooks/use-site.ts';
import { formatElapsed } from '../../../format/duration.ts';
import { formatQuantity } from '../../../format/number.ts';
import { msOf } from '../../../format/site-time.ts';
import { useWords } from '../../../i18n/use-words.ts';
import { usePersonName } from '../../live/use-person-name.ts';
import { alarmQuantity } from '../alarm-quantity.ts';
import { AlarmStanding } from '../alarm-standing.tsx';
import { useAlarmName } from '../use-alarm-name.ts';

/** How it stands, since when, with what value, and why it is kept quiet if it is. */
export function CardFacts({ alarm }: { readonly alarm: WireAlarm }): ReactElement {
  const plant = usePlant();
  const time = useSiteTime();
  const now = useNow();
  const { t } = useWords();
  const quantity = alarmQuantity(alarm, plant, formatQuantity);
  return (
    <dl>
      <dt>{t('alarms.state')}</dt>
      <dd>
        <AlarmStanding alarm={alarm} />
      </dd>
      {quantity !== '' && <dt>{t('alarms.atOnset')}</dt>}
      {quantity !== '' && <dd>{quantity}</dd>}
      <dt>{t('alarms.time')}</dt>
      <dd>
        {time.stamp(msOf(alarm.activeAt), now)}
        {alarm.occurrence > 1 && ` · ${t('alarms.occurrence', { count: alarm.occurrence })}`}
      </dd>
      <Telling alarm={alarm} />
      <Shelf alarm={alarm} />
      <Cause alarm={alarm} />
    </dl>
  );
}

/** How far the telling of people has come, and when the next is told. */
function Telling({ alarm }: { readonly alarm: WireAlarm }): ReactElement | null {
  const escalation = useEscalations().data?.find(({ alarmId, state }) => alarmId === alarm.id && state === 'running');
  const now = useNow();
  const { t } = useWords();
  if (!escalation) return null;
  return (
    <>
      <dt>{t('card.telling')}</dt>
      <dd>
        {t('card.nextStep', { step: escalation.step + 1, time: formatElapsed(Date.parse(escalation.dueAt) - now) })}
      </dd>
    </>
  );
}

function Shelf({ alarm }: { readonly alarm: WireAlarm }): ReactElement | null {
  const time = useSiteTime();
  const now = useNow();
  const personName = usePersonName();
  const { t } = useWords();
  if (alarm.shelvedUntil === null) return null;
  return (
    <>
      <dt>{t('card.shelvedUntil')}</dt>
      <dd>
        {time.stamp(msOf(alarm.shelvedUntil), now)}
        {alarm.shelvedBy && ` · ${personName(alarm.shelvedBy)}`}
      </dd>
    </>
  );
}

function Cause({ alarm }: { readonly alarm: WireAlarm }): ReactElement | null {
  const parent = useAlarm(alarm.parent);
  const nameOf = useAlarmName();
  const { t } = useWords();
  const [reason] = alarm.suppressedBy;
  if (alarm.parent === null && !reason) return null;
  return (
    <>
      <dt>{t('card.because')}</dt>
      <dd>
        {alarm.parent === null ? (
          t(`suppression.${reason?.kind ?? 'parent'}` as 'suppression.parent', { defaultValue: reason?.kind ?? '' })
        ) : (
          <Link to="/alarms" search={{ view: 'active', id: alarm.parent }}>
            {parent ? nameOf(parent) : alarm.parent}
          </Link>
        )}
      </dd>
    </>
  );
}
