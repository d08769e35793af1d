import type { ReactElement } from 'react';
import type { RecordEvent } from '../../../gateway/domain/duty/record.ts';
import { useNow, useSiteTime } from '../../data/hooks/use-site.ts';
import type { enRounds } from '../../i18n/en-rounds.ts';
import { useWords } from '../../i18n/use-words.ts';
import { usePersonName } from '../../panels/live/use-person-name.ts';
import css from './rounds.module.css';

type EventWord = keyof typeof enRounds.rounds.event;

/** Every line of a record's history, newest first; folded away until somebody asks. */
export function RecordHistory({ events }: { readonly events: readonly RecordEvent[] }): ReactElement {
  const time = useSiteTime();
  const now = useNow();
  const personName = usePersonName();
  const { t } = useWords();
  const word = (type: string): string => t(`rounds.event.${type as EventWord}`);
  return (
    <details className={css.noPrint}>
      <summary>{t('rounds.history')}</summary>
      <ol className={css.history}>
        {events.toReversed().map(({ seq, at, actor, type, note, deviceAt }) => (
          <li key={seq} className={css.line}>
            <span className="quiet">{time.stamp(at, now)}</span>
            <span>
              {word(type)} · {personName(actor)}
            </span>
            {deviceAt !== null && <span className={css.tag}>{t('rounds.sentLater')}</span>}
            {note && <span className={css.note}>{note}</span>}
          </li>
        ))}
      </ol>
    </details>
  );
}
