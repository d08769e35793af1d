import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useDuty } from '../../data/hooks/use-duty.ts';
import { useOpenRounds } from '../../data/hooks/use-rounds.ts';
import { useMay, useSession } from '../../data/hooks/use-session.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Loading } from '../../ui/notice.tsx';
import { Section } from '../../ui/section.tsx';
import { RoundCards } from './round-cards.tsx';

/** For the home of a phone: rounds that this person is to walk now, by the duty it has; those of no duty are everybody's. */
export function OwnRounds(): ReactElement | null {
  const me = useSession()?.user.username;
  const rotations = useDuty().data?.rotations ?? [];
  const query = useOpenRounds();
  const may = useMay('record:write');
  const { t } = useWords();
  const own = new Set(
    rotations.filter(({ people }) => people.some(({ person }) => person === me)).map(({ rotation }) => rotation),
  );
  const mine = query.data?.filter(({ rotation }) => rotation === null || own.has(rotation));
  if (!may) return null;
  return (
    <Section
      title={t('rounds.title')}
      aside={
        <Link to="/rounds" search={{ view: 'now' }}>
          {t('rounds.all')}
        </Link>
      }
    >
      {query.isPending && <Loading label={t('signIn.loading')} rows={2} />}
      {mine?.length === 0 && <p className="quiet">{t('rounds.none')}</p>}
      {mine && mine.length > 0 && <RoundCards rounds={mine} />}
    </Section>
  );
}
