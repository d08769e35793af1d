import type { ReactElement } from 'react';
import { useNow, useSiteTime } from '../../data/hooks/use-site.ts';
import type { WireShiftDetail } from '../../data/shift-api.ts';
import { useWords, type WordKey } from '../../i18n/use-words.ts';
import { usePersonName } from '../../panels/live/use-person-name.ts';
import { Section } from '../../ui/section.tsx';
import css from './handover-page.module.css';

type Events = WireShiftDetail['events'];

/** Every line of the shift's history, oldest first. */
export function ShiftHistory({ events }: { readonly events: Events }): ReactElement {
  const time = useSiteTime();
  const now = useNow();
  const personName = usePersonName();
  const { t } = useWords();
  return (
    <Section title={t('handover.history')} className={css.history}>
      <ol className={css.items}>
        {events.map(({ seq, at, actor, type, note }) => (
          <li key={seq} className={css.words}>
            <span className="quiet">{time.brief(Date.parse(at), now)}</span>{' '}
            {t(`handover.events.${type}` as WordKey, { defaultValue: type })} · {personName(actor)}
            {note && ` · ${note}`}
          </li>
        ))}
      </ol>
    </Section>
  );
}
