import type { ReactElement } from 'react';
import { useNow, useSiteTime } from '../../data/hooks/use-site.ts';
import type { WireOrder } from '../../data/order-api.ts';
import { useWords } from '../../i18n/use-words.ts';
import { usePersonName } from '../../panels/live/use-person-name.ts';
import { Section } from '../../ui/section.tsx';

const SCORES = ['s1', 's2', 's3', 's4', 's5'] as const;

/** Who looked at the work, and what those who wanted it say. */
export function CallBackSection({ order }: { readonly order: WireOrder }): ReactElement | null {
  const time = useSiteTime();
  const now = useNow();
  const personName = usePersonName();
  const { t } = useWords();
  const { callBack, verifiedAt, verifiedBy } = order;
  if (!callBack && !verifiedAt) return null;
  const at = (iso: string): string => time.brief(Date.parse(iso), now);
  const score = callBack?.score ? SCORES[callBack.score - 1] : undefined;
  return (
    <Section title={t('orderPart.callBack')}>
      {verifiedAt && verifiedBy && (
        <p>{t('orderPart.verified', { name: personName(verifiedBy), at: at(verifiedAt) })}</p>
      )}
      {callBack && callBack.answeredAt === null && <p>{t('orderPart.callBackDue', { at: at(callBack.dueAt) })}</p>}
      {callBack?.answeredAt && (
        <p>
          <strong>{t(callBack.isSolved ? 'orderPart.solved' : 'orderPart.unsolved')}</strong>
          {score && ` · ${t(`orderForm.scores.${score}`)}`}
          {callBack.person && ` · ${callBack.person}`}
          {callBack.method && ` · ${t(`orderForm.callMethod.${callBack.method}`)}`}
          <span className="quiet">
            {' '}
            {callBack.by && personName(callBack.by)} {at(callBack.answeredAt)}
          </span>
        </p>
      )}
      {callBack?.comment && <p>{callBack.comment}</p>}
    </Section>
  );
}
