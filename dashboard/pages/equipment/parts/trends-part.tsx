import { Link } from '@tanstack/react-router';
import { type ReactElement, useState } from 'react';
import type { EquipmentState } from '../../../../gateway/contract/resources.ts';
import { usePlant } from '../../../data/hooks/use-site.ts';
import { useWords } from '../../../i18n/use-words.ts';
import { TrendView } from '../../../panels/trend/trend-view.tsx';
import { TREND_WINDOWS, type TrendWindow } from '../../../panels/trend/windows.ts';
import { PEN_LETTERS } from '../../../theme/tokens.ts';
import { Notice } from '../../../ui/notice.tsx';
import { Section } from '../../../ui/section.tsx';
import { Tabs } from '../../../ui/tabs.tsx';
import css from './parts.module.css';

const WINDOWS: readonly TrendWindow[] = ['1h', '8h', '24h', '7d', '30d'];
const FIRST_LINES = 4;
const HEIGHT = 420;

/** Any numbers of the machine as lines, eight at most; further windows and other machines on the page of trends. */
export function TrendsPart({ equipment }: { readonly equipment: EquipmentState }): ReactElement {
  const numbers = usePlant()
    .pointsOf(equipment.id)
    .filter(({ kind }) => kind === 'number' || kind === 'counter');
  const key = numbers.filter(({ name }) => equipment.keyPoints.includes(name));
  const [chosen, setChosen] = useState(() =>
    (key.length > 0 ? key : numbers).slice(0, FIRST_LINES).map(({ tag }) => tag),
  );
  const [window, setWindow] = useState<TrendWindow>('8h');
  const { t, text } = useWords();
  if (numbers.length === 0) return <Notice title={t('equipmentTab.noNumbers')} />;
  const toggle = (tag: string): void =>
    setChosen(chosen.includes(tag) ? chosen.filter((one) => one !== tag) : [...chosen, tag]);
  const isFull = chosen.length >= PEN_LETTERS.length;
  return (
    <Section
      title={t('equipment.trend')}
      aside={
        <Link to="/trends" search={{ tags: chosen, window, live: true }}>
          {t('trend.title')}
        </Link>
      }
    >
      <Tabs
        label={t('trend.window')}
        tabs={WINDOWS.map((one) => ({ id: one, label: one }))}
        chosen={window}
        onChoose={setWindow}
      />
      <TrendView tags={chosen} windowMs={TREND_WINDOWS[window]} height={HEIGHT} limits />
      <fieldset className={css.choices}>
        <legend>{t('equipmentTab.lines')}</legend>
        {numbers.map((point) => (
          <label key={point.tag} className={css.choice}>
            <input
              type="checkbox"
              checked={chosen.includes(point.tag)}
              disabled={isFull && !chosen.includes(point.tag)}
              onChange={() => toggle(point.tag)}
            />
            {text(point.title)}
          </label>
        ))}
      </fieldset>
    </Section>
  );
}
