import type { ReactElement } from 'react';
import { useEquipmentCard } from '../../data/hooks/use-register.ts';
import { useNow, useSiteTime } from '../../data/hooks/use-site.ts';
import type { WireCard } from '../../data/register-api.ts';
import { useWords } from '../../i18n/use-words.ts';
import { usePersonName } from '../../panels/live/use-person-name.ts';
import { Section } from '../../ui/section.tsx';
import css from './register.module.css';

const TYPES = [
  ...([
    'opened',
    'filled',
    'corrected',
    'document-added',
    'document-withdrawn',
    'entry',
    'reviewed',
    'retired',
  ] as const),
];

/** Every change of the card: who, when, what was said. None is ever changed itself. */
export function CardEvents({ card }: { readonly card: WireCard }): ReactElement {
  const events = useEquipmentCard(card.id).data?.events ?? [];
  const time = useSiteTime();
  const now = useNow();
  const personName = usePersonName();
  const { t } = useWords();
  return (
    <Section title={t('cardPart.events')} className={css.noPrint}>
      <ol>
        {[...events].reverse().map(({ seq, at, actor, type, note }) => {
          const known = TYPES.find((one) => one === type);
          return (
            <li key={seq} className={css.line}>
              <span className="quiet">{time.stamp(Date.parse(at), now)}</span>
              <span>{known ? t(`cardEvent.${known}`) : type}</span>
              <span>
                {personName(actor)}
                {note && <span className="label"> · {note}</span>}
              </span>
            </li>
          );
        })}
      </ol>
    </Section>
  );
}
