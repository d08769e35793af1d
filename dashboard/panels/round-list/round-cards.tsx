import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useNow, useSiteTime } from '../../data/hooks/use-site.ts';
import type { RoundBrief } from '../../data/round-api.ts';
import { formatElapsed } from '../../format/duration.ts';
import { useWords } from '../../i18n/use-words.ts';
import css from './round-list.module.css';

/** Rounds to be walked: when, how far, until when. */
export function RoundCards({ rounds }: { readonly rounds: readonly RoundBrief[] }): ReactElement {
  return (
    <div className={css.cards}>
      {rounds.map((round) => (
        <RoundCard key={round.id} round={round} />
      ))}
    </div>
  );
}

function RoundCard({ round }: { readonly round: RoundBrief }): ReactElement {
  const time = useSiteTime();
  const now = useNow();
  const { t, text } = useWords();
  const { stops, lateAt, closesAt } = round;
  return (
    <Link to="/rounds/$id" params={{ id: String(round.id) }} search={{}} className={css.card} data-late={now > lateAt}>
      <span className={css.name}>{text(round.title)}</span>
      <span>{t('rounds.window', { from: time.brief(round.at, now), to: time.brief(closesAt, now) })}</span>
      <span>
        {t('rounds.stopsDone', { done: stops.all - stops.open, all: stops.all })}
        {' · '}
        {now > lateAt ? t('rounds.stopState.late') : t('rounds.lateFrom', { at: time.brief(lateAt, now) })}
      </span>
      <span className="quiet">{t('rounds.endsIn', { time: formatElapsed(closesAt - now) })}</span>
    </Link>
  );
}
