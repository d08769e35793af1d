import { Link, useNavigate } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { isUnacknowledged } from '../../data/alarm-store.ts';
import { useOrders } from '../../data/hooks/queries.ts';
import { useServices } from '../../data/hooks/services-context.ts';
import { useAlarms } from '../../data/hooks/use-alarms.ts';
import { useCell } from '../../data/hooks/use-cell.ts';
import { useDuty } from '../../data/hooks/use-duty.ts';
import { useSession } from '../../data/hooks/use-session.ts';
import { useNow, useSiteTime } from '../../data/hooks/use-site.ts';
import { formatAge } from '../../format/duration.ts';
import { useWords } from '../../i18n/use-words.ts';
import { AcknowledgeButton } from '../../panels/alarm-list/acknowledge-button.tsx';
import { AlarmRows } from '../../panels/alarm-list/alarm-rows.tsx';
import { OrderRows } from '../../panels/order-list/order-rows.tsx';
import { PageList } from '../../panels/page-list/page-list.tsx';
import { OwnRounds } from '../../panels/round-list/own-rounds.tsx';
import { UnsentDeeds } from '../../panels/unsent-deeds/unsent-deeds.tsx';
import { Loading } from '../../ui/notice.tsx';
import { Section } from '../../ui/section.tsx';
import css from './mine-page.module.css';
import { OwnMeterRuns } from './own-meter-runs.tsx';
import { ProvenWays } from './proven-ways.tsx';
import { UnsentCount } from './unsent-count.tsx';

/** Phone home: is anything mine. What waits for an acknowledgement on top, its button under the thumb. */
export function MinePage(): ReactElement {
  const session = useSession();
  const navigate = useNavigate();
  const { t } = useWords();
  const waiting = useAlarms().filter(isUnacknowledged);
  const open = useOrders('open');
  const orders = open.data?.filter((order) => order.assignee === session?.user.username);
  const first = waiting[0];
  return (
    <div className={css.page}>
      <h1>{session?.user.displayName}</h1>
      <OwnDuty />
      <UnsentCount />
      <UnsentDeeds />
      <Section title={t('mine.alarms')}>
        {waiting.length === 0 ? (
          <p className="quiet">{t('alarms.noneSince')}</p>
        ) : (
          <AlarmRows
            alarms={waiting}
            selected={first?.id}
            short
            onSelect={(id) => void navigate({ to: '/alarms', search: { view: 'active', id } })}
          />
        )}
      </Section>
      <Section
        title={t('nav.orders')}
        aside={
          <Link to="/work-orders/new" search={{}}>
            {t('newOrder.title')}
          </Link>
        }
      >
        {open.isPending && <Loading label={t('signIn.loading')} rows={2} />}
        {orders?.length === 0 && <p className="quiet">{t('mine.none')}</p>}
        {orders && orders.length > 0 && <OrderRows orders={orders} />}
      </Section>
      <OwnRounds />
      <Section title={t('phone.ways')}>
        <LinkAge />
        <ProvenWays />
      </Section>
      <OwnMeterRuns />
      <nav className={css.pages} aria-label={t('mine.pages')}>
        <h2>{t('mine.pages')}</h2>
        <PageList isFolded />
      </nav>
      {first && (
        <div className={css.action}>
          <AcknowledgeButton key={first.id} alarm={first} main tall />
        </div>
      )}
    </div>
  );
}

/** How long ago the gateway was last heard of. */
function LinkAge(): ReactElement {
  const heard = useCell(useServices().heard);
  const now = useNow();
  const { t } = useWords();
  return (
    <p className="label">{heard === 0 ? t('link.connecting') : t('phone.linkAge', { age: formatAge(now - heard) })}</p>
  );
}

/** Until when the person has the duty; for everybody the way to who has it. */
function OwnDuty(): ReactElement {
  const me = useSession()?.user.username;
  const rotations = useDuty().data?.rotations ?? [];
  const time = useSiteTime();
  const now = useNow();
  const { t } = useWords();
  const own = rotations.flatMap(({ people }) => people).find(({ person }) => person === me);
  return (
    <p>
      {own && <strong>{t('duty.mine', { at: time.brief(Date.parse(own.endsAt), now) })} · </strong>}
      <Link to="/on-call" search={{}}>
        {t('nav.onCall')}
      </Link>
    </p>
  );
}
