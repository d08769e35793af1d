import { Button } from '@mantine/core';
import type { ReactElement } from 'react';
import { useMay } from '../../data/hooks/use-session.ts';
import { useSiteTime } from '../../data/hooks/use-site.ts';
import type { WirePlaybook } from '../../data/playbook-api.ts';
import { useWords } from '../../i18n/use-words.ts';
import css from './playbooks.module.css';

export interface LibraryRowProps {
  readonly playbook: WirePlaybook;
  readonly onBegin: () => void;
}

/** One playbook of the library: what it is for, when it was practised, its steps to be read beforehand. */
export function LibraryRow({ playbook, onBegin }: LibraryRowProps): ReactElement {
  const time = useSiteTime();
  const may = useMay('record:write');
  const { t, text } = useWords();
  const { title, about, steps, isAutomatic, isDrillDue, lastPractisedAt } = playbook;
  const practised =
    lastPractisedAt === null
      ? t('playbooks.neverPractised')
      : t('playbooks.lastPractised', { at: time.date(Date.parse(lastPractisedAt)) });
  return (
    <li className={css.row}>
      <details>
        <summary>
          <strong>{text(title)}</strong>{' '}
          <span className="label">
            {t(isAutomatic ? 'playbooks.automatic' : 'playbooks.byHand')} · {practised}
            {isDrillDue && ` · ! ${t('playbooks.drillDue')}`}
          </span>
        </summary>
        <p>{text(about)}</p>
        <ol>
          {steps.map((step, index) => (
            <li key={step.id}>
              {index + 1}. {t(`playbooks.post.${step.post}`)}: {text(step.title)}
            </li>
          ))}
        </ol>
      </details>
      {may && (
        <Button variant="default" size="sm" onClick={onBegin}>
          {t('playbooks.begin')}
        </Button>
      )}
    </li>
  );
}
