import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import type { SystemId } from '../../gateway/domain/equipment.ts';
import { isUnacknowledged } from '../data/alarm-store.ts';
import { useAlarms, useAlarmsOf } from '../data/hooks/use-alarms.ts';
import { useMay } from '../data/hooks/use-session.ts';
import { SYSTEMS } from '../data/plant.ts';
import { useWords } from '../i18n/use-words.ts';
import { PriorityBadge } from '../ui/priority-badge.tsx';
import css from './navigation.module.css';

/** Pages of the desk, always in the same places; a system carries its worst badge. */
export function Navigation(): ReactElement {
  const { t } = useWords();
  const devices = useMay('system:read');
  const configures = useMay('site:configure');
  return (
    <nav className={css.navigation} aria-label={t('nav.label')}>
      <Link to="/" activeOptions={{ exact: true }} className={css.item}>
        {t('nav.overview')}
      </Link>
      {SYSTEMS.map((system) => (
        <SystemLink key={system} system={system} />
      ))}
      <hr className={css.rule} />
      <Link
        to="/alarms"
        search={{ view: 'active' }}
        className={css.item}
        activeOptions={{ includeSearch: false, exact: true }}
      >
        {t('nav.alarms')}
      </Link>
      <Link
        to="/alarms/performance"
        search={{ days: 30 }}
        className={css.item}
        data-inner="true"
        activeOptions={{ includeSearch: false }}
      >
        {t('nav.performance')}
      </Link>
      <Link to="/on-call" search={{}} className={css.item} activeOptions={{ includeSearch: false }}>
        {t('nav.onCall')}
      </Link>
      <Link to="/duty" className={css.item}>
        {t('nav.duty')}
      </Link>
      <Link to="/visits" className={css.item} data-inner="true">
        {t('nav.visits')}
      </Link>
      <Link to="/log-sheets" search={{}} className={css.item} activeOptions={{ includeSearch: false }}>
        {t('nav.sheets')}
      </Link>
      <Link to="/test-runs" className={css.item} data-inner="true">
        {t('nav.testRuns')}
      </Link>
      <Link to="/playbooks" className={css.item} data-inner="true">
        {t('nav.playbooks')}
      </Link>
      <Link to="/outages" className={css.item} data-inner="true">
        {t('nav.outages')}
      </Link>
      <Link to="/complaints" className={css.item} data-inner="true">
        {t('nav.complaints')}
      </Link>
      <Link to="/work-orders" search={{ view: 'open' }} className={css.item} activeOptions={{ includeSearch: false }}>
        {t('nav.orders')}
      </Link>
      <Link to="/register" search={{ view: 'list' }} className={css.item} activeOptions={{ includeSearch: false }}>
        {t('nav.register')}
      </Link>
      <Link to="/rounds" search={{ view: 'now' }} className={css.item} activeOptions={{ includeSearch: false }}>
        {t('nav.rounds')}
      </Link>
      <Link to="/meter-runs" className={css.item} activeOptions={{ includeSearch: false }}>
        {t('nav.meterRuns')}
      </Link>
      <Link to="/maintenance" search={{ view: 'tasks' }} className={css.item} activeOptions={{ includeSearch: false }}>
        {t('nav.upkeep')}
      </Link>
      <Link to="/stores" search={{ view: 'parts' }} className={css.item} activeOptions={{ includeSearch: false }}>
        {t('nav.stores')}
      </Link>
      <Link to="/kpi" search={{}} className={css.item} activeOptions={{ includeSearch: false }}>
        {t('nav.kpi')}
      </Link>
      <Link to="/energy" search={{ period: 'today' }} className={css.item} activeOptions={{ includeSearch: false }}>
        {t('nav.energy')}
      </Link>
      <Link
        to="/trends"
        search={{ tags: [], window: '1h', live: true }}
        className={css.item}
        activeOptions={{ includeSearch: false }}
      >
        {t('nav.trends')}
      </Link>
      {devices && (
        <Link to="/devices" search={{ troubled: false }} className={css.item} activeOptions={{ includeSearch: false }}>
          {t('nav.devices')}
        </Link>
      )}
      {devices && (
        <Link to="/records" className={css.item}>
          {t('nav.records')}
        </Link>
      )}
      {devices && (
        <Link to="/channels" className={css.item}>
          {t('nav.channels')}
        </Link>
      )}
      {configures && (
        <Link to="/config" search={{ view: 'device' }} className={css.item} activeOptions={{ includeSearch: false }}>
          {t('nav.config')}
        </Link>
      )}
      {devices && (
        <Link to="/messages" className={css.item}>
          {t('nav.messages')}
        </Link>
      )}
    </nav>
  );
}

function SystemLink({ system }: { readonly system: SystemId }): ReactElement {
  const { t } = useWords();
  const worst = useAlarmsOf('system', system)[0];
  return (
    <Link to="/systems/$system" params={{ system }} className={css.item} data-inner="true">
      {t(`system.${system}`)}
      {worst && <PriorityBadge priority={worst.priority} size={18} label={t(`priority.${worst.priority}`)} />}
    </Link>
  );
}

/** The four places of a phone, under the thumb. */
export function TabBar(): ReactElement {
  const { t } = useWords();
  const waiting = useAlarms().filter(isUnacknowledged).length;
  return (
    <nav className={css.tabs} aria-label={t('nav.label')}>
      <Link to="/mine" className={css.tab}>
        {t('nav.mine')}
      </Link>
      <Link to="/alarms" search={{ view: 'active' }} className={css.tab} activeOptions={{ includeSearch: false }}>
        {t('nav.alarms')}
        {waiting > 0 && <span className={css.count}>{waiting}</span>}
      </Link>
      <Link to="/" activeOptions={{ exact: true }} className={css.tab}>
        {t('nav.plant')}
      </Link>
      <Link to="/me" className={css.tab}>
        {t('nav.me')}
      </Link>
    </nav>
  );
}
