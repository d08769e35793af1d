import { Link } from '@tanstack/react-router';
import { type ReactElement, useDeferredValue, useState } from 'react';
import { codeOf } from '../../data/api-error.ts';
import { useEquipmentCards } from '../../data/hooks/use-register.ts';
import { usePlant } from '../../data/hooks/use-site.ts';
import type { WireCard } from '../../data/register-api.ts';
import { formatQuantity, MISSING } from '../../format/number.ts';
import { useWords } from '../../i18n/use-words.ts';
import { usePersonName } from '../../panels/live/use-person-name.ts';
import { Loading, Notice } from '../../ui/notice.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { DueList } from './due-list.tsx';
import { EquipmentTagMark } from './equipment-tag-mark.tsx';
import { classesOf, ledgerRows } from './ledger-rows.ts';
import css from './register.module.css';

/** All machines as rows: what they are, where they stand, what they do, what is open and what runs out. */
export function Ledger(): ReactElement {
  const cards = useEquipmentCards();
  const [find, setFind] = useState('');
  const [only, setOnly] = useState('');
  const { t } = useWords();
  const sought = useDeferredValue(find);
  if (cards.isPending) return <Loading label={t('signIn.loading')} rows={8} />;
  if (!cards.data) {
    const retry = { label: t('error.retry'), act: () => void cards.refetch() };
    return <Notice title={t('error.title')} code={t('error.code', { code: codeOf(cards.error) })} retry={retry} />;
  }
  const rows = ledgerRows(cards.data, { class: only || undefined, find: sought });
  return (
    <>
      <div className={css.filter}>
        <label>
          <span>{t('register.find')}</span>
          <input type="search" value={find} onChange={(event) => setFind(event.currentTarget.value)} />
        </label>
        <label>
          <span>{t('register.classField')}</span>
          <select value={only} onChange={(event) => setOnly(event.currentTarget.value)}>
            <option value="">{t('register.allClasses')}</option>
            {classesOf(cards.data).map((one) => (
              <option key={one} value={one}>
                {t(`equipmentClass.${one}`)}
              </option>
            ))}
          </select>
        </label>
        <span className="quiet">{t('register.count', { count: rows.length })}</span>
      </div>
      {rows.length === 0 ? <Notice title={t('register.none')} /> : <Rows rows={rows} />}
    </>
  );
}

function Rows({ rows }: { readonly rows: readonly WireCard[] }): ReactElement {
  const { t } = useWords();
  return <Table caption={t('register.title')} columns={useColumns()} rows={rows} rowKey={({ id }) => id} />;
}

function useColumns(): readonly Column<WireCard>[] {
  const plant = usePlant();
  const personName = usePersonName();
  const { t, text } = useWords();
  const areas = new Map(plant.site.areas.map(({ id, name }) => [id, text(name)]));
  return [
    { key: 'machine', title: t('register.machine'), cell: (card) => <Machine card={card} /> },
    { key: 'number', title: t('cardField.number'), wide: true, cell: ({ fields }) => fields.number ?? MISSING },
    {
      key: 'place',
      title: t('register.place'),
      wide: true,
      cell: ({ area }) => (area ? (areas.get(area) ?? area) : MISSING),
    },
    {
      ...{ key: 'maker', title: t('cardPart.maker'), wide: true },
      cell: ({ maker, model }) => [maker, model].filter(Boolean).join(' '),
    },
    {
      ...{ key: 'responsible', title: t('cardField.responsible'), wide: true },
      cell: ({ fields }) => (fields.responsible ? personName(fields.responsible) : MISSING),
    },
    {
      ...{ key: 'tag', title: t('register.tag') },
      cell: ({ tag, state }) => (state === 'open' ? <EquipmentTagMark tag={tag} /> : t('register.retired')),
    },
    {
      ...{ key: 'hours', title: t('register.hours'), number: true, wide: true },
      cell: ({ counterHours }) => formatQuantity(counterHours, 0, 'h'),
    },
    {
      ...{ key: 'open', title: t('register.open'), wide: true },
      cell: ({ openFaults, openOrders }) =>
        openFaults + openOrders === 0 ? '' : t('register.openCount', { faults: openFaults, orders: openOrders }),
    },
    { key: 'due', title: t('register.due'), wide: true, cell: ({ due }) => <DueList due={due} /> },
  ];
}

function Machine({ card }: { readonly card: WireCard }): ReactElement {
  const { t, text } = useWords();
  return (
    <Link to="/register/$equipment" params={{ equipment: card.equipment }} className={css.machine}>
      {card.name ? text(card.name) : card.equipment}
      {!card.name && <span className="quiet"> {t('register.vanished')}</span>}
    </Link>
  );
}
