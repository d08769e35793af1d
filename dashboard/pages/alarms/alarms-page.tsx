import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { type ReactElement, useState } from 'react';
import type { WireAlarm } from '../../data/alarm-api.ts';
import { isUnacknowledged } from '../../data/alarm-store.ts';
import { useAlarmHistory } from '../../data/hooks/use-alarm-work.ts';
import { useAlarm, useAlarms } from '../../data/hooks/use-alarms.ts';
import { useMay } from '../../data/hooks/use-session.ts';
import { useWords } from '../../i18n/use-words.ts';
import { ShelveDialog } from '../../panels/alarm-list/deeds/shelve-dialog.tsx';
import { ResponseCard } from '../../panels/alarm-list/response-card.tsx';
import { AlarmHistory } from './alarm-history.tsx';
import { AlarmTabs } from './alarm-tabs.tsx';
import type { AlarmView } from './alarm-views.ts';
import css from './alarms-page.module.css';
import { FloodStrip } from './flood-strip.tsx';
import { JournalStrip } from './journal-strip.tsx';
import { MaintenanceStrip } from './maintenance-strip.tsx';
import { OpenList } from './open-list.tsx';
import { QuietList } from './quiet-list.tsx';
import { SuppressedList } from './suppressed-list.tsx';

const route = getRouteApi('/alarms');

/** Alarm desk: what is new, what first, what do I do. The list to the left, the response card of the chosen row beside it. */
export function AlarmsPage(): ReactElement {
  const { view, id } = route.useSearch();
  const navigate = useNavigate();
  const open = useAlarm(id);
  const history = useAlarmHistory();
  const [shelved, setShelved] = useState<WireAlarm>();
  const { t } = useWords();
  const chosen = open ?? history.data?.find((alarm) => alarm.id === id);
  // The first choice is a step forward: on a phone, where the card takes the page, back leads to the list.
  const choose = (next: string | undefined): void =>
    void navigate({ to: '/alarms', search: { view, ...(next ? { id: next } : {}) }, replace: id !== undefined });
  return (
    <>
      <div className={css.top} data-chosen={chosen !== undefined}>
        <Head />
        <JournalStrip />
        <FloodStrip />
        <MaintenanceStrip />
        <AlarmTabs chosen={view} />
      </div>
      <div className={css.desk} data-chosen={chosen !== undefined}>
        <div className={css.list}>
          <View view={view} id={id} history={history} onChoose={choose} onShelve={setShelved} />
        </div>
        <aside className={css.card} aria-label={t('alarms.card')}>
          {chosen && (
            <button type="button" className={css.back} onClick={() => choose(undefined)}>
              ‹ {t('alarms.backToList')}
            </button>
          )}
          {chosen ? <ResponseCard key={chosen.id} alarm={chosen} /> : <p className="quiet">{t('alarms.choose')}</p>}
        </aside>
      </div>
      {shelved && <ShelveDialog alarm={shelved} onClose={() => setShelved(undefined)} />}
    </>
  );
}

function Head(): ReactElement {
  const { t } = useWords();
  return (
    <header className={css.head}>
      <h1>{t('alarms.title')}</h1>
      <nav className={css.ways} aria-label={t('alarms.more')}>
        <Link to="/on-call" search={{}}>
          {t('nav.onCall')}
        </Link>
        <Link to="/alarms/performance" search={{ days: 30 }}>
          {t('nav.performance')}
        </Link>
        <Link to="/messages">{t('nav.messages')}</Link>
      </nav>
      <span className={css.keys}>{t('alarms.keys')}</span>
    </header>
  );
}

interface ViewProps {
  readonly view: AlarmView;
  readonly id: string | undefined;
  readonly history: ReturnType<typeof useAlarmHistory>;
  readonly onChoose: (id: string) => void;
  readonly onShelve: (alarm: WireAlarm) => void;
}

function View({ view, id, history, onChoose, onShelve }: ViewProps): ReactElement {
  const alarms = useAlarms();
  const mayShelve = useMay('alarm:shelve');
  const shelve = mayShelve ? onShelve : undefined;
  switch (view) {
    case 'active':
    case 'unacknowledged': {
      const shown = view === 'active' ? alarms : alarms.filter(isUnacknowledged);
      return <OpenList key={view} alarms={shown} selected={id} onSelect={onChoose} onShelve={shelve} />;
    }
    case 'shelved':
      return <QuietList states={['shelved']} onSelect={onChoose} />;
    case 'suppressed':
      return <SuppressedList selected={id} onSelect={onChoose} />;
    case 'out-of-service':
      return <QuietList states={['out-of-service', 'disabled']} onSelect={onChoose} />;
    case 'history':
      return <AlarmHistory history={history} chosen={id} onChoose={onChoose} />;
  }
}
