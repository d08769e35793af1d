import type { ReactElement } from 'react';
import type { WireAlarm } from '../../../data/alarm-api.ts';
import { isUnacknowledged } from '../../../data/alarm-store.ts';
import { useResponseCard } from '../../../data/hooks/use-alarm-work.ts';
import { useNow } from '../../../data/hooks/use-site.ts';
import { formatElapsed } from '../../../format/duration.ts';
import { useWords } from '../../../i18n/use-words.ts';
import css from './time-to-respond.module.css';

/** How long there is left to do something, counted from when people were told; nothing once somebody has it in hand. */
export function TimeToRespond({ alarm }: { readonly alarm: WireAlarm }): ReactElement | null {
  const allowed = useResponseCard(alarm.id).data?.timeToRespondMs ?? null;
  const now = useNow();
  const { t } = useWords();
  if (allowed === null || !isUnacknowledged(alarm)) return null;
  const leftMs = Date.parse(alarm.annunciatedAt ?? alarm.activeAt) + allowed - now;
  const isOver = leftMs < 0;
  return (
    <p className={css.left} data-over={isOver}>
      {t(isOver ? 'card.over' : 'card.left', { time: formatElapsed(Math.abs(leftMs)) })}
    </p>
  );
}
