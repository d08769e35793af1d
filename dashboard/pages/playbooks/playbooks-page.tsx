import { Link } from '@tanstack/react-router';
import { type ReactElement, useState } from 'react';
import { usePapers } from '../../data/hooks/use-paper.ts';
import { useNow, useSiteTime } from '../../data/hooks/use-site.ts';
import type { WirePlaybook, WirePlaybookRun } from '../../data/playbook-api.ts';
import { formatElapsed } from '../../format/duration.ts';
import { useWords } from '../../i18n/use-words.ts';
import css from '../../panels/paper/paper.module.css';
import { Shown } from '../../panels/paper/shown.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Section } from '../../ui/section.tsx';
import { BeginDialog } from './begin-dialog.tsx';
import { LibraryRow } from './library-row.tsx';
import own from './playbooks.module.css';

/** What is under way comes first; below it what can be begun, and what was. */
export function PlaybooksPage(): ReactElement {
  const runs = usePapers('playbook', ['runs'], (api) => api.playbookRuns());
  const library = usePapers('playbook', ['library'], (api) => api.playbooks());
  const [beginning, setBeginning] = useState<WirePlaybook>();
  const { t } = useWords();
  return (
    <div className={css.page}>
      <h1>{t('playbooks.title')}</h1>
      <Section title={t('playbooks.running')}>
        <Shown query={runs}>
          {(found) => <Runs runs={found.filter(({ state }) => state === 'open')} none={t('playbooks.noneRunning')} />}
        </Shown>
      </Section>
      <Section title={t('playbooks.library')}>
        <Shown query={library}>
          {(found) =>
            found.length === 0 ? (
              <Notice title={t('playbooks.noLibrary')} />
            ) : (
              <ul className={own.rows}>
                {found.map((playbook) => (
                  <LibraryRow key={playbook.id} playbook={playbook} onBegin={() => setBeginning(playbook)} />
                ))}
              </ul>
            )
          }
        </Shown>
      </Section>
      <Section title={t('playbooks.former')}>
        <Shown query={runs}>
          {(found) => <Runs runs={found.filter(({ state }) => state !== 'open')} none={t('playbooks.noFormer')} />}
        </Shown>
      </Section>
      {beginning && <BeginDialog playbook={beginning} onClose={() => setBeginning(undefined)} />}
    </div>
  );
}

interface RunsProps {
  readonly runs: readonly WirePlaybookRun[];
  readonly none: string;
}

function Runs({ runs, none }: RunsProps): ReactElement {
  if (runs.length === 0) return <Notice title={none} />;
  return (
    <ul className={own.rows}>
      {runs.map((run) => (
        <RunRow key={run.id} run={run} />
      ))}
    </ul>
  );
}

function RunRow({ run }: { readonly run: WirePlaybookRun }): ReactElement {
  const time = useSiteTime();
  const now = useNow();
  const { t, text } = useWords();
  const startedAt = Date.parse(run.startedAt);
  const length = formatElapsed((run.endedAt ? Date.parse(run.endedAt) : now) - startedAt);
  return (
    <li className={own.row}>
      <span>
        <Link to="/playbooks/$id" params={{ id: String(run.id) }}>
          {text(run.title)}
        </Link>{' '}
        {run.isDrill && <strong className={css.mark}>{t('playbooks.drill')}</strong>}
        <span className="label"> · {run.place ?? run.equipment.slice(0, 3).join(', ')}</span>
      </span>
      <span className="quiet">
        {time.brief(startedAt, now)} · {run.endedAt ? t('playbooks.took', { time: length }) : length} ·{' '}
        {t(`paper.state.${run.state}`)}
      </span>
    </li>
  );
}
