import { Button } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import { useDeed } from '../../data/hooks/use-paper.ts';
import { useMay } from '../../data/hooks/use-session.ts';
import type { UseAnomalyDeed, WireUseAnomaly } from '../../data/use-anomaly-api.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Refusal } from '../../panels/form-dialog/refusal.tsx';
import css from '../../panels/paper/paper.module.css';
import { WordsDialog } from '../../panels/paper/words-dialog.tsx';

type Worded = 'explain' | 'act' | 'close' | 'dismiss';

/** What the person may do with an open case. */
export function AnomalyDeeds({ anomaly }: { readonly anomaly: WireUseAnomaly }): ReactElement {
  const [asked, setAsked] = useState<Worded>();
  const [mayWrite, mayReview, mayOrder] = [
    useMay('record:write'),
    useMay('record:review'),
    useMay('work-order:create'),
  ];
  const send = useDeed('use-anomaly', (api, wish: UseAnomalyDeed) => api.doUseAnomaly(anomaly.id, wish));
  const { t } = useWords();
  const offered: readonly Worded[] = [
    ...(mayWrite ? (['explain', 'act'] as const) : []),
    ...(mayReview && anomaly.cause !== null ? (['close'] as const) : []),
    ...(mayReview ? (['dismiss'] as const) : []),
  ];
  const say = (deed: Worded, words: string): void =>
    send.mutate(deed === 'dismiss' ? { deed, body: { reason: words } } : { deed, body: { text: words } }, {
      onSuccess: () => setAsked(undefined),
    });
  return (
    <div className={css.deeds}>
      {offered.map((deed) => (
        <Button key={deed} variant="default" size="sm" onClick={() => setAsked(deed)}>
          {t(`useAnomalies.deed.${deed}`)}
        </Button>
      ))}
      {mayOrder && anomaly.order === null && (
        <Button
          variant="default"
          size="sm"
          loading={send.isPending && asked === undefined}
          onClick={() => send.mutate({ deed: 'order', body: {} })}
        >
          {t('useAnomalies.deed.order')}
        </Button>
      )}
      {asked === undefined && send.error && <Refusal error={send.error} />}
      {asked && (
        <WordsDialog
          title={t(`useAnomalies.deed.${asked}`).replace(/…$/, '')}
          submit={t('deed.save')}
          label={t(`useAnomalies.label.${asked}`)}
          pending={send.isPending}
          error={send.error}
          onSend={(words) => say(asked, words)}
          onClose={() => setAsked(undefined)}
        />
      )}
    </div>
  );
}
