import { memo } from 'react';
import { useAlarmsOf } from '../../data/hooks/use-alarms.ts';
import { usePointText } from '../../data/hooks/use-point-text.ts';
import { useReading } from '../../data/hooks/use-reading.ts';
import { usePlant } from '../../data/hooks/use-site.ts';
import { layOutBand } from '../../format/band.ts';
import { formatQuantity } from '../../format/number.ts';
import { useWords } from '../../i18n/use-words.ts';
import { AnalogBand } from '../../ui/analog-band.tsx';
import { PriorityBadge } from '../../ui/priority-badge.tsx';
import { Readout } from '../../ui/readout.tsx';
import { describeReading } from './describe-reading.ts';

export interface LiveReadoutProps {
  readonly tag: string;
  readonly size?: 'row' | 'key';
  /** Instead of the point's own title, where the place already says the machine. */
  readonly label?: string;
  readonly band?: boolean;
}

/** One point, live: value, unit, quality, age and normal band. Draws nothing for a tag the site does not have. */
export const LiveReadout = memo(function LiveReadout({ tag, size = 'row', label, band = true }: LiveReadoutProps) {
  const point = usePlant().pointByTag.get(tag);
  const reading = useReading(tag);
  const text = usePointText(point);
  const words = useWords();
  const alarm = useAlarmsOf('tag', tag)[0];
  if (!point || !reading) return null;
  const said = describeReading(point, reading, words, text);
  const layout = band && point.normal ? layOutBand(reading.value, point.normal, point.range) : undefined;
  const normal = point.normal
    ? words.t('value.normal', {
        low: formatQuantity(point.normal[0], point.decimals, point.unit),
        high: formatQuantity(point.normal[1], point.decimals, point.unit),
      })
    : '';
  return (
    <Readout
      {...said}
      label={label ?? words.text(point.title)}
      standing={reading.standing}
      size={size}
      isText={point.kind === 'text'}
      name={[said.name, normal].filter((part) => part !== '').join(', ')}
      badge={
        alarm && <PriorityBadge priority={alarm.priority} size={16} label={words.t(`priority.${alarm.priority}`)} />
      }
      band={layout && <AnalogBand layout={layout} stale={reading.standing === 'stale'} priority={alarm?.priority} />}
    />
  );
});
