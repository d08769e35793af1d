import type { ReactElement } from 'react';
import { useAlarm } from '../../data/hooks/use-alarms.ts';
import { useNow, usePlant, useSiteTime } from '../../data/hooks/use-site.ts';
import type { WireOrder } from '../../data/order-api.ts';
import { MISSING } from '../../format/number.ts';
import { keptText } from '../../format/point-text.ts';
import { msOf } from '../../format/site-time.ts';
import { useWords } from '../../i18n/use-words.ts';
import { LiveReadout } from '../../panels/live/live-readout.tsx';
import { Section } from '../../ui/section.tsx';
import { Table } from '../../ui/table.tsx';
import { pairReadings } from './pair-readings.ts';

/** The readings of the machine: live, and as they were before and after the work. */
export function ReadingsSection({ order }: { readonly order: WireOrder }): ReactElement | null {
  const plant = usePlant();
  const { t } = useWords();
  const alarm = useAlarm(order.alarmId);
  const equipment = order.equipment === null ? undefined : plant.equipmentById.get(order.equipment);
  const key = (equipment?.keyPoints ?? []).map((name) => `${order.equipment}.${name}`);
  const tags = [...new Set([...(alarm?.tag ? [alarm.tag] : []), ...key])];
  if (tags.length === 0 && order.readings.length === 0) return null;
  return (
    <Section title={t('orders.readings')}>
      {tags.map((tag) => (
        <LiveReadout key={tag} tag={tag} />
      ))}
      <Captured order={order} />
    </Section>
  );
}

function Captured({ order }: { readonly order: WireOrder }): ReactElement | null {
  const plant = usePlant();
  const time = useSiteTime();
  const now = useNow();
  const { t, text, language } = useWords();
  if (order.readings.length === 0) return null;
  const shown = (reading: WireOrder['readings'][number] | undefined): string => {
    if (!reading) return MISSING;
    if (reading.value === null) return `${MISSING} ${reading.missing ? t(`orderPart.missing.${reading.missing}`) : ''}`;
    const value = keptText(plant.pointByTag.get(reading.tag), reading, language);
    return `${value} · ${time.brief(msOf(reading.at) ?? now, now)}`;
  };
  return (
    <Table
      caption={t('orderPart.readings')}
      rows={pairReadings(order.readings)}
      rowKey={({ tag }) => tag}
      columns={[
        {
          ...{ key: 'tag', title: t('orderPart.readings') },
          cell: ({ tag }) => {
            const point = plant.pointByTag.get(tag);
            return point ? text(point.title) : tag;
          },
        },
        { key: 'before', title: t('orderPart.before'), number: true, cell: ({ before }) => shown(before) },
        { key: 'after', title: t('orderPart.after'), number: true, cell: ({ after }) => shown(after) },
      ]}
    />
  );
}
