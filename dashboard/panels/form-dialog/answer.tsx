import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactElement, ReactNode } from 'react';
import { codeOf } from '../../data/api-error.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Loading, Notice } from '../../ui/notice.tsx';

export interface AnswerProps<T> {
  readonly query: UseQueryResult<T>;
  readonly children: (data: T) => ReactNode;
}

/** What was asked for, or in words why it is not there. What is shown stays while it is asked for again. */
export function Answer<T>({ query, children }: AnswerProps<T>): ReactElement {
  const { t } = useWords();
  const { data, error, refetch } = query;
  return (
    <>
      {error && (
        <Notice
          title={t('error.title')}
          code={t('error.code', { code: codeOf(error) })}
          retry={{ label: t('error.retry'), act: () => void refetch() }}
        />
      )}
      {data === undefined && !error && <Loading label={t('signIn.loading')} rows={6} />}
      {data !== undefined && children(data)}
    </>
  );
}
