import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactElement, ReactNode } from 'react';
import { useWords } from '../../i18n/use-words.ts';
import { Answer } from '../../panels/form-dialog/answer.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Section } from '../../ui/section.tsx';
import { type Column, Table } from '../../ui/table.tsx';

export interface RegisterSectionProps<T> {
  readonly title: string;
  readonly query: UseQueryResult<T[]>;
  readonly columns: readonly Column<T>[];
  /** Beside the title. */
  readonly aside?: ReactNode;
}

/** A register as a table. */
export function RegisterSection<T extends { readonly id: number }>(props: RegisterSectionProps<T>): ReactElement {
  const { title, query, columns, aside } = props;
  const { t } = useWords();
  return (
    <Section title={title} aside={aside}>
      <Answer query={query}>
        {(rows) =>
          rows.length === 0 ? (
            <Notice title={t('stores.none')} />
          ) : (
            <Table caption={title} columns={columns} rows={rows} rowKey={({ id }) => id} />
          )
        }
      </Answer>
    </Section>
  );
}
