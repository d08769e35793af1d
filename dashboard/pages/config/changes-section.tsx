import type { ReactElement } from 'react';
import type { WireSiteChange } from '../../data/config-api.ts';
import { useSiteChanges } from '../../data/hooks/use-config.ts';
import { useNow, useSiteTime } from '../../data/hooks/use-site.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Answer } from '../../panels/form-dialog/answer.tsx';
import { Section } from '../../ui/section.tsx';
import { type Column, Table } from '../../ui/table.tsx';

/** Who changed what of the site file from a screen: before, after and why. */
export function ChangesSection(): ReactElement {
  const changes = useSiteChanges();
  const time = useSiteTime();
  const now = useNow();
  const { t } = useWords();
  const columns: readonly Column<Numbered>[] = [
    { key: 'when', title: t('config.when'), cell: ({ at }) => time.stamp(Date.parse(at), now) },
    { key: 'who', title: t('config.who'), cell: ({ actor }) => actor },
    { key: 'path', title: t('config.path'), cell: ({ subject }) => <span className="mono">{subject}</span> },
    { key: 'before', title: t('config.before'), cell: ({ before }) => before ?? t('config.nothing'), wide: true },
    {
      ...{ key: 'after', title: t('config.after') },
      cell: ({ after, outcome }) => (outcome === 'done' ? (after ?? t('config.nothing')) : t('config.refused')),
    },
    { key: 'why', title: t('config.why'), cell: ({ reason }) => reason, wide: true },
  ];
  return (
    <Section title={t('config.view.changes')}>
      <Answer query={changes}>
        {(list) =>
          list.length === 0 ? (
            <p>{t('config.noChanges')}</p>
          ) : (
            <Table
              caption={t('config.view.changes')}
              columns={columns}
              rows={list.map((one, number) => ({ ...one, number }))}
              rowKey={({ number }) => number}
            />
          )
        }
      </Answer>
    </Section>
  );
}

type Numbered = WireSiteChange & { readonly number: number };
