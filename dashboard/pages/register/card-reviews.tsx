import { Button } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import { useCardDeed } from '../../data/hooks/use-register.ts';
import { useMay } from '../../data/hooks/use-session.ts';
import { useNow, useSiteTime } from '../../data/hooks/use-site.ts';
import type { WireCard } from '../../data/register-api.ts';
import { useWords } from '../../i18n/use-words.ts';
import { FormDialog } from '../../panels/form-dialog/form-dialog.tsx';
import { textOf } from '../../panels/form-dialog/read-text.ts';
import { usePersonName } from '../../panels/live/use-person-name.ts';
import { TextAreaField } from '../../ui/fields.tsx';
import { Section } from '../../ui/section.tsx';
import { monthAway } from './month-away.ts';
import css from './register.module.css';
import { RetireButton } from './retire-button.tsx';

/** Which months of the history somebody has looked through; the month before is the one that waits. */
export function CardReviews({ card }: { readonly card: WireCard }): ReactElement {
  const month = monthAway(useSiteTime().month(useNow()), -1);
  const [isAsking, setAsking] = useState(false);
  const personName = usePersonName();
  const may = useMay('record:review');
  const { t } = useWords();
  const waits = may && !card.reviews.some((review) => review.month === month);
  return (
    <Section title={t('cardPart.reviews')}>
      {card.reviews.length === 0 && <p className="quiet">{t('cardPart.noReviews')}</p>}
      <ul>
        {[...card.reviews].reverse().map((review) => (
          <li key={review.month}>
            √ {t('cardPart.reviewed', { month: review.month, name: personName(review.by) })}
            {review.remark && <span className="label"> · {review.remark}</span>}
          </li>
        ))}
      </ul>
      <div className={css.deeds}>
        {waits && (
          <Button variant="default" size="sm" className={css.noPrint} onClick={() => setAsking(true)}>
            {t('cardPart.review', { month })}
          </Button>
        )}
        {may && card.state === 'open' && <RetireButton card={card} />}
      </div>
      {isAsking && <ReviewDialog card={card} month={month} onClose={() => setAsking(false)} />}
    </Section>
  );
}

interface ReviewDialogProps {
  readonly card: WireCard;
  readonly month: string;
  readonly onClose: () => void;
}

function ReviewDialog({ card, month, onClose }: ReviewDialogProps): ReactElement {
  const deed = useCardDeed(card.id);
  const { t } = useWords();
  const send = (form: FormData): void => {
    const remark = textOf(form, 'remark') || null;
    deed.mutate({ deed: 'review', body: { month, remark } }, { onSuccess: onClose });
  };
  return (
    <FormDialog
      title={t('cardPart.review', { month })}
      submit={t('deed.save')}
      pending={deed.isPending}
      error={deed.error}
      onSubmit={send}
      onClose={onClose}
    >
      <TextAreaField name="remark" label={t('cardPart.remark')} />
    </FormDialog>
  );
}
