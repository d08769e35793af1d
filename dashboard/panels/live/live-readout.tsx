import { memo, type ReactElement, useMemo } from 'react';
import type { PointState } from '../../../gateway/contract/resources.ts';
import { useAlarmsOf } from '../../data/hooks/use-alarms.ts';
import { usePointText } from '../../data/hooks/use-point-text.ts';
import { useReading } from '../../data/hooks/use-reading.ts';
import { usePlant } from '../../data/hooks/use-site.ts';
import { layOutBand } from '../../format/band.ts';
import { formatQuantity } from '../../format/number.ts';
import { useWords, type Words } from '../../i18n/use-words.ts';
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
export const LiveReadout = memo(function LiveReadout(props: LiveReadoutProps) {
  const point = usePlant().pointByTag.get(props.tag);
  if (!point) return null;
  // Only texts are asked for; a screen of numbers keeps no question for each of them.
  return point.kind === 'text' ? <TextReadout {...props} point={point} /> : <PointReadout {...props} point={point} />;
});

interface OfPoint extends LiveReadoutProps {
  readonly point: PointState;
  /** The words of a point of kind text. */
  readonly said?: string | null;
}

function TextReadout(props: OfPoint): ReactElement | null {
  return <PointReadout {...props} said={usePointText(props.point)} />;
}

function PointReadout({
  tag,
  point,
  size = 'row',
  label,
  band = true,
  said: text = null,
}: OfPoint): ReactElement | null {
  const reading = useReading(tag);
  const words = useWords();
  const alarm = useAlarmsOf('tag', tag)[0];
  const normal = useMemo(() => normalText(point, words), [point, words]);
  if (!reading) return null;
  const said = describeReading(point, reading, words, text);
  const layout = band && point.normal ? layOutBand(reading.value, point.normal, point.range) : undefined;
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
}

function normalText({ normal, decimals, unit }: PointState, { t }: Words): string {
  if (!normal) return '';
  const [low, high] = [formatQuantity(normal[0], decimals, unit), formatQuantity(normal[1], decimals, unit)];
  return t('value.normal', { low, high });
}
