import type { ReactElement } from 'react';
import { useCoverage } from '../../data/hooks/use-duty.ts';
import { useNow, useSiteTime } from '../../data/hooks/use-site.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Section } from '../../ui/section.tsx';
import css from './on-call-page.module.css';

/** When nobody would answer in the next two weeks. */
export function CoverageSection(): ReactElement | null {
  const coverage = useCoverage().data;
  const time = useSiteTime();
  const now = useNow();
  const { t, text } = useWords();
  if (!coverage) return null;
  const until = time.brief(Date.parse(coverage.endsAt), now);
  if (coverage.gaps.length === 0) return <p className="label">{t('duty.covered', { at: until })}</p>;
  return (
    <Section title={t('duty.gaps')}>
      <ul>
        {coverage.gaps.map((gap) => (
          <li key={`${gap.rotation} ${gap.startsAt}`} className={css.gap}>
            ! {text(gap.title)}: {time.brief(Date.parse(gap.startsAt), now)} – {time.brief(Date.parse(gap.endsAt), now)}
          </li>
        ))}
      </ul>
    </Section>
  );
}
