import { Button } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import type { WireAlarm } from '../../../data/alarm-api.ts';
import { useAlarmDeed, useAlarmEvents, useResponseCard } from '../../../data/hooks/use-alarm-work.ts';
import { useMay } from '../../../data/hooks/use-session.ts';
import { useLink } from '../../../data/hooks/use-site.ts';
import { useWords } from '../../../i18n/use-words.ts';
import { Refusal } from '../../form-dialog/refusal.tsx';
import css from './deeds.module.css';
import { NoteDialog } from './note-dialog.tsx';
import { type AskedDeed, offeredDeeds, type PlainDeed } from './offered-deeds.ts';
import { ServiceDialog } from './service-dialog.tsx';
import { ShelveDialog } from './shelve-dialog.tsx';

/** What else can be done with an alarm besides acknowledging it; only what the person may do and what its state allows. */
export function Deeds({ alarm }: { readonly alarm: WireAlarm }): ReactElement | null {
  const deed = useAlarmDeed(alarm.id);
  const [asked, setAsked] = useState<AskedDeed>();
  const linkUp = useLink().state === 'live';
  const offered = useOffered(alarm);
  const { t } = useWords();
  const common = { variant: 'default', size: 'sm', disabled: !linkUp } as const;
  if (offered.length === 0) return null;
  return (
    <div className={css.deeds}>
      {offered.map((what) =>
        isAsked(what) ? (
          <Button key={what} {...common} onClick={() => setAsked(what)}>
            {t(`deed.ask.${what}`)}
          </Button>
        ) : (
          <Button
            key={what}
            {...common}
            loading={deed.isPending && deed.variables?.what === what}
            onClick={() => deed.mutate({ what })}
          >
            {t(`deed.${what}`)}
          </Button>
        ),
      )}
      {deed.error && <Refusal error={deed.error} />}
      {asked && <Asking what={asked} alarm={alarm} onClose={() => setAsked(undefined)} />}
    </div>
  );
}

const isAsked = (what: PlainDeed | AskedDeed): what is AskedDeed =>
  what === 'shelve' || what === 'service' || what === 'comment';

interface AskingProps {
  readonly what: AskedDeed;
  readonly alarm: WireAlarm;
  readonly onClose: () => void;
}

function Asking({ what, alarm, onClose }: AskingProps): ReactElement {
  switch (what) {
    case 'shelve':
      return <ShelveDialog alarm={alarm} onClose={onClose} />;
    case 'service':
      return <ServiceDialog alarm={alarm} onClose={onClose} />;
    case 'comment':
      return <CommentDialog alarm={alarm} onClose={onClose} />;
  }
}

function CommentDialog({ alarm, onClose }: Omit<AskingProps, 'what'>): ReactElement {
  const deed = useAlarmDeed(alarm.id);
  const { t } = useWords();
  return (
    <NoteDialog
      title={t('deed.commentTitle')}
      label={t('deed.comment')}
      submit={t('deed.save')}
      pending={deed.isPending}
      error={deed.error}
      onNote={(note) => deed.mutate({ what: 'comment', note }, { onSuccess: onClose })}
      onClose={onClose}
    />
  );
}

function useOffered(alarm: WireAlarm) {
  const rules = useResponseCard(alarm.id).data?.rules;
  const events = useAlarmEvents(alarm).data ?? [];
  const may = {
    acknowledge: useMay('alarm:acknowledge'),
    shelve: useMay('alarm:shelve'),
    service: useMay('alarm:service'),
  };
  const isConfirmed = events.some(({ type, occurrence }) => type === 'confirmed' && occurrence === alarm.occurrence);
  return offeredDeeds({ alarm, may, rules, isConfirmed });
}
