import { Button } from '@mantine/core';
import { lazy, type ReactElement, Suspense, useState } from 'react';
import type { WireAlarm } from '../../data/alarm-api.ts';
import { isUnacknowledged } from '../../data/alarm-store.ts';
import { codeOf } from '../../data/api-error.ts';
import { useAcknowledge } from '../../data/hooks/use-alarm-work.ts';
import { useMay, useSession } from '../../data/hooks/use-session.ts';
import { useLink, usePlant, useSiteTime } from '../../data/hooks/use-site.ts';
import { useWords } from '../../i18n/use-words.ts';
import { usePersonName } from '../live/use-person-name.ts';
import css from './alarm-list.module.css';
import { useAlarmName } from './use-alarm-name.ts';

/** Few alarms ask for a note; the banner of every page has this button. */
const NoteDialog = lazy(async () => ({ default: (await import('./deeds/note-dialog.tsx')).NoteDialog }));

export interface AcknowledgeButtonProps {
  readonly alarm: WireAlarm;
  /** The one filled action of the view. */
  readonly main?: boolean;
  readonly tall?: boolean;
}

/** What the gateway says of an alarm that nobody may acknowledge without saying why. */
const NOTE_NEEDED = 'ALARM_NOTE_REQUIRED';

/** Acknowledges the occurrence on the screen. What came of it stands beside the button: a refusal, or who was first. */
export function AcknowledgeButton({ alarm, main = false, tall = false }: AcknowledgeButtonProps): ReactElement | null {
  const acknowledge = useAcknowledge();
  const [asksNote, setAsksNote] = useState(false);
  const may = useMay('alarm:acknowledge');
  const { t } = useWords();
  const code = acknowledge.error ? codeOf(acknowledge.error) : undefined;
  const byOther = useFirstOther(acknowledge.data);
  const waits = isUnacknowledged(alarm);
  const refusal = code === NOTE_NEEDED ? undefined : code;
  if (!waits && !byOther && !refusal) return null;
  const press = (): void =>
    acknowledge.mutate({ alarm }, { onError: (error) => setAsksNote(codeOf(error) === NOTE_NEEDED) });
  return (
    <span className={css.act} data-tall={tall}>
      {waits && may && <Press {...{ alarm, main, tall }} pending={acknowledge.isPending} onPress={press} />}
      <span role="status" className="quiet">
        {byOther}
        {refusal && t(`code.${refusal}` as 'code.INTERNAL', { defaultValue: refusal })}
      </span>
      <Suspense fallback={null}>
        {asksNote && <NoteFirst {...{ alarm, acknowledge }} onClose={() => setAsksNote(false)} />}
      </Suspense>
    </span>
  );
}

interface PressProps extends Required<AcknowledgeButtonProps> {
  readonly pending: boolean;
  readonly onPress: () => void;
}

function Press({ alarm, main, tall, pending, onPress }: PressProps): ReactElement {
  const linkUp = useLink().state === 'live';
  const { t, text } = useWords();
  return (
    <Button
      variant={main ? 'filled' : 'default'}
      size={tall ? 'lg' : 'xs'}
      fullWidth={tall}
      h={tall ? 60 : undefined}
      data-alarm-action={alarm.id}
      loading={pending}
      disabled={!linkUp}
      {...(tall ? {} : { 'aria-label': t('alarms.acknowledgeNamed', { what: text(alarm.title) }) })}
      onClick={onPress}
    >
      {t('alarms.acknowledge')}
      {tall && <OfEquipment id={alarm.equipment} />}
    </Button>
  );
}

interface NoteFirstProps {
  readonly alarm: WireAlarm;
  readonly acknowledge: ReturnType<typeof useAcknowledge>;
  readonly onClose: () => void;
}

/** Asks for the note without which the gateway does not take it. */
function NoteFirst({ alarm, acknowledge, onClose }: NoteFirstProps): ReactElement {
  const nameOf = useAlarmName();
  const { t } = useWords();
  const { error } = acknowledge;
  return (
    <NoteDialog
      title={t('deed.acknowledgeTitle', { what: nameOf(alarm) })}
      label={t('deed.acknowledgeNote')}
      submit={t('alarms.acknowledge')}
      pending={acknowledge.isPending}
      error={error && codeOf(error) !== NOTE_NEEDED ? error : null}
      onNote={(note) => acknowledge.mutate({ alarm, note }, { onSuccess: onClose })}
      onClose={onClose}
    />
  );
}

function OfEquipment({ id }: { readonly id: string }): ReactElement {
  const equipment = usePlant().equipmentById.get(id);
  const { text } = useWords();
  return <> · {equipment ? text(equipment.name) : id}</>;
}

/** Somebody else was first: who, and when. */
function useFirstOther(answer: WireAlarm | undefined): string | undefined {
  const me = useSession()?.user.username;
  const personName = usePersonName();
  const time = useSiteTime();
  const { t } = useWords();
  if (!answer?.acknowledgedBy || !answer.acknowledgedAt || answer.acknowledgedBy === me) return undefined;
  const at = time.minute(Date.parse(answer.acknowledgedAt));
  return t('alarms.already', { name: personName(answer.acknowledgedBy), at });
}
