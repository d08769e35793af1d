import { Button } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import { useMay, useSession } from '../../data/hooks/use-session.ts';
import { useShiftDeed } from '../../data/hooks/use-shifts.ts';
import { useNow, useSiteTime } from '../../data/hooks/use-site.ts';
import type { WireShift } from '../../data/shift-api.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Refusal } from '../../panels/form-dialog/refusal.tsx';
import { usePersonName } from '../../panels/live/use-person-name.ts';
import { PersonName } from '../../ui/person-name.tsx';
import css from './duty-page.module.css';
import { LeaveDialog } from './leave-dialog.tsx';

type Presence = WireShift['body']['presence'][number];

/** Who was planned and where everybody is; one's own marks below, for the thumb. */
export function PresenceList({ shift }: { readonly shift: WireShift }): ReactElement {
  const { people, presence } = shift.body;
  const { t } = useWords();
  const absent = people.filter(({ person }) => presence.every((one) => one.person !== person));
  return (
    <>
      <ul className={css.people}>
        {people.length === 0 && presence.length === 0 && <li>! {t('shifts.nobody')}</li>}
        {presence.map((one) => (
          <PresenceLine key={one.person} presence={one} />
        ))}
        {absent.map(({ person, name, startsAt }) => (
          <li key={`${person} ${startsAt}`}>
            <PersonName>{name}</PersonName> <span className="quiet">{t('shifts.notCome')}</span>
          </li>
        ))}
      </ul>
      <OwnMarks shift={shift} />
    </>
  );
}

function PresenceLine({ presence }: { readonly presence: Presence }): ReactElement {
  const time = useSiteTime();
  const now = useNow();
  const personName = usePersonName();
  const { t } = useWords();
  const { name, state, since, place, agreedBy, backUntil, isStandIn } = presence;
  const where = { here: t('shifts.here'), away: t('shifts.away', { place: place ?? '' }), left: t('shifts.left') }[
    state
  ];
  const told = agreedBy ? t('shifts.agreedBy', { name: personName(agreedBy) }) : t('shifts.roomEmpty');
  const parts = [
    ...(isStandIn ? [t('shifts.standIn')] : []),
    t('shifts.since', { at: time.brief(Date.parse(since), now) }),
    ...(state === 'away' ? [told] : []),
    ...(backUntil ? [t('shifts.back', { at: time.brief(Date.parse(backUntil), now) })] : []),
  ];
  return (
    <li data-state={state}>
      <PersonName>{name}</PersonName> <strong className={css.where}>{where}</strong>{' '}
      <span className="quiet">{parts.join(' · ')}</span>
    </li>
  );
}

function OwnMarks({ shift }: { readonly shift: WireShift }): ReactElement | null {
  const deed = useShiftDeed(shift.id);
  const mayWrite = useMay('record:write');
  const me = useSession()?.user.username;
  const [isLeaving, setLeaving] = useState(false);
  const { t } = useWords();
  if (!mayWrite || me === undefined || shift.state !== 'open') return null;
  const state = shift.body.presence.find(({ person }) => person === me)?.state;
  return (
    <div className={css.marks}>
      {state !== 'here' && state !== 'away' && (
        <Button variant="default" h={48} loading={deed.isPending} onClick={() => deed.mutate({ what: 'arrive' })}>
          {t('shifts.arrive')}
        </Button>
      )}
      {state === 'here' && (
        <Button variant="default" h={48} onClick={() => setLeaving(true)}>
          {t('shifts.leave')}
        </Button>
      )}
      {state === 'away' && (
        <Button variant="default" h={48} loading={deed.isPending} onClick={() => deed.mutate({ what: 'back' })}>
          {t('shifts.comeBack')}
        </Button>
      )}
      {deed.error && <Refusal error={deed.error} />}
      {isLeaving && <LeaveDialog shift={shift} me={me} onClose={() => setLeaving(false)} />}
    </div>
  );
}
