import { Button } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import { useDeed, usePapers } from '../../data/hooks/use-paper.ts';
import { useMay } from '../../data/hooks/use-session.ts';
import { useNow } from '../../data/hooks/use-site.ts';
import type { OutageDeed, WireOutage } from '../../data/outage-api.ts';
import { formatAge } from '../../format/duration.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Refusal } from '../../panels/form-dialog/refusal.tsx';
import css from '../../panels/paper/paper.module.css';
import { WordsDialog } from '../../panels/paper/words-dialog.tsx';
import { ExtendDialog } from './extend-dialog.tsx';
import { OutageDialog } from './outage-dialog.tsx';

type Asked = 'change' | 'announce' | 'extend' | 'restore' | 'cancel';

/** What can be done with an outage now. */
export function OutageDeeds({ outage }: { readonly outage: WireOutage }): ReactElement | null {
  const [asked, setAsked] = useState<Asked>();
  const deed = useDeed('outage', (api, wish: OutageDeed) => api.doOutage(outage.id, wish));
  const offers = useOffers(outage);
  const { t } = useWords();
  const close = () => setAsked(undefined);
  const send = (wish: OutageDeed) => deed.mutate(wish, { onSuccess: close });
  if (outage.state !== 'open') return null;
  return (
    <div className={css.deeds}>
      {offers.asked.map((offer) => (
        <Button key={offer} variant={offer === offers.main ? 'filled' : 'default'} onClick={() => setAsked(offer)}>
          {t(`outages.${offer}`)}
        </Button>
      ))}
      {offers.said && (
        <Button variant="default" onClick={() => send({ deed: 'say', body: { what: offers.said ?? 'off' } })}>
          {t(offers.said === 'off' ? 'outages.sayOff' : 'outages.sayBack')}
        </Button>
      )}
      {deed.error && asked === undefined && <Refusal error={deed.error} />}
      {asked === 'change' && <OutageDialog outage={outage} onClose={close} />}
      {asked === 'extend' && <ExtendDialog outage={outage} onClose={close} />}
      {(asked === 'announce' || asked === 'restore' || asked === 'cancel') && (
        <Words
          asked={asked}
          outage={outage}
          pending={deed.isPending}
          error={deed.error}
          onSend={send}
          onClose={close}
        />
      )}
    </div>
  );
}

/** What this person may do with it as it stands; what has to be done next is the main one. */
function useOffers(outage: WireOutage): {
  readonly asked: readonly Asked[];
  readonly main: Asked;
  readonly said: 'off' | 'back' | undefined;
} {
  const [mayWrite, mayReview] = [useMay('record:write'), useMay('record:review')];
  const hasBegun = useNow() >= Date.parse(outage.startAt);
  const { announced, offAt, backAt } = outage;
  if (!announced) {
    const asked: readonly Asked[] = [
      ...(mayReview ? (['announce', 'cancel'] as const) : []),
      ...(mayWrite ? (['change'] as const) : []),
    ];
    return { asked, main: 'announce', said: undefined };
  }
  const own: readonly Asked[] = mayWrite && hasBegun ? ['restore'] : [];
  const review: readonly Asked[] = mayReview ? ['extend', ...(offAt === null ? (['cancel'] as const) : [])] : [];
  const said = offAt === null ? 'off' : backAt === null ? 'back' : undefined;
  return { asked: [...own, ...review], main: 'restore', said: mayWrite && hasBegun ? said : undefined };
}

interface WordsProps {
  readonly asked: 'announce' | 'restore' | 'cancel';
  readonly outage: WireOutage;
  readonly pending: boolean;
  readonly error: Error | null;
  readonly onSend: (wish: OutageDeed) => void;
  readonly onClose: () => void;
}

function Words({ asked, outage, pending, error, onSend, onClose }: WordsProps): ReactElement {
  const rules = usePapers('outage', ['rules'], (api) => api.outageRules()).data;
  const now = useNow();
  const { t } = useWords();
  const noticeMs = rules?.noticeMs ?? 0;
  const isShort = Date.parse(outage.startAt) - now < noticeMs;
  const common = { pending, error, onClose };
  switch (asked) {
    case 'announce':
      return (
        <WordsDialog
          {...common}
          title={t('outages.announceTitle')}
          submit={t('outages.announce')}
          label={t('paper.reason')}
          about={isShort ? t('outages.shortAbout', { time: formatAge(noticeMs) }) : t('outages.announceAbout')}
          isOptional={!isShort}
          onSend={(excuse) => onSend({ deed: 'announce', body: { excuse } })}
        />
      );
    case 'restore':
      return (
        <WordsDialog
          {...common}
          title={t('outages.restoreTitle')}
          submit={t('outages.restore')}
          label={t('outages.message')}
          value={t('outages.messageUsual')}
          onSend={(message) => onSend({ deed: 'restore', body: { message } })}
        />
      );
    case 'cancel':
      return (
        <WordsDialog
          {...common}
          title={t('outages.cancel')}
          submit={t('outages.cancel')}
          label={t('paper.reason')}
          onSend={(reason) => onSend({ deed: 'cancel', body: { reason } })}
        />
      );
  }
}
