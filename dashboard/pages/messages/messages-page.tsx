import type { ReactElement } from 'react';
import { codeOf } from '../../data/api-error.ts';
import { useDelivery } from '../../data/hooks/use-outbox.ts';
import { useMay } from '../../data/hooks/use-session.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Loading, Notice } from '../../ui/notice.tsx';
import { GatewaySection } from './gateway-section.tsx';
import css from './messages-page.module.css';
import { OutboxSection } from './outbox-section.tsx';
import { SelfTestSection } from './self-test-section.tsx';
import { WaySection } from './way-section.tsx';

/** Do alarms reach people: how each way is, what waits, what was given up, and when every way was last proven. */
export function MessagesPage(): ReactElement {
  const may = useMay('system:read');
  const { t } = useWords();
  if (!may) return <Notice title={t('error.noPermission')} />;
  return (
    <div className={css.page}>
      <h1>{t('nav.messages')}</h1>
      <Ways />
      <OutboxSection />
    </div>
  );
}

function Ways(): ReactElement {
  const delivery = useDelivery();
  const { t } = useWords();
  if (delivery.error)
    return (
      <Notice
        title={t('error.title')}
        code={t('error.code', { code: codeOf(delivery.error) })}
        retry={{ label: t('error.retry'), act: () => void delivery.refetch() }}
      />
    );
  if (!delivery.data) return <Loading label={t('signIn.loading')} rows={4} />;
  const { channels, selfTest, gateways } = delivery.data;
  return (
    <>
      <WaySection ways={channels} />
      <SelfTestSection test={selfTest} />
      {gateways.length > 0 && <GatewaySection gateways={gateways} />}
    </>
  );
}
