import type { ReactElement } from 'react';
import { useDesk } from '../../data/hooks/use-alarms.ts';
import { useNow, useSiteTime } from '../../data/hooks/use-site.ts';
import { useWords } from '../../i18n/use-words.ts';
import css from './flood-strip.module.css';

/** While alarms are shown but cannot be recorded: since when, and what that means. Nothing otherwise. */
export function JournalStrip(): ReactElement | null {
  const { unrecordedSince } = useDesk();
  const time = useSiteTime();
  const now = useNow();
  const { t } = useWords();
  if (unrecordedSince === null) return null;
  return (
    <section className={css.strip} role="alert" aria-label={t('journalAway.label')}>
      <p className={css.head}>
        <strong>{t('journalAway.since', { at: time.stamp(Date.parse(unrecordedSince), now) })}</strong>
      </p>
      <p className={css.first}>{t('journalAway.about')}</p>
    </section>
  );
}
