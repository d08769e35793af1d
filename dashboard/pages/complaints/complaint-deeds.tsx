import { Button } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import type { ComplaintDeed, WireComplaint } from '../../data/complaint-api.ts';
import { useDeed } from '../../data/hooks/use-paper.ts';
import { useMay, useSession } from '../../data/hooks/use-session.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Refusal } from '../../panels/form-dialog/refusal.tsx';
import css from '../../panels/paper/paper.module.css';
import { WordsDialog } from '../../panels/paper/words-dialog.tsx';
import { AnswerDialog } from './answer-dialog.tsx';
import { ChoiceDialog } from './choice-dialog.tsx';
import { type ComplaintOffer, offeredDeeds } from './offered.ts';

/** What can be done with a complaint now; the next step is the main one. */
export function ComplaintDeeds({ complaint }: { readonly complaint: WireComplaint }): ReactElement | null {
  const [asked, setAsked] = useState<ComplaintOffer>();
  const deed = useDeed('complaint', (api, wish: ComplaintDeed) => api.doComplaint(complaint.id, wish));
  const username = useSession()?.user.username;
  const offers = offeredDeeds(complaint, {
    ...{ username, mayWrite: useMay('record:write'), mayReview: useMay('record:review') },
    mayOrder: useMay('work-order:create'),
  });
  const { t } = useWords();
  const close = () => setAsked(undefined);
  const send = (wish: ComplaintDeed) => deed.mutate(wish, { onSuccess: close });
  function choose(offer: ComplaintOffer): void {
    if (offer === 'take') send({ deed: 'assign', body: { assignee: username ?? '' } });
    else if (offer === 'order') send({ deed: 'order', body: {} });
    else setAsked(offer);
  }
  if (offers.length === 0) return null;
  return (
    <div className={css.deeds}>
      {offers.map((offer, index) => (
        <Button
          key={offer}
          variant={index === 0 ? 'filled' : 'default'}
          loading={deed.isPending}
          onClick={() => choose(offer)}
        >
          {t(`complaints.${offer}`)}
        </Button>
      ))}
      {deed.error && asked === undefined && <Refusal error={deed.error} />}
      {asked && <Asked asked={asked} pending={deed.isPending} error={deed.error} onSend={send} onClose={close} />}
    </div>
  );
}

interface AskedProps {
  readonly asked: ComplaintOffer;
  readonly pending: boolean;
  readonly error: Error | null;
  readonly onSend: (wish: ComplaintDeed) => void;
  readonly onClose: () => void;
}

function Asked({ asked, onSend, ...common }: AskedProps): ReactElement | null {
  const { t } = useWords();
  const named = { ...common, title: t(`complaints.${asked}`), submit: t(`complaints.${asked}`) };
  switch (asked) {
    case 'answer':
      return <AnswerDialog {...common} onSend={(body) => onSend({ deed: 'answer', body })} />;
    case 'callBack':
      return (
        <ChoiceDialog
          {...named}
          label={t('complaints.callBackTitle')}
          choices={(['satisfied', 'fairly', 'not'] as const).map((one) => [one, t(`complaints.satisfaction.${one}`)])}
          isOptional
          onSend={(satisfaction, words) => onSend({ deed: 'call-back', body: { satisfaction, words } })}
        />
      );
    case 'judge':
      return (
        <ChoiceDialog
          {...named}
          label={t('complaints.judgeTitle')}
          choices={(['valid', 'notValid'] as const).map((one) => [one, t(`complaints.${one}`)])}
          onSend={(choice, reason) => onSend({ deed: 'judge', body: { isValid: choice === 'valid', reason } })}
        />
      );
    case 'decide':
      return (
        <WordsDialog
          {...named}
          label={t('complaints.decideTitle')}
          onSend={(words) => onSend({ deed: 'decide', body: { words } })}
        />
      );
    case 'withdraw':
      return (
        <WordsDialog
          {...named}
          label={t('paper.reason')}
          onSend={(reason) => onSend({ deed: 'withdraw', body: { reason } })}
        />
      );
    case 'addNote':
      return (
        <WordsDialog {...named} label={t('paper.note')} onSend={(note) => onSend({ deed: 'note', body: { note } })} />
      );
    case 'take':
    case 'order':
      return null;
  }
}
