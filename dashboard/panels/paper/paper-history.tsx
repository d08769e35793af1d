import type { ReactElement } from 'react';
import type { Wire } from '../../../gateway/contract/wire.ts';
import type { RecordEvent } from '../../../gateway/domain/duty/record.ts';
import { useNow, useSiteTime } from '../../data/hooks/use-site.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Section } from '../../ui/section.tsx';
import { usePersonName } from '../live/use-person-name.ts';
import css from './paper.module.css';

/** Every event of a paper, newest first: what was done, by whom, when. */
export function PaperHistory({ events }: { readonly events: readonly Wire<RecordEvent>[] }): ReactElement {
  const time = useSiteTime();
  const now = useNow();
  const personName = usePersonName();
  const { t } = useWords();
  return (
    <Section title={t('paper.history')} className={css.screenOnly}>
      <ol className={css.lines}>
        {[...events].reverse().map(({ seq, at, actor, type, note }) => (
          <li key={seq} className={css.line}>
            <span className="quiet">{time.stamp(Date.parse(at), now)}</span>
            <span className={css.words}>
              {t(`paper.event.${type}` as 'paper.event.opened', { defaultValue: type })} · {personName(actor)}
              {note && ` · ${note}`}
            </span>
          </li>
        ))}
      </ol>
    </Section>
  );
}
