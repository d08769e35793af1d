import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import type { RoundFinding } from '../../../gateway/domain/duty/rounds/round.ts';
import { useNow, useSiteTime } from '../../data/hooks/use-site.ts';
import { useWords } from '../../i18n/use-words.ts';
import { usePersonName } from '../../panels/live/use-person-name.ts';
import { Section } from '../../ui/section.tsx';
import css from './rounds.module.css';

/** What was found on this round, with its work order and what became of it. */
export function RoundFindings({ findings }: { readonly findings: readonly RoundFinding[] }): ReactElement | null {
  const { t } = useWords();
  const standing = findings.filter(({ isWithdrawn }) => !isWithdrawn);
  if (standing.length === 0) return null;
  return (
    <Section title={t('rounds.findings')}>
      <ul>
        {standing.map((finding) => (
          <Finding key={finding.id} finding={finding} />
        ))}
      </ul>
    </Section>
  );
}

function Finding({ finding }: { readonly finding: RoundFinding }): ReactElement {
  const time = useSiteTime();
  const now = useNow();
  const personName = usePersonName();
  const { t, text } = useWords();
  const { title, note, order, needsOrder, mendedAt, isRepeat, rechecks } = finding;
  return (
    <li className={css.line}>
      <span className={css.note}>
        × {text(title)}: {note}
      </span>
      {order !== null && (
        <Link to="/work-orders/$id" params={{ id: String(order) }}>
          {t('rounds.order', { id: order })}
        </Link>
      )}
      {order === null && needsOrder && <span className="quiet">{t('rounds.noOrder')}</span>}
      {isRepeat && <span className={css.tag}>{t('rounds.repeat')}</span>}
      {mendedAt !== null && <span className={css.tag}>{t('rounds.toRecheck')}</span>}
      {rechecks.map(({ at, by, result }) => (
        <span key={at} className="quiet">
          {result === 'ok' ? '√' : '×'} {personName(by)} {time.brief(at, now)}
        </span>
      ))}
    </li>
  );
}
