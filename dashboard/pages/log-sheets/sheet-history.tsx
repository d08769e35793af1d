import type { ReactElement } from 'react';
import { useNow, useSiteTime } from '../../data/hooks/use-site.ts';
import type { WireSheet } from '../../data/sheet-api.ts';
import { useWords, type WordKey } from '../../i18n/use-words.ts';
import { usePersonName } from '../../panels/live/use-person-name.ts';
import { PersonName } from '../../ui/person-name.tsx';
import { Section } from '../../ui/section.tsx';
import css from './log-sheets-page.module.css';

/** Everything that was done to the sheet, newest first; none of it can be taken back. */
export function SheetHistory({ sheet }: { readonly sheet: WireSheet }): ReactElement {
  const time = useSiteTime();
  const now = useNow();
  const personName = usePersonName();
  const { t } = useWords();
  return (
    <Section title={t('sheets.history')} className={css.noPrint}>
      <ol>
        {[...sheet.events].reverse().map(({ seq, at, actor, type, note }) => (
          <li key={seq} className={css.words}>
            <span className="quiet">{time.stamp(Date.parse(at), now)}</span>{' '}
            <PersonName>{personName(actor)}</PersonName>: {t(`sheetEvent.${type}` as WordKey)}
            {note && ` · ${note}`}
          </li>
        ))}
      </ol>
    </Section>
  );
}
