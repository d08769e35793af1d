import { Button } from '@mantine/core';
import type { ReactElement } from 'react';
import { useServices } from '../../data/hooks/services-context.ts';
import { useRefusedDeeds, useWaitingDeeds } from '../../data/hooks/use-rounds.ts';
import { useLink, useNow, useSiteTime } from '../../data/hooks/use-site.ts';
import { useWords, type WordKey } from '../../i18n/use-words.ts';
import css from './unsent-deeds.module.css';

/** The kind of record that a deed is about, by its address. */
function whatOf(path: string): WordKey {
  if (path.startsWith('/meter-runs/')) return 'nav.meterRuns';
  return path.startsWith('/log-sheets/') ? 'nav.sheets' : 'nav.rounds';
}

/** What this device has not sent yet, and what the gateway did not take of it; of one record, or of all. */
export function UnsentDeeds({ path = '/' }: { readonly path?: string }): ReactElement | null {
  const { deeds } = useServices();
  const waiting = useWaitingDeeds().filter((deed) => deed.path.startsWith(path)).length;
  const refused = useRefusedDeeds().filter((deed) => deed.path.startsWith(path));
  const isLive = useLink().state === 'live';
  const time = useSiteTime();
  const now = useNow();
  const { t } = useWords();
  if (waiting === 0 && refused.length === 0) return null;
  return (
    <div className={css.unsent} role="status">
      {waiting > 0 && (
        <p>
          <strong>{t('rounds.unsent', { count: waiting })}</strong>{' '}
          <span className="label">{t('rounds.unsentHint')}</span>
        </p>
      )}
      {waiting > 0 && isLive && (
        <Button variant="default" size="sm" onClick={() => void deeds.flush()}>
          {t('rounds.sendNow')}
        </Button>
      )}
      {refused.map(({ id, code, doneAt, path: where, body }) => (
        <p key={id}>
          <strong>{t('rounds.refused')}</strong> {time.brief(doneAt, now)} · {t(whatOf(where))}{' '}
          {body.stop ?? body.meter} · {t(`code.${code}` as 'code.INTERNAL', { defaultValue: code })}{' '}
          <span className="mono">{code}</span>{' '}
          <Button variant="default" size="xs" onClick={() => deeds.dismiss(id)}>
            {t('rounds.dismiss')}
          </Button>
        </p>
      ))}
    </div>
  );
}
