import type { PointState } from '../../../gateway/contract/resources.ts';
import type { Reading } from '../../data/point-store.ts';
import { formatAge } from '../../format/duration.ts';
import { MISSING } from '../../format/number.ts';
import { pointText, unitOf } from '../../format/point-text.ts';
import type { Words } from '../../i18n/use-words.ts';

export interface ReadingWords {
  readonly value: string;
  readonly unit: string;
  /** Tag of a value that is not good. */
  readonly tag: string | undefined;
  readonly tagDetail: string | undefined;
  readonly age: string | undefined;
  /** "name, value, unit, quality, age", for those who hear the screen. */
  readonly name: string;
}

/** Everything a readout says about a reading, in the language of the person. `said`: the words of a point of kind text. */
export function describeReading(
  point: PointState,
  reading: Reading,
  words: Words,
  said: string | null = null,
): ReadingWords {
  const { t, text, language } = words;
  const isText = point.kind === 'text';
  const value = isText ? textOf(reading, said) : pointText(point, reading.value, language);
  const age = reading.ageSeconds === null ? undefined : formatAge(reading.ageSeconds * 1000);
  const quality = t(`standing.${reading.standing}`);
  const reason = reasonOf(reading.reason, words);
  const spoken = [
    text(point.title),
    value === MISSING ? t('value.none') : value,
    unitOf(point),
    reading.standing === 'bad' ? `${quality} (${reason})` : quality,
    age ? t('value.age', { age }) : '',
  ];
  return {
    value,
    unit: unitOf(point),
    tag: reading.standing === 'good' ? undefined : t(`tag.${reading.standing}`),
    tagDetail: tagDetail(reading, age, reason),
    age: reading.standing === 'good' || reading.standing === 'uncertain' ? shownAge(reading, age, words) : undefined,
    name: spoken.filter((part) => part !== '').join(', '),
  };
}

/** What was read by hand says so: its age is not a fault. */
function shownAge({ reason }: Reading, age: string | undefined, { t }: Words): string | undefined {
  return age !== undefined && reason === 'good-manual' ? t('value.byHand', { age }) : age;
}

const textOf = (reading: Reading, said: string | null): string =>
  reading.standing === 'bad' || said === null || said === '' ? MISSING : said;

function tagDetail(reading: Reading, age: string | undefined, reason: string): string | undefined {
  switch (reading.standing) {
    case 'good':
      return undefined;
    case 'stale':
      return age;
    case 'uncertain':
    case 'bad':
      return reason;
  }
}

/** The words for a quality code; a code without words is shown as it is. */
export function reasonOf(code: string, { t }: Words): string {
  return t(`reason.${code}` as 'reason.good', { defaultValue: code });
}
