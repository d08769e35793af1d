import { isAnswered, type RoundRecord } from '../../domain/duty/rounds/round-step.ts';
import type { Target } from '../../domain/on-call.ts';
import type { LocalText } from '../../domain/text.ts';
import type { DutyNotice } from '../../ports/duty-notices.ts';

export interface RoundTelling {
  /** A moment as the site writes it. */
  readonly textOf: (at: number) => string;
  readonly to: readonly Target[];
  readonly at: number;
}

/** A round has not been finished when it should have been; it can still be walked. */
export function roundLate({ key, at: begins, body }: RoundRecord, { textOf, to, at }: RoundTelling): DutyNotice {
  const left = body.stops.filter((stop) => !isAnswered(stop)).length;
  const [from, until] = [textOf(begins), textOf(body.closesAt)];
  return noticeOf(
    'ROUND_LATE',
    'P4',
    { key, to, at },
    {
      en: `The round "${body.title.en}" of ${from} is late: ${left} of ${body.stops.length} places are not looked at. It can be walked until ${until}.`,
      zh: `巡检“${body.title.zh}”（${from}）超时未完成：${body.stops.length} 处中 ${left} 处未巡，${until} 前可补巡。`,
    },
  );
}

/** The time of a round is over and places were not looked at. */
export function roundMissed({ key, at: begins, body }: RoundRecord, { textOf, to, at }: RoundTelling): DutyNotice {
  const left = body.stops.filter((stop) => !isAnswered(stop));
  const names = (language: 'en' | 'zh'): string =>
    left
      .slice(0, MOST_NAMES)
      .map(({ title }) => title[language])
      .join(', ');
  const [from, more] = [textOf(begins), left.length > MOST_NAMES ? ' …' : ''];
  return noticeOf(
    'ROUND_MISSED',
    'P3',
    { key, to, at },
    {
      en: `The round "${body.title.en}" of ${from} was missed: ${left.length} of ${body.stops.length} places (${names('en')}${more}).`,
      zh: `漏检：巡检“${body.title.zh}”（${from}）${body.stops.length} 处中 ${left.length} 处未巡（${names('zh')}${more}）。`,
    },
  );
}

/** The others are on the page of the round. */
const MOST_NAMES = 5;

function noticeOf(
  code: 'ROUND_LATE' | 'ROUND_MISSED',
  priority: DutyNotice['priority'],
  { key, to, at }: { readonly key: string; readonly to: readonly Target[]; readonly at: number },
  text: LocalText,
): DutyNotice {
  return { code, priority, key, at, text, ...(to.length > 0 && { to }) };
}
