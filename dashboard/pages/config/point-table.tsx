import type { ReactElement } from 'react';
import type { WireTemplate, WireTestRead } from '../../data/config-api.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Section } from '../../ui/section.tsx';
import { type Column, Table } from '../../ui/table.tsx';

type Row = WireTestRead['rows'][number];
type TemplatePoint = WireTemplate['pointList'][number];

export interface PointTableProps {
  readonly template: WireTemplate;
  /** What a test read has found; empty before one. */
  readonly rows: readonly Row[];
}

/** The points of a product, and after a test read what each of them says. */
export function PointTable({ template, rows }: PointTableProps): ReactElement {
  const { t, text } = useWords();
  const byName = new Map(rows.map((row) => [row.tag.slice(row.tag.indexOf('.') + 1), row]));
  const plain: readonly Column<TemplatePoint>[] = [
    { key: 'point', title: t('device.pointName'), cell: ({ title }) => text(title) },
    { key: 'name', title: t('device.id'), cell: ({ name }) => <span className="mono">{name}</span>, wide: true },
    {
      key: 'address',
      title: t('device.address'),
      cell: (point) => <Address point={point} row={byName.get(point.name)} />,
      wide: true,
    },
  ];
  const before: readonly Column<TemplatePoint>[] = [
    { key: 'unit', title: t('device.unit'), cell: ({ unit }) => unit },
    { key: 'scan', title: t('device.scan'), cell: ({ scan }) => scan },
  ];
  const read: readonly Column<TemplatePoint>[] = [
    { key: 'value', title: t('device.value'), cell: ({ name }) => valueText(byName.get(name)), number: true },
    {
      key: 'raw',
      title: t('device.raw'),
      cell: ({ name }) => <span className="mono">{byName.get(name)?.raw ?? ''}</span>,
      wide: true,
    },
    { key: 'quality', title: t('device.quality'), cell: ({ name }) => qualityText(byName.get(name)) },
  ];
  return (
    <Section title={t('device.points')}>
      <Table
        caption={t('device.points')}
        columns={[...plain, ...(rows.length > 0 ? read : before)]}
        rows={template.pointList}
        rowKey={({ name }) => name}
      />
    </Section>
  );
}

function Address({ point, row }: { readonly point: TemplatePoint; readonly row: Row | undefined }): ReactElement {
  return <span className="mono">{row?.address ?? point.address}</span>;
}

function valueText(row: Row | undefined): string {
  if (row === undefined || row.value === null) return '—';
  const number = typeof row.value === 'number' ? String(Number(row.value.toPrecision(7))) : row.value;
  return row.unit === '' ? number : `${number}\u2009${row.unit}`;
}

function qualityText(row: Row | undefined): string {
  if (row === undefined) return '';
  return row.detail === null ? row.quality : `${row.quality} · ${row.detail}`;
}
