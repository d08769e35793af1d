import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useStandings } from '../../../data/hooks/use-maintenance.ts';
import type { WireStanding } from '../../../data/maintenance-api.ts';
import type { WireCard } from '../../../data/register-api.ts';
import { formatQuantity, MISSING } from '../../../format/number.ts';
import { useWords, type Words } from '../../../i18n/use-words.ts';
import { Answer } from '../../../panels/form-dialog/answer.tsx';
import { Section } from '../../../ui/section.tsx';
import { type Column, Table } from '../../../ui/table.tsx';
import { CardHours } from '../../register/card-hours.tsx';
import { DueList } from '../../register/due-list.tsx';
import css from './parts.module.css';

/** What is due and when: its plans with their last and next turn, what runs out, and its hours by month. */
export function MaintenancePart({ card }: { readonly card: WireCard }): ReactElement {
  const standings = useStandings();
  const words = useWords();
  const { t } = words;
  const title = t('equipmentTab.maintenance');
  return (
    <div className={css.stack}>
      <DueList due={card.due} />
      <Section title={title}>
        <Answer query={standings}>
          {(all) => {
            const own = all.filter(({ target }) => target.kind === 'equipment' && target.id === card.equipment);
            if (own.length === 0) return <p className="quiet">{t('equipmentTab.noPlans')}</p>;
            return <Table caption={title} columns={columnsOf(words)} rows={own} rowKey={({ plan }) => plan} />;
          }}
        </Answer>
      </Section>
      <CardHours card={card} />
    </div>
  );
}

function columnsOf({ t, text }: Words): Column<WireStanding>[] {
  return [
    { key: 'what', title: t('upkeep.what'), cell: ({ title }) => text(title) },
    { key: 'last', title: t('upkeep.lastDone'), cell: ({ lastDone }) => lastDone ?? MISSING },
    {
      key: 'next',
      title: t('upkeep.next'),
      cell: ({ next, isOverdue }) => (
        <>
          {next ? `${next.slot} ${text(next.level)}` : MISSING}
          {isOverdue && <strong> ! {t('upkeep.overdue')}</strong>}
        </>
      ),
    },
    {
      ...{ key: 'hours', title: t('upkeep.hours'), number: true, wide: true },
      cell: ({ hours }) => formatQuantity(hours, 0, 'h'),
    },
    {
      ...{ key: 'task', title: t('upkeep.title'), wide: true },
      cell: ({ openTask }) =>
        openTask === null ? (
          MISSING
        ) : (
          <Link to="/maintenance/$id" params={{ id: String(openTask) }}>
            {openTask}
          </Link>
        ),
    },
  ];
}
