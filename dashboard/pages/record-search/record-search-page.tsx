import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, type ReactElement, useState } from 'react';
import type { RecordKind } from '../../../gateway/domain/duty/record.ts';
import { useServices } from '../../data/hooks/services-context.ts';
import { useMay } from '../../data/hooks/use-session.ts';
import { useNow, useSiteTime } from '../../data/hooks/use-site.ts';
import type { WireFound } from '../../data/record-search-api.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Answer } from '../../panels/form-dialog/answer.tsx';
import { textOf } from '../../panels/form-dialog/read-text.ts';
import { SelectField, TextField } from '../../ui/fields.tsx';
import { Notice } from '../../ui/notice.tsx';
import { RECORD_KINDS } from './record-kinds.ts';
import { RecordLink } from './record-link.tsx';
import css from './record-search-page.module.css';

interface Asked {
  readonly words: string;
  readonly kind: RecordKind | undefined;
}

/** Looks for words in everything the duty room keeps. */
export function RecordSearchPage(): ReactElement {
  const may = useMay('record:write');
  const [asked, setAsked] = useState<Asked>();
  const { t } = useWords();
  if (!may) return <Notice title={t('error.noPermission')} />;
  function send(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const words = textOf(form, 'words');
    setAsked(words === '' ? undefined : { words, kind: RECORD_KINDS.find((one) => one === textOf(form, 'kind')) });
  }
  return (
    <div className={css.page}>
      <h1>{t('recordSearch.title')}</h1>
      <search>
        <form className={css.form} onSubmit={send} noValidate>
          <TextField name="words" label={t('recordSearch.words')} />
          <SelectField
            name="kind"
            label={t('recordSearch.kindField')}
            value=""
            options={[
              { value: '', label: t('recordSearch.everything') },
              ...RECORD_KINDS.map((kind) => ({ value: kind, label: t(`recordSearch.kind.${kind}`) })),
            ]}
          />
          <Button type="submit">{t('recordSearch.search')}</Button>
        </form>
      </search>
      {asked ? <FoundList asked={asked} /> : <p className="quiet">{t('recordSearch.hint')}</p>}
    </div>
  );
}

function FoundList({ asked: { words, kind } }: { readonly asked: Asked }): ReactElement {
  const { api } = useServices();
  const { t } = useWords();
  const query = useQuery({
    queryKey: ['record-search', words, kind ?? ''],
    queryFn: () => api.searchRecords(words, kind),
  });
  return (
    <Answer query={query}>
      {(found) =>
        found.length === 0 ? (
          <Notice title={t('recordSearch.none', { words })} hint={t('recordSearch.hint')} />
        ) : (
          <ul className={css.list}>
            {found.map((one) => (
              <FoundLine key={one.id} found={one} />
            ))}
          </ul>
        )
      }
    </Answer>
  );
}

function FoundLine({ found }: { readonly found: WireFound }): ReactElement {
  const time = useSiteTime();
  const now = useNow();
  const { t } = useWords();
  return (
    <li className={css.found}>
      <RecordLink found={found}>
        {t(`recordSearch.kind.${found.kind}`)} {found.subject}
      </RecordLink>{' '}
      <span className="quiet">
        {time.stamp(Date.parse(found.at), now)} · {t(`recordSearch.state.${found.state}`)}
      </span>
      {found.excerpts.map((excerpt) => (
        <p key={excerpt} className={css.excerpt}>
          {excerpt}
        </p>
      ))}
    </li>
  );
}
