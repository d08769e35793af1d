import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import type { EquipmentState, PointRegister } from '../../../../gateway/contract/resources.ts';
import { useRegisters } from '../../../data/hooks/use-registers.ts';
import { useNow } from '../../../data/hooks/use-site.ts';
import { formatAge } from '../../../format/duration.ts';
import { useWords } from '../../../i18n/use-words.ts';
import { Answer } from '../../../panels/form-dialog/answer.tsx';
import { reasonOf } from '../../../panels/live/describe-reading.ts';
import { LiveText } from '../../../panels/live/live-text.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Section } from '../../../ui/section.tsx';
import { type Column, Table } from '../../../ui/table.tsx';
import css from './parts.module.css';
import { conversionText, placeText, rawText } from './register-text.ts';

/** Every point with where it is read and what was answered last, before scale and limits: for whoever doubts a value. */
export function RegistersPart({ equipment }: { readonly equipment: EquipmentState }): ReactElement {
  const registers = useRegisters(equipment.id);
  const { t } = useWords();
  const columns = useColumns();
  const title = t('equipmentTab.registers');
  return (
    <Section title={title}>
      <p className={css.about}>{t('registerView.about')}</p>
      <Answer query={registers}>
        {(rows) =>
          rows.length === 0 ? (
            <Notice title={t('registerView.none')} />
          ) : (
            <Table caption={title} columns={columns} rows={rows} rowKey={({ tag }) => tag} />
          )
        }
      </Answer>
    </Section>
  );
}

function useColumns(): Column<PointRegister>[] {
  const words = useWords();
  const now = useNow();
  const { t, text } = words;
  const reason = ({ rawReason }: PointRegister): string =>
    rawReason === null || rawReason === 'good' ? '' : reasonOf(rawReason, words);
  return [
    {
      key: 'point',
      title: t('registerView.point'),
      cell: ({ title, tag }) => (
        <>
          {text(title)} <span className="mono quiet">{tag}</span>
        </>
      ),
    },
    { key: 'value', title: t('registerView.value'), number: true, cell: ({ tag }) => <LiveText tag={tag} /> },
    {
      key: 'raw',
      title: t('registerView.raw'),
      number: true,
      cell: (row) => (
        <span className="mono">
          {rawText(row.raw)} {reason(row) !== '' && <span className="quiet">{reason(row)}</span>}
        </span>
      ),
    },
    {
      ...{ key: 'conversion', title: t('registerView.conversion'), wide: true },
      cell: (row) => <Conversion row={row} />,
    },
    {
      key: 'address',
      title: t('registerView.address'),
      cell: (row) => (
        <span className={`mono ${css.address}`}>
          {row.address === null ? t('registerView.computed') : placeText(row.address)}
        </span>
      ),
    },
    { ...{ key: 'device', title: t('registerView.device'), wide: true }, cell: (row) => <Device row={row} /> },
    {
      ...{ key: 'answered', title: t('registerView.answered'), number: true },
      cell: ({ answeredAt }) =>
        answeredAt === null ? t('registerView.never') : formatAge(now - Date.parse(answeredAt)),
    },
  ];
}

function Conversion({ row }: { readonly row: PointRegister }): ReactElement {
  const { t } = useWords();
  const { expression, scale, offset, sentinels } = row;
  const text = expression === null ? conversionText(scale, offset) : `= ${expression}`;
  return (
    <span className={`mono ${css.address}`}>
      {text === '' ? t('registerView.same') : text}
      {sentinels.length > 0 && (
        <span className="quiet"> · {t('registerView.sentinels', { values: sentinels.join(', ') })}</span>
      )}
    </span>
  );
}

function Device({ row: { connection, device, driver } }: { readonly row: PointRegister }): ReactElement {
  const { t } = useWords();
  if (connection === null) return <>{t('registerView.computed')}</>;
  return (
    <span className="mono">
      {driver}{' '}
      <Link to="/devices/$connection/$device" params={{ connection, device }}>
        {device}
      </Link>
    </span>
  );
}
