import type { ReactElement } from 'react';
import { useComfort } from '../../data/hooks/use-sheets.ts';
import { useNow, useSiteTime } from '../../data/hooks/use-site.ts';
import type { WireComfort } from '../../data/sheet-api.ts';
import { formatElapsed } from '../../format/duration.ts';
import { formatNumber } from '../../format/number.ts';
import type { SiteDay } from '../../format/site-days.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Section } from '../../ui/section.tsx';
import { type Column, Table } from '../../ui/table.tsx';

interface Line {
  readonly zone: WireComfort;
  readonly quantity: 'temperature' | 'humidity';
  readonly figures: NonNullable<WireComfort['temperature']>;
}

/** Means of so long are looked at: what is younger than one of them is not asked for. */
const COLUMN_MS = 300_000;

/** How long the zones were in and out of their bands on a day, until now; nothing where the site has no zones. */
export function ComfortSection({ day }: { readonly day: SiteDay }): ReactElement | null {
  const whole = Math.floor(useNow() / COLUMN_MS) * COLUMN_MS;
  const until = Math.min(day.endMs, Math.max(whole, day.startMs + COLUMN_MS));
  const zones = useComfort(day.startMs, until).data ?? [];
  const { t, text } = useWords();
  const lines = zones.flatMap((zone) =>
    (['temperature', 'humidity'] as const).flatMap((quantity): Line[] => {
      const figures = zone[quantity];
      return figures ? [{ zone, quantity, figures }] : [];
    }),
  );
  if (lines.length === 0) return null;
  const columns: Column<Line>[] = [
    {
      key: 'zone',
      title: t('comfort.zone'),
      cell: ({ zone, quantity }) => `${text(zone.title)} ${t(`comfort.quantity.${quantity}`)}`,
    },
    {
      key: 'band',
      title: t('comfort.band'),
      cell: ({ quantity, figures }) => `${figures.low}–${figures.high} ${UNIT[quantity]}`,
    },
    { key: 'inside', title: t('comfort.inside'), number: true, cell: ({ figures }) => shareText(figures) },
    { key: 'low', title: t('comfort.low'), number: true, cell: ({ figures }) => timeText(figures.lowMs) },
    { key: 'high', title: t('comfort.high'), number: true, cell: ({ figures }) => timeText(figures.highMs) },
    {
      key: 'unknown',
      title: t('comfort.unknown'),
      number: true,
      wide: true,
      cell: ({ figures }) => timeText(figures.unknownMs),
    },
    {
      key: 'worst',
      title: t('comfort.worst'),
      number: true,
      wide: true,
      cell: ({ figures, quantity }) => worstText(figures.worst, UNIT[quantity]),
    },
  ];
  return (
    <Section title={t('comfort.title')}>
      <Table
        caption={t('comfort.title')}
        columns={columns}
        rows={lines}
        rowKey={({ zone, quantity }) => `${zone.id} ${quantity}`}
      />
      <Since starts={lines.map(({ figures }) => figures.knownSince)} dayMs={day.startMs} />
    </Section>
  );
}

interface SinceProps {
  /** First reading of each line; null: none yet. */
  readonly starts: readonly (string | null)[];
  readonly dayMs: number;
}

/** From when on there are readings, where that is not the whole day: a dash alone would look like a fault. */
function Since({ starts, dayMs }: SinceProps): ReactElement | null {
  const time = useSiteTime();
  const { t } = useWords();
  const known = starts.flatMap((start) => (start === null ? [] : [Date.parse(start)]));
  if (known.length === 0) return <p className="quiet">{t('comfort.noneYet')}</p>;
  const first = Math.min(...known);
  return first < dayMs + 2 * COLUMN_MS ? null : (
    <p className="quiet">{t('comfort.since', { at: time.minute(first) })}</p>
  );
}

const UNIT = { temperature: '℃', humidity: '%' } as const;

const timeText = (ms: number): string => (ms === 0 ? '0' : formatElapsed(ms));
const worstText = (worst: number | null, unit: string): string =>
  worst === null ? '—' : `${formatNumber(worst, 1)} ${unit}`;

/** Of the time of which something is known. */
function shareText({ watchedMs, lowMs, highMs, unknownMs }: Line['figures']): string {
  const known = watchedMs - unknownMs;
  return known <= 0 ? '—' : `${formatNumber((100 * (known - lowMs - highMs)) / known, 1)} %`;
}
