import { Button } from '@mantine/core';
import { type ReactElement, useEffect, useRef } from 'react';
import type { PointState } from '../../../../gateway/contract/resources.ts';
import { pointText, unitOf } from '../../../format/point-text.ts';
import { useWords } from '../../../i18n/use-words.ts';
import type { Ending } from './ending.ts';
import { PresentValue } from './present-value.tsx';
import css from './setting.module.css';

export interface ResultStepProps {
  readonly point: PointState;
  readonly ending: Ending;
  readonly onAgain: () => void;
  readonly onClose: () => void;
}

/** What came of it, in words of its kind; only what the device shows is called done. */
export function ResultStep({ point, ending, onAgain, onClose }: ResultStepProps): ReactElement {
  const { t, language } = useWords();
  const { outcome, code, detail } = ending;
  const shown = pointText(point, ending.readBack, language);
  const readBack = [shown, unitOf(point)].filter((part) => part !== '').join(' ');
  const isDone = outcome === 'verified';
  const words = useRef<HTMLParagraphElement>(null);
  // Not on a button: the key that was held until now would press it.
  useEffect(() => words.current?.focus(), []);
  return (
    <div className={css.form}>
      <p role="alert" ref={words} tabIndex={-1} className={css.result} data-outcome={outcome}>
        <span aria-hidden="true">{isDone ? '✓' : '!'}</span> {t(`write.outcome.${outcome}`, { readBack })}
      </p>
      {code && <p>{t(`code.${code}` as 'code.INTERNAL', { defaultValue: code })}</p>}
      {detail && <p className="mono">{detail}</p>}
      <PresentValue point={point} />
      {!isDone && (
        <Button variant="default" size="md" onClick={onAgain}>
          {t('write.again')}
        </Button>
      )}
      <Button size="lg" h={60} onClick={onClose}>
        {t('write.close')}
      </Button>
    </div>
  );
}
