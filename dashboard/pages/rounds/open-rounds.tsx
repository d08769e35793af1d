import type { ReactElement } from 'react';
import { codeOf } from '../../data/api-error.ts';
import { useOpenRounds } from '../../data/hooks/use-rounds.ts';
import { useWords } from '../../i18n/use-words.ts';
import { RoundCards } from '../../panels/round-list/round-cards.tsx';
import { Loading, Notice } from '../../ui/notice.tsx';

/** Rounds that may be walked now, soonest end first. */
export function OpenRounds(): ReactElement {
  const rounds = useOpenRounds();
  const { t } = useWords();
  if (rounds.error && !rounds.data) {
    return (
      <Notice
        title={t('error.title')}
        code={t('error.code', { code: codeOf(rounds.error) })}
        retry={{ label: t('error.retry'), act: () => void rounds.refetch() }}
      />
    );
  }
  if (!rounds.data) return <Loading label={t('signIn.loading')} />;
  if (rounds.data.length === 0) return <Notice title={t('rounds.none')} hint={t('rounds.noneHint')} />;
  return <RoundCards rounds={rounds.data} />;
}
