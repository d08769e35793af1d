import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import type { WireConnection } from '../../data/api.ts';
import { useNow, useSiteTime } from '../../data/hooks/use-site.ts';
import { formatQuantity } from '../../format/number.ts';
import { msOf } from '../../format/site-time.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Section } from '../../ui/section.tsx';
import { Table } from '../../ui/table.tsx';
import { deviceColumns } from './device-columns.tsx';
import css from './devices-page.module.css';
import { FULL_PERCENT } from './judge-device.ts';
import { LineFigures } from './line-figures.tsx';
import { LinkMark } from './link-mark.tsx';

/** One connection: its state and load, its figures, what to know about it, and its devices. */
export function ConnectionSection({ connection }: { readonly connection: WireConnection }): ReactElement {
  const time = useSiteTime();
  const now = useNow();
  const words = useWords();
  const { t, text } = words;
  const { id, state, endpoint, stateSince, loadPercent, cautions, devices } = connection;
  return (
    <Section
      title={
        <h2 className={css.title}>
          <Link to="/devices/$connection" params={{ connection: id }} aria-label={t('bus.open', { what: id })}>
            {id}
          </Link>{' '}
          <LinkMark state={state} /> <span className="mono">{endpoint}</span>
        </h2>
      }
      aside={
        <>
          <span>{t('devices.since', { at: time.stamp(msOf(stateSince), now) })}</span>
          {loadPercent !== null && <Load percent={loadPercent} />}
        </>
      }
    >
      <LineFigures connection={connection} />
      {loadPercent !== null && loadPercent > FULL_PERCENT && <p className={css.caution}>→ {t('advice.line')}</p>}
      {cautions.map((caution) => (
        <p key={caution.en} className={css.caution}>
          <strong>{t('devices.caution')}</strong> {text(caution)}
        </p>
      ))}
      <Table
        caption={id}
        columns={deviceColumns(words, time, now, connection)}
        rows={devices}
        rowKey={({ id }) => id}
      />
    </Section>
  );
}

function Load({ percent }: { readonly percent: number }): ReactElement {
  const { t } = useWords();
  return (
    <span className={css.load} data-notable={percent > FULL_PERCENT}>
      {t('devices.load')}
      <span className={css.bar} aria-hidden="true">
        <span style={{ width: `${Math.min(100, percent)}%` }} />
      </span>
      {formatQuantity(percent, 0, '%')}
      {percent > FULL_PERCENT && ` ${t('devices.full')}`}
    </span>
  );
}
