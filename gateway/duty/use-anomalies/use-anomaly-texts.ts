import type { UseFinding } from '../../domain/duty/use-anomalies/use-anomaly-steps.ts';
import type { DutyNotice } from '../../ports/duty-notices.ts';

/** Named one by one; the others are on the page. */
const MOST_NAMED = 5;
const SPANS = {
  day: { en: 'yesterday', zh: '昨日' },
  week: { en: 'last week', zh: '上周' },
  month: { en: 'last month', zh: '上月' },
} as const;

/** Meters that counted something else than usual, told together: the strangest first. */
export function oddUseNotice(findings: readonly UseFinding[], at: number): DutyNotice {
  const [{ span, startsAt }] = findings as readonly [UseFinding, ...UseFinding[]];
  const named = findings.slice(0, MOST_NAMED);
  const more = findings.length > MOST_NAMED ? ' …' : '';
  const figure = ({ meter, use, judgement }: UseFinding): string =>
    `${use.toFixed(meter.decimals)} (${judgement.usual.toFixed(meter.decimals)}) ${meter.unit}`;
  const list = (language: 'en' | 'zh'): string =>
    named.map((one) => `${one.meter.title[language]} ${figure(one)}`).join('; ') + more;
  return {
    ...{ code: 'USE_ODD', priority: 'P4', key: `use ${span} ${startsAt}`, at },
    text: {
      en: `Other use than usual ${SPANS[span].en} (usual in brackets): ${list('en')}`,
      zh: `${SPANS[span].zh}用量异常（括号内为往常）：${list('zh')}`,
    },
  };
}
