import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { codeOf } from '../../data/api-error.ts';
import { useDutyConsole } from '../../data/hooks/use-shifts.ts';
import { useNow, useSiteTime } from '../../data/hooks/use-site.ts';
import type { WireConsole } from '../../data/shift-api.ts';
import { useWords } from '../../i18n/use-words.ts';
import { usePersonName } from '../../panels/live/use-person-name.ts';
import { Loading, Notice } from '../../ui/notice.tsx';
import { PersonName } from '../../ui/person-name.tsx';
import { Section } from '../../ui/section.tsx';
import css from './duty-page.module.css';
import { NewsSection } from './news-section.tsx';
import { RosterSection } from './roster-section.tsx';
import { ShiftList } from './shift-list.tsx';
import { TradeCard } from './trade-card.tsx';

/** Who is responsible, who is where, what is new, and the next days. */
export function DutyPage(): ReactElement {
  const duty = useDutyConsole();
  const { t } = useWords();
  return (
    <div className={css.page}>
      <h1>{t('shifts.title')}</h1>
      <NewsSection />
      {duty.isPending && <Loading label={t('signIn.loading')} rows={6} />}
      {duty.error && (
        <Notice
          title={t('error.title')}
          code={t('error.code', { code: codeOf(duty.error) })}
          retry={{ label: t('error.retry'), act: () => void duty.refetch() }}
        />
      )}
      {duty.data?.trades.length === 0 && <Notice title={t('shifts.none')} hint={t('shifts.noneHint')} />}
      <div className={css.trades}>
        {duty.data?.trades.map((trade) => (
          <TradeCard key={trade.trade} trade={trade} />
        ))}
      </div>
      {duty.data && duty.data.busy.length > 0 && <BusySection busy={duty.data.busy} />}
      <RosterSection />
      <ShiftList />
    </div>
  );
}

/** Where people are who work on an order. */
function BusySection({ busy }: { readonly busy: WireConsole['busy'] }): ReactElement {
  const time = useSiteTime();
  const now = useNow();
  const personName = usePersonName();
  const { t, text } = useWords();
  return (
    <Section title={t('shifts.busy')}>
      <ul className={css.busy}>
        {busy.map(({ person, order, title, equipment, since }) => (
          <li key={order}>
            <PersonName>{personName(person)}</PersonName>{' '}
            <Link to="/work-orders/$id" params={{ id: String(order) }}>
              {t('orderName', { id: order })} {text(title)}
            </Link>{' '}
            <span className="quiet">
              {equipment}
              {since && ` · ${t('shifts.since', { at: time.brief(Date.parse(since), now) })}`}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
