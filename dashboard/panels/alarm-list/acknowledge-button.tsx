import { Button } from '@mantine/core';
import type { ReactElement } from 'react';
import { isUnacknowledged } from '../../data/alarm-store.ts';
import type { WireAlarm } from '../../data/api.ts';
import { codeOf } from '../../data/api-error.ts';
import { useAcknowledge } from '../../data/hooks/queries.ts';
import { useMay, useSession } from '../../data/hooks/use-session.ts';
import { useLink, usePlant, useSiteTime } from '../../data/hooks/use-site.ts';
import { useWords } from '../../i18n/use-words.ts';
import { usePersonName } from '../live/use-person-name.ts';
import css from './alarm-list.module.css';

export interface AcknowledgeButtonProps {
  readonly alarm: WireAlarm;
  /** The one filled action of the view. */
  readonly main?: boolean;
  readonly tall?: boolean;
}

/** Acknowledges the occurrence on the screen. What came of it stands beside the button: a refusal, or who was first. */
export function AcknowledgeButton({ alarm, main = false, tall = false }: AcknowledgeButtonProps): ReactElement | null {
  const acknowledge = useAcknowledge();
  const may = useMay('alarm:acknowledge');
  const linkUp = useLink().state === 'live';
  const me = useSession()?.user.username;
  const personName = usePersonName();
  const time = useSiteTime();
  const { t, text } = useWords();
  const equipment = usePlant().equipmentById.get(alarm.equipment);
  const answer = acknowledge.data;
  const byOther = answer?.acknowledgedBy && answer.acknowledgedBy !== me && answer.acknowledgedAt;
  const code = acknowledge.error ? codeOf(acknowledge.error) : undefined;
  const waits = isUnacknowledged(alarm);
  if (!waits && !byOther && !code) return null;
  return (
    <span className={css.act} data-tall={tall}>
      {waits && may && (
        <Button
          variant={main ? 'filled' : 'default'}
          size={tall ? 'lg' : 'xs'}
          fullWidth={tall}
          h={tall ? 60 : undefined}
          data-alarm-action={alarm.id}
          loading={acknowledge.isPending}
          disabled={!linkUp}
          {...(tall ? {} : { 'aria-label': t('alarms.acknowledgeNamed', { what: text(alarm.title) }) })}
          onClick={() => acknowledge.mutate(alarm)}
        >
          {t('alarms.acknowledge')}
          {tall && ` · ${equipment ? text(equipment.name) : alarm.equipment}`}
        </Button>
      )}
      <span role="status" className="quiet">
        {byOther &&
          t('alarms.already', { name: personName(answer.acknowledgedBy ?? ''), at: time.minute(Date.parse(byOther)) })}
        {code && t(`code.${code}` as 'code.INTERNAL', { defaultValue: code })}
      </span>
    </span>
  );
}
