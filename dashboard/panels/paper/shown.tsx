import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactElement, ReactNode } from 'react';
import { codeOf } from '../../data/api-error.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Loading, Notice } from '../../ui/notice.tsx';

export interface ShownProps<T> {
  readonly query: UseQueryResult<T>;
  /** What is said where there is no such paper. */
  readonly unknown?: string;
  readonly children: (data: T) => ReactNode;
}

/** What was asked for, or why it is not there: being loaded, failed, unknown. Once shown it stays while it is asked for again. */
export function Shown<T>({ query, unknown, children }: ShownProps<T>): ReactElement {
  const { t } = useWords();
  if (query.data !== undefined) return <>{children(query.data)}</>;
  if (!query.error) return <Loading label={t('signIn.loading')} />;
  const code = codeOf(query.error);
  return (
    <Notice
      title={code === 'RECORD_NOT_FOUND' && unknown ? unknown : t('error.title')}
      hint={t('error.offlineHint')}
      code={t('error.code', { code })}
      retry={{ label: t('error.retry'), act: () => void query.refetch() }}
    />
  );
}
