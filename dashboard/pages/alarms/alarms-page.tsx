import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { type ReactElement, useRef, useState } from 'react';
import { isUnacknowledged } from '../../data/alarm-store.ts';
import type { WireAlarm } from '../../data/api.ts';
import { useAlarmHistory } from '../../data/hooks/queries.ts';
import { useAlarms } from '../../data/hooks/use-alarms.ts';
import { useWords } from '../../i18n/use-words.ts';
import { AlarmRows } from '../../panels/alarm-list/alarm-rows.tsx';
import { holdRows } from '../../panels/alarm-list/hold-rows.ts';
import { ResponseCard } from '../../panels/alarm-list/response-card.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { AlarmHistory } from './alarm-history.tsx';
import css from './alarms-page.module.css';

const route = getRouteApi('/alarms');

/** Alarm desk: what is new, what first, what do I do. The list to the left, the response card of the chosen row beside it. */
export function AlarmsPage(): ReactElement {
  const { view, id } = route.useSearch();
  const navigate = useNavigate();
  const open = useAlarms();
  const history = useAlarmHistory();
  const { t } = useWords();
  const waiting = open.filter(isUnacknowledged);
  const chosen = open.find((alarm) => alarm.id === id) ?? history.data?.find((alarm) => alarm.id === id);
  const choose = (next: string): void => void navigate({ to: '/alarms', search: { view, id: next }, replace: true });
  const tabs = [
    { id: 'active', label: `${t('alarms.active')} ${open.length}` },
    { id: 'unacknowledged', label: `${t('alarms.unacknowledged')} ${waiting.length}` },
    { id: 'history', label: t('alarms.history') },
  ] as const;
  return (
    <>
      <header className={css.head}>
        <h1>{t('alarms.title')}</h1>
        <span className={css.keys}>{t('alarms.keys')}</span>
      </header>
      <Tabs
        label={t('alarms.title')}
        tabs={tabs}
        chosen={view}
        onChoose={(next) => void navigate({ to: '/alarms', search: { view: next } })}
      />
      <div className={css.desk} data-chosen={chosen !== undefined}>
        <div className={css.list}>
          {view === 'history' ? (
            <AlarmHistory history={history} chosen={id} onChoose={choose} />
          ) : (
            <HeldList key={view} alarms={view === 'active' ? open : waiting} selected={id} onSelect={choose} />
          )}
        </div>
        <aside className={css.card}>
          {chosen ? <ResponseCard key={chosen.id} alarm={chosen} /> : <p className="quiet">{t('alarms.choose')}</p>}
        </aside>
      </div>
    </>
  );
}

interface HeldListProps {
  readonly alarms: readonly WireAlarm[];
  readonly selected: string | undefined;
  readonly onSelect: (id: string) => void;
}

/** The list stands still while somebody points at it or works in it by keyboard; what is new waits above it. */
function HeldList({ alarms, selected, onSelect }: HeldListProps): ReactElement {
  const [held, setHeld] = useState(false);
  const before = useRef(alarms);
  const { t } = useWords();
  const { rows, waiting } = held ? holdRows(before.current, alarms) : { rows: alarms, waiting: 0 };
  before.current = rows;
  if (rows.length === 0 && waiting === 0) return <Notice title={t('alarms.none')} hint={t('alarms.noneSince')} />;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: pointing only holds the list still; nothing is done by it
    <div
      onPointerEnter={(event) => event.pointerType === 'mouse' && setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={(event) => !event.currentTarget.contains(event.relatedTarget) && setHeld(false)}
    >
      {waiting > 0 && (
        <button
          type="button"
          className={css.waiting}
          onClick={() => {
            before.current = alarms;
            setHeld(false);
          }}
        >
          {t('alarms.new', { count: waiting })} · {t('alarms.showNew')}
        </button>
      )}
      <AlarmRows alarms={rows} selected={selected} onSelect={onSelect} />
    </div>
  );
}
