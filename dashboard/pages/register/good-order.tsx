import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { type ReactElement, useState } from 'react';
import { codeOf } from '../../data/api-error.ts';
import { useGoodOrder } from '../../data/hooks/use-register.ts';
import { useNow, usePlant, useSiteTime } from '../../data/hooks/use-site.ts';
import type { WireGoodOrder } from '../../data/register-api.ts';
import { formatAge } from '../../format/duration.ts';
import { formatNumber } from '../../format/number.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Loading, Notice } from '../../ui/notice.tsx';
import { Table } from '../../ui/table.tsx';
import { monthAway } from './month-away.ts';
import css from './register.module.css';

type ClassRate = WireGoodOrder['classes'][number];
const HOUR_MS = 3_600_000;

/** The rate of good order of a month by class, with its formula, and the machines that were not. */
export function GoodOrder(): ReactElement {
  const thisMonth = useSiteTime().month(useNow());
  const [chosen, setChosen] = useState<string>();
  const rates = useGoodOrder(chosen);
  const month = chosen ?? rates.data?.month ?? thisMonth;
  const { t } = useWords();
  return (
    <>
      <div className={css.filter}>
        <Button variant="default" size="sm" onClick={() => setChosen(monthAway(month, -1))}>
          {t('goodOrder.before')}
        </Button>
        <strong>{month}</strong>
        <Button
          variant="default"
          size="sm"
          disabled={month >= thisMonth}
          onClick={() => setChosen(monthAway(month, 1))}
        >
          {t('goodOrder.after')}
        </Button>
      </div>
      {rates.isPending && <Loading label={t('signIn.loading')} />}
      {rates.error && (
        <Notice
          title={t('error.title')}
          code={t('error.code', { code: codeOf(rates.error) })}
          retry={{ label: t('error.retry'), act: () => void rates.refetch() }}
        />
      )}
      {rates.data && <Rates rates={rates.data} />}
    </>
  );
}

function Rates({ rates }: { readonly rates: WireGoodOrder }): ReactElement {
  const { t } = useWords();
  const { priorities, toleranceMs } = rates.rules;
  const formula = t('goodOrder.formula', { priorities: priorities.join(', '), tolerance: formatAge(toleranceMs) });
  if (rates.classes.length === 0) return <Notice title={t('goodOrder.none')} hint={formula} />;
  return (
    <>
      <p className={css.formula}>{formula}</p>
      {!rates.isWhole && <Notice title={t('goodOrder.notWhole')} />}
      <Table
        caption={t('register.rate')}
        rows={rates.classes}
        rowKey={(one) => one.class}
        columns={[
          { key: 'class', title: t('goodOrder.class'), cell: (one) => t(`equipmentClass.${one.class}`) },
          { key: 'count', title: t('goodOrder.count'), number: true, cell: ({ total }) => t('goodOrder.of', total) },
          { key: 'rate', title: t('goodOrder.rate'), number: true, cell: (one) => <Rate one={one} /> },
          {
            ...{ key: 'target', title: t('goodOrder.target'), number: true, wide: true },
            cell: ({ target }) => `${formatNumber(target, 0)}\u2009%`,
          },
          { key: 'days', title: t('goodOrder.day'), wide: true, cell: (one) => <Days one={one} /> },
          { key: 'faulty', title: t('goodOrder.faulty'), wide: true, cell: (one) => <Faulty one={one} /> },
        ]}
      />
    </>
  );
}

/** Numerator and denominator stand beside it; of few cases there is none. */
function Rate({ one }: { readonly one: ClassRate }): ReactElement {
  const { t } = useWords();
  if (one.rate === null) return <span className="quiet">{t('goodOrder.tooFew')}</span>;
  const words = `${formatNumber(one.rate, 1)}\u2009%`;
  if (one.rate >= one.target) return <span>{words}</span>;
  return (
    <strong>
      {words} ▾ {t('goodOrder.below')}
    </strong>
  );
}

/** One mark per day: whole where all were in good order, hollow where not, low where nothing was counted. */
function Days({ one }: { readonly one: ClassRate }): ReactElement {
  const { t } = useWords();
  return (
    <span className={css.days} role="img" aria-label={t('goodOrder.of', one.total)}>
      {one.days.map(({ day, good, counted }) => (
        <span
          key={day}
          className={css.day}
          title={`${day} ${good} / ${counted}`}
          data-good={counted === 0 ? 'none' : String(good === counted)}
        />
      ))}
    </span>
  );
}

/** More than these nobody reads in a table; the rest is in their cards. */
const MOST_FAULTY = 5;

function Faulty({ one }: { readonly one: ClassRate }): ReactElement {
  const plant = usePlant();
  const { t, text } = useWords();
  return (
    <ul>
      {one.faulty.slice(0, MOST_FAULTY).map(({ equipment, days, faultMs }) => {
        const machine = plant.equipmentById.get(equipment);
        return (
          <li key={equipment}>
            <Link to="/register/$equipment" params={{ equipment }}>
              {machine ? text(machine.name) : equipment}
            </Link>{' '}
            <span className="quiet">{t('goodOrder.days', { days, hours: formatNumber(faultMs / HOUR_MS, 1) })}</span>
          </li>
        );
      })}
      {one.faulty.length > MOST_FAULTY && <li>{t('orders.more', { count: one.faulty.length - MOST_FAULTY })}</li>}
    </ul>
  );
}
