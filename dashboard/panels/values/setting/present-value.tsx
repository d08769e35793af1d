import type { ReactElement } from 'react';
import type { PointState } from '../../../../gateway/contract/resources.ts';
import { useReading } from '../../../data/hooks/use-reading.ts';
import { useNow } from '../../../data/hooks/use-site.ts';
import { formatAge } from '../../../format/duration.ts';
import { useWords } from '../../../i18n/use-words.ts';
import { Readout } from '../../../ui/readout.tsx';
import { describeReading } from '../../live/describe-reading.ts';

/** The live value of the point that is to be set, with its quality and age always written out. */
export function PresentValue({ point }: { readonly point: PointState }): ReactElement | null {
  const reading = useReading(point.tag);
  const now = useNow();
  const words = useWords();
  if (!reading) return null;
  const said = describeReading(point, reading, words);
  const age = reading.sourceTime === null ? undefined : formatAge(now - reading.sourceTime);
  const isGood = reading.standing === 'good' && age !== undefined;
  return (
    <Readout
      {...said}
      label={words.t('write.present')}
      standing={reading.standing}
      size="key"
      age={isGood ? words.t('write.goodNow', { age }) : said.age}
    />
  );
}
