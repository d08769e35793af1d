import type { ReactElement } from 'react';
import { useWords } from '../../i18n/use-words.ts';
import { Section } from '../../ui/section.tsx';
import css from './kpi-page.module.css';

const COMMAND = 'node gateway/main.ts records export FOLDER';

/** How everything is taken along when the manager changes: no button, because it is a matter of the machine and not of this screen. */
export function ExportHint(): ReactElement {
  const { t } = useWords();
  return (
    <Section title={t('kpi.handedOver')}>
      <p className={css.words}>{t('kpi.handedOverAbout')}</p>
      <p className="mono">{COMMAND}</p>
    </Section>
  );
}
