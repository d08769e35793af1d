import type { ReactElement } from 'react';
import type { WireComplaint } from '../../data/complaint-api.ts';
import { useNow } from '../../data/hooks/use-site.ts';
import { formatAge } from '../../format/duration.ts';
import { useWords } from '../../i18n/use-words.ts';

/** How long yet until the answer, or the call-back; what it became where it is over. */
export function ComplaintClock({ complaint }: { readonly complaint: WireComplaint }): ReactElement {
  const now = useNow();
  const { t } = useWords();
  const { state, dueAt } = complaint;
  if (state !== 'open' || dueAt === null) return <>{t(`paper.state.${state}`)}</>;
  const leftMs = Date.parse(dueAt) - now;
  const isLate = leftMs < 0;
  const words = t(isLate ? 'complaints.late' : 'complaints.left', { time: formatAge(Math.abs(leftMs)) });
  return isLate ? <strong>! {words}</strong> : <span>{words}</span>;
}
