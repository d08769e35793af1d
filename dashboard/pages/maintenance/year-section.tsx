import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useServices } from '../../data/hooks/services-context.ts';
import { useMakeYear, useYears } from '../../data/hooks/use-maintenance.ts';
import { useMay } from '../../data/hooks/use-session.ts';
import { useSiteTime } from '../../data/hooks/use-site.ts';
import type { WireYear } from '../../data/maintenance-api.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Answer } from '../../panels/form-dialog/answer.tsx';
import { Refusal } from '../../panels/form-dialog/refusal.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Section } from '../../ui/section.tsx';
import { Table } from '../../ui/table.tsx';
import css from './maintenance-page.module.css';

/** The plans of years and months; the system makes them in time, and here one may be made before. */
export function YearSection(): ReactElement {
  const query = useYears();
  const make = useMakeYear();
  const mayMake = useMay('duty:manage');
  const { time } = useServices();
  const site = useSiteTime();
  const { t } = useWords();
  const title = t('upkeep.view.years');
  const next = String(Number(site.date(time.nowMs()).slice(0, 4)) + 1);
  const button = mayMake && (
    <Button variant="default" size="sm" loading={make.isPending} onClick={() => make.mutate(next)}>
      {t('upkeep.make')}
    </Button>
  );
  return (
    <Section title={title} aside={button}>
      {make.error && <Refusal error={make.error} />}
      <Answer query={query}>
        {(years) =>
          years.length === 0 ? (
            <Notice title={t('upkeep.noYears')} />
          ) : (
            <Table
              caption={title}
              rows={years}
              rowKey={({ id }) => id}
              columns={[
                { key: 'period', title: t('upkeep.period'), cell: (year) => <Period year={year} /> },
                { key: 'lines', title: t('upkeep.lines'), number: true, cell: ({ body }) => body.lines.length },
                { key: 'state', title: t('upkeep.state'), cell: (year) => <YearState year={year} /> },
              ]}
            />
          )
        }
      </Answer>
    </Section>
  );
}

function Period({ year }: { readonly year: WireYear }): ReactElement {
  return (
    <Link to="/maintenance/years/$id" params={{ id: String(year.id) }}>
      {year.body.period}
    </Link>
  );
}

export function YearState({ year }: { readonly year: Pick<WireYear, 'body'> }): ReactElement {
  const { t } = useWords();
  const { approved, submitted, overdueSince } = year.body;
  if (approved) return <>{t('upkeep.planApproved')}</>;
  return (
    <>
      {t(submitted ? 'upkeep.waiting' : 'upkeep.draft')}
      {overdueSince && <b className={css.mark}> {t('upkeep.overdue')}</b>}
    </>
  );
}
