import { SegmentedControl } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { type ReactElement, useState } from 'react';
import type { EquipmentState } from '../../../gateway/contract/resources.ts';
import { usePlant } from '../../data/hooks/use-site.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Section } from '../../ui/section.tsx';
import { TrendView } from './trend-view.tsx';
import { isTrendWindow, TREND_WINDOWS, type TrendWindow } from './windows.ts';

const SHORT_WINDOWS: TrendWindow[] = ['1h', '24h'];
const MOST_LINES = 4;

/** The key points of one machine as lines, over an hour or a day. */
export function EquipmentTrend({ equipment }: { readonly equipment: EquipmentState }): ReactElement {
  const plant = usePlant();
  const [window, setWindow] = useState<TrendWindow>('1h');
  const { t } = useWords();
  const numbers = plant.pointsOf(equipment.id).filter((point) => point.kind === 'number');
  const key = equipment.keyPoints.flatMap((name) => numbers.find((point) => point.name === name) ?? []);
  const tags = (key.length > 0 ? key : numbers).slice(0, MOST_LINES).map((point) => point.tag);
  const choice = (
    <>
      <SegmentedControl
        size="xs"
        aria-label={t('trend.window')}
        data={SHORT_WINDOWS}
        value={window}
        onChange={(next) => isTrendWindow(next) && setWindow(next)}
      />
      <Link to="/trends" search={{ tags, window, live: true }}>
        {t('trend.title')}
      </Link>
    </>
  );
  if (tags.length === 0) return <Section title={t('equipment.trend')}>{t('trend.noData')}</Section>;
  return (
    <Section title={t('equipment.trend')} aside={choice}>
      <TrendView tags={tags} windowMs={TREND_WINDOWS[window]} limits />
    </Section>
  );
}
