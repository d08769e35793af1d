import type { ReactElement } from 'react';
import { useSiteTime } from '../../data/hooks/use-site.ts';
import type { WirePlaybookRun } from '../../data/playbook-api.ts';
import { MISSING } from '../../format/number.ts';
import { useWords } from '../../i18n/use-words.ts';
import { usePersonName } from '../../panels/live/use-person-name.ts';
import css from '../../panels/paper/paper.module.css';
import { Section } from '../../ui/section.tsx';

const FIELDS = ['cause', 'impact', 'losses', 'measures', 'correction', 'responsible', 'correctBy'] as const;

/** What people wrote about the event, and who signed it. On paper the fields stand also where they are empty. */
export function ReportSection({ run }: { readonly run: WirePlaybookRun }): ReactElement {
  const time = useSiteTime();
  const personName = usePersonName();
  const { t } = useWords();
  return (
    <Section title={t('playbooks.report')}>
      <dl className={css.facts}>
        {FIELDS.map((field) => (
          <div key={field}>
            <dt>{t(`playbooks.field.${field}`)}</dt>
            <dd>{run.report?.[field] || MISSING}</dd>
          </div>
        ))}
        <div>
          <dt>{t('paper.signatures')}</dt>
          <dd>
            {run.signed.length === 0
              ? MISSING
              : run.signed
                  .map(({ by, at }) => `${personName(by)} ${time.date(Date.parse(at))} ${time.minute(Date.parse(at))}`)
                  .join('; ')}
          </dd>
        </div>
      </dl>
    </Section>
  );
}
