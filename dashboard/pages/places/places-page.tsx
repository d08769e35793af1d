import { Button } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import { codeOf } from '../../data/api-error.ts';
import { usePlaceCodes } from '../../data/hooks/use-rounds.ts';
import type { PlaceCodes } from '../../data/round-api.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Loading, Notice } from '../../ui/notice.tsx';
import { QrDrawing } from '../../ui/qr-drawing.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import css from './places.module.css';

const CHOICES = ['areas', 'everything'] as const;
type Choice = (typeof CHOICES)[number];

/** A sheet of codes to hang at rooms and machines: what a phone's camera scans on a round. */
export function PlacesPage(): ReactElement {
  const codes = usePlaceCodes();
  const [choice, setChoice] = useState<Choice>('areas');
  const { t } = useWords();
  if (codes.error && !codes.data) return <Notice title={t('error.title')} code={codeOf(codes.error)} />;
  if (!codes.data) return <Loading label={t('signIn.loading')} />;
  const shown = codes.data.places.filter(({ kind }) => choice === 'everything' || kind === 'area');
  return (
    <div className={css.page}>
      <div className={`${css.head} ${css.noPrint}`}>
        <h1>{t('places.title')}</h1>
        <p className="quiet">{t(codes.data.base === null ? 'places.noAddress' : 'places.hint')}</p>
        <Tabs
          label={t('places.choice')}
          tabs={CHOICES.map((id) => ({ id, label: t(`places.${id}`) }))}
          chosen={choice}
          onChoose={setChoice}
        />
        <Button size="md" onClick={() => window.print()}>
          {t('rounds.print')}
        </Button>
      </div>
      {shown.length === 0 && <Notice title={t('places.none')} />}
      <ul className={css.sheet}>
        {shown.map((place) => (
          <Label key={place.code} place={place} base={codes.data.base ?? window.location.origin} />
        ))}
      </ul>
    </div>
  );
}

interface LabelProps {
  readonly place: PlaceCodes['places'][number];
  readonly base: string;
}

function Label({ place, base }: LabelProps): ReactElement {
  const { t, text } = useWords();
  const address = `${base.replace(/\/$/, '')}/q/${encodeURIComponent(place.code)}`;
  const name = text(place.name);
  return (
    <li className={css.label}>
      <QrDrawing text={address} label={`${name}: ${t('places.tooLong')}`} className={css.code} />
      <span className={css.name}>{name}</span>
      <span className="mono">{place.code}</span>
    </li>
  );
}
