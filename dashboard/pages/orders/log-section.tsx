import type { ReactElement } from 'react';
import { useNow, useSiteTime } from '../../data/hooks/use-site.ts';
import type { WireOrder } from '../../data/order-api.ts';
import { msOf } from '../../format/site-time.ts';
import { useWords } from '../../i18n/use-words.ts';
import { usePersonName } from '../../panels/live/use-person-name.ts';
import { Section } from '../../ui/section.tsx';
import css from './order-page.module.css';

type Entry = WireOrder['log'][number];

const HOLDS = ['parts', 'access', 'approval', 'third_party', 'weather', 'other'] as const;
const ARRIVALS = ['scan', 'nfc', 'gps', 'hand', 'start'] as const;
const REJECTS = ['duplicate', 'not_ours', 'no_fault', 'out_of_scope'] as const;

/** Everything that happened to the order, newest first. What a phone sent later shows both times. */
export function LogSection({ order }: { readonly order: WireOrder }): ReactElement {
  const time = useSiteTime();
  const now = useNow();
  const { t } = useWords();
  const personName = usePersonName();
  const reason = useReason();
  return (
    <Section title={t('orders.log')}>
      <ol>
        {order.log
          .map((entry, line) => ({ ...entry, line }))
          .reverse()
          .map((entry) => (
            <li key={entry.line} className={css.entry}>
              <span className="quiet">{time.stamp(msOf(entry.at), now)}</span>
              <span>
                {t(`orderStep.${entry.step}`)} · {personName(entry.actor)}
                {entry.reason && <span className="label"> · {reason(entry)}</span>}
                {entry.note && entry.note !== order.alarmId && <span className="label"> · {entry.note}</span>}
                {entry.deviceAt && (
                  <span className="quiet">
                    {' '}
                    · {t('orderUnsent.deviceAt')} {time.stamp(msOf(entry.deviceAt), now)}
                  </span>
                )}
              </span>
            </li>
          ))}
      </ol>
    </Section>
  );
}

/** Why, in words where it is one of ours; to whom it was given by his name. */
function useReason(): (entry: Entry) => string {
  const personName = usePersonName();
  const { t } = useWords();
  return ({ step, reason }) => {
    if (reason === null) return '';
    const hold = HOLDS.find((one) => one === reason);
    const reject = REJECTS.find((one) => one === reason);
    const arrival = ARRIVALS.find((one) => one === reason);
    if ((step === 'arrive' || step === 'start') && arrival) return t(`arrivalMethod.${arrival}`);
    if (step === 'assign') return personName(reason);
    if (step === 'call-back' && reason === 'solved') return t('orderPart.solved');
    if (step === 'call-back' && reason === 'unsolved') return t('orderPart.unsolved');
    if (step === 'hold' && hold) return t(`holdReason.${hold}`);
    if (step === 'reject' && reject) return t(`rejectReason.${reject}`);
    const [clock, percent] = reason.split(':');
    const promise = (['accept', 'arrive', 'resolve'] as const).find((one) => one === clock);
    if (!promise) return reason;
    return percent ? `${t(`orderClock.${promise}`)} ${percent} %` : t(`orderClock.${promise}`);
  };
}
