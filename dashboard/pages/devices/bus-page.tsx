import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useConnections } from '../../data/hooks/queries.ts';
import { useMay } from '../../data/hooks/use-session.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Answer } from '../../panels/form-dialog/answer.tsx';
import { Notice } from '../../ui/notice.tsx';
import { ConnectionSection } from './connection-section.tsx';
import css from './devices-page.module.css';
import { HealthStrip } from './health-strip.tsx';

const route = getRouteApi('/devices/$connection');

/** Level 4: one line with its load and figures, and what each of its devices costs it. */
export function BusPage(): ReactElement {
  const { connection: id } = route.useParams();
  const connections = useConnections();
  const may = useMay('system:read');
  const { t } = useWords();
  if (!may) return <Notice title={t('error.noPermission')} />;
  return (
    <>
      <header className={css.head}>
        <Link to="/devices" search={{ troubled: false }}>
          ‹ {t('bus.back')}
        </Link>
        <h1>{id}</h1>
      </header>
      <HealthStrip />
      <Answer query={connections}>
        {(all) => {
          const connection = all.find((one) => one.id === id);
          return connection ? <ConnectionSection connection={connection} /> : <Notice title={t('bus.unknown')} />;
        }}
      </Answer>
    </>
  );
}
