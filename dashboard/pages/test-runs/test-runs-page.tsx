import { Button } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import { usePapers } from '../../data/hooks/use-paper.ts';
import { useMay } from '../../data/hooks/use-session.ts';
import { useWords } from '../../i18n/use-words.ts';
import css from '../../panels/paper/paper.module.css';
import { Shown } from '../../panels/paper/shown.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Section } from '../../ui/section.tsx';
import { DutyTable } from './duty-table.tsx';
import { EnterRunDialog } from './enter-run-dialog.tsx';
import { RunTable } from './run-table.tsx';
import { SetCard } from './set-card.tsx';
import own from './test-runs.module.css';

/** Will the generators start: what is ready, what is due, what ran. */
export function TestRunsPage(): ReactElement {
  const sets = usePapers('test-run', ['sets'], (api) => api.generatorSets());
  const runs = usePapers('test-run', ['runs'], (api) => api.testRuns());
  const duties = usePapers('test-run', ['duties'], (api) => api.testRunDuties());
  const rate = usePapers('test-run', ['rate'], (api) => api.testRunRate()).data;
  const may = useMay('record:write');
  const [isEntering, setEntering] = useState(false);
  const { t } = useWords();
  const enter = may && (
    <Button variant="default" size="sm" onClick={() => setEntering(true)}>
      {t('testRuns.enter')}
    </Button>
  );
  return (
    <div className={css.page}>
      <h1>{t('testRuns.title')}</h1>
      <Section title={t('testRuns.sets')}>
        <Shown query={sets}>
          {(found) =>
            found.length === 0 ? (
              <Notice title={t('testRuns.noSets')} />
            ) : (
              <div className={own.sets}>
                {found.map((set) => (
                  <SetCard key={set.equipment} set={set} />
                ))}
              </div>
            )
          }
        </Shown>
      </Section>
      <Section title={t('testRuns.runs')} aside={enter}>
        <p className="label">{t('testRuns.wasOutage')}</p>
        <Shown query={runs}>{(found) => <RunTable runs={found} />}</Shown>
      </Section>
      <Section title={t('testRuns.duties')} aside={rate && rate.due > 0 && t('testRuns.rate', { ...rate })}>
        <Shown query={duties}>{(found) => <DutyTable duties={found} />}</Shown>
      </Section>
      {isEntering && sets.data && <EnterRunDialog sets={sets.data} onClose={() => setEntering(false)} />}
    </div>
  );
}
