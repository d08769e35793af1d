import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useAlarms } from '../../data/hooks/use-alarms.ts';
import { useReadingSummary } from '../../data/hooks/use-readings.ts';
import { useLink, useNow, usePlant } from '../../data/hooks/use-site.ts';
import { formatElapsed } from '../../format/duration.ts';
import { joinName } from '../../format/join-name.ts';
import { useWords } from '../../i18n/use-words.ts';
import { AlarmBadge } from '../../panels/live/alarm-badge.tsx';
import css from './overview-page.module.css';
import { keyTags } from './system-summary.ts';
import { verdictOf } from './verdict.ts';

/** All right? If not, where first: one line above the tiles. */
export function VerdictLine(): ReactElement {
  const plant = usePlant();
  const alarms = useAlarms();
  const link = useLink();
  const { t } = useWords();
  const old = useReadingSummary(keyTags(plant.equipment, plant), (all) => all.filter(isOld).length);
  const verdict = verdictOf(link.state === 'live', alarms.length, old);
  switch (verdict.kind) {
    case 'blind':
      return <p className={css.verdict}>{t('overview.blind')}</p>;
    case 'well':
      return <p className={css.verdict}>{t('overview.well')}</p>;
    case 'doubt':
      return (
        <p className={css.verdict}>
          {t('overview.doubt')} <span className={css.old}>{t('overview.values', { count: verdict.values })}</span>
        </p>
      );
    case 'alarm':
      return <FirstAlarm others={verdict.others} />;
  }
}

const isOld = (reading: { readonly standing: string } | undefined): boolean =>
  reading !== undefined && reading.standing !== 'good' && reading.standing !== 'uncertain';

function FirstAlarm({ others }: { readonly others: number }): ReactElement | null {
  const first = useAlarms()[0];
  const plant = usePlant();
  const now = useNow();
  const { t, text } = useWords();
  if (!first) return null;
  const equipment = plant.equipmentById.get(first.equipment);
  const machine = equipment ? text(equipment.name) : first.equipment;
  return (
    <p className={css.verdict}>
      <AlarmBadge alarm={first} size={32} />
      <Link to="/alarms" search={{ view: 'active', id: first.id }} className={css.first}>
        {joinName(machine, text(first.title))}
      </Link>
      <span className="quiet">{formatElapsed(now - Date.parse(first.activeAt))}</span>
      {others > 0 && <span className={css.others}>{t('overview.others', { count: others })}</span>}
    </p>
  );
}
