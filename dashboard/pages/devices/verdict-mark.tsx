import type { ReactElement } from 'react';
import type { WireConnection } from '../../data/api.ts';
import { usePlant } from '../../data/hooks/use-site.ts';
import { useWords } from '../../i18n/use-words.ts';
import css from './devices-page.module.css';
import { halvedPeriodSeconds, judgeDevice, type WireDevice } from './judge-device.ts';

export interface VerdictMarkProps {
  readonly device: WireDevice;
  readonly line: Pick<WireConnection, 'devices' | 'loadPercent'>;
}

/** What is the matter with a device, and what to change about it. */
export function VerdictMark({ device, line }: VerdictMarkProps): ReactElement {
  const { points } = usePlant();
  const { t } = useWords();
  const verdict = judgeDevice(device, line);
  const periods = points.filter((point) => point.device === device.id).map(({ periodMs }) => periodMs);
  const seconds = halvedPeriodSeconds(Math.min(...periods, 60_000));
  return (
    <div className={css.verdict}>
      <span className={css.share} data-notable={verdict !== 'good' && verdict !== 'waiting'}>
        {t(`verdict.${verdict}`)}
      </span>
      {verdict !== 'good' && verdict !== 'waiting' && (
        <span className="quiet">→ {t(`advice.${verdict}`, { seconds })}</span>
      )}
    </div>
  );
}
