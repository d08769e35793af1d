import type { ReactElement } from 'react';
import { codeOf } from '../../data/api-error.ts';
import { useDuty } from '../../data/hooks/use-duty.ts';
import { useNow, useSiteTime } from '../../data/hooks/use-site.ts';
import type { WireDuty } from '../../data/on-call-api.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Loading, Notice } from '../../ui/notice.tsx';
import { PersonName } from '../../ui/person-name.tsx';
import { Section } from '../../ui/section.tsx';
import css from './on-call-page.module.css';

type Rotation = WireDuty['rotations'][number];
type Turn = Rotation['people'][number];

/** Who has each duty at this moment, until when, and who is next. */
export function DutyNow(): ReactElement {
  const duty = useDuty();
  const { t } = useWords();
  return (
    <Section title={t('duty.now')}>
      {duty.isPending && <Loading label={t('signIn.loading')} rows={2} />}
      {duty.error && (
        <Notice
          title={t('error.title')}
          code={t('error.code', { code: codeOf(duty.error) })}
          retry={{ label: t('error.retry'), act: () => void duty.refetch() }}
        />
      )}
      {duty.data?.rotations.length === 0 && <Notice title={t('duty.noRotations')} />}
      <div className={css.now}>
        {duty.data?.rotations.map((rotation) => (
          <RotationCard key={rotation.rotation} rotation={rotation} />
        ))}
      </div>
    </Section>
  );
}

function RotationCard({ rotation }: { readonly rotation: Rotation }): ReactElement {
  const time = useSiteTime();
  const now = useNow();
  const { t, text } = useWords();
  const { people, next } = rotation;
  return (
    <article className={css.rotation} data-nobody={people.length === 0}>
      <h3 className="label">{text(rotation.title)}</h3>
      {people.length === 0 && <p className={css.person}>! {t('duty.nobody')}</p>}
      {people.map((turn) => (
        <div key={`${turn.person} ${turn.startsAt}`}>
          <p className={css.person}>
            <PersonName>{turn.name}</PersonName>
          </p>
          <p className="quiet">
            {t('duty.until', { at: time.brief(Date.parse(turn.endsAt), now) })}
            <Because turn={turn} />
          </p>
        </div>
      ))}
      {next && (
        <p className="quiet">
          {t('duty.next')} <PersonName>{next.name}</PersonName>{' '}
          {t('duty.from', { at: time.brief(Date.parse(next.startsAt), now) })}
        </p>
      )}
    </article>
  );
}

/** Where it is not simply that person's turn. */
function Because({ turn }: { readonly turn: Turn }): ReactElement | null {
  const { t } = useWords();
  return turn.because === 'turn' ? null : <> · {t(`duty.because.${turn.because}`)}</>;
}
