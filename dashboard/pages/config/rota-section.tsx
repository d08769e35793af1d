import { Button } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import type { SiteEdit, WireOutline } from '../../data/config-api.ts';
import { useSiteOutline } from '../../data/hooks/use-config.ts';
import { type Translate, useWords } from '../../i18n/use-words.ts';
import { Answer } from '../../panels/form-dialog/answer.tsx';
import { Section } from '../../ui/section.tsx';
import css from './config.module.css';
import { PersonDialog } from './person-dialog.tsx';
import { bothOf, entriesOf, entryOf, type RotaEntry, textOf, textsOf } from './rota-entries.ts';
import { RotationDialog } from './rotation-dialog.tsx';
import { RouteList } from './route-list.tsx';
import { SaveDialog } from './save-dialog.tsx';
import { ToldSection } from './told-section.tsx';

/** Who is told of what: rosters, people and routes as the site file has them, and the question who that would be. */
export function RotaSection(): ReactElement {
  const outline = useSiteOutline();
  return <Answer query={outline}>{(found) => <Rota outline={found} />}</Answer>;
}

type Asked = { readonly what: 'rotations' | 'people'; readonly entry: RotaEntry | undefined };

function Rota({ outline }: { readonly outline: WireOutline }): ReactElement {
  const [asked, setAsked] = useState<Asked>();
  const [edits, setEdits] = useState<readonly SiteEdit[]>();
  const { t, language } = useWords();
  const { onCall } = outline;
  const people = entriesOf(onCall, 'people');
  const names = new Map(people.map((one) => [textOf(one.id), textOf(one.name)]));
  const edit = (made: SiteEdit): void => {
    setAsked(undefined);
    setEdits([made]);
  };
  const close = (): void => setAsked(undefined);
  const list = (what: Asked['what'], saying: (entry: RotaEntry) => string): ReactElement => (
    <EntryList
      title={t(`rota.${what}`)}
      entries={entriesOf(onCall, what)}
      saying={saying}
      onAdd={() => setAsked({ what, entry: undefined })}
      onChange={(entry) => setAsked({ what, entry })}
      onRemove={(id) => setEdits([{ kind: 'remove-on-call', list: what, id }])}
    />
  );
  return (
    <div className={css.split}>
      <div className={css.stack}>
        {Object.keys(onCall).length === 0 && <p>{t('rota.noPlan')}</p>}
        {list('rotations', (one) => `${bothOf(one.title)[language]} · ${turnText(one, names, t)}`)}
        {list('people', (one) => `${textOf(one.name)} · ${contactText(one)}`)}
        <RouteList onCall={onCall} onEdit={edit} />
      </div>
      <ToldSection />
      {asked?.what === 'rotations' && <RotationDialog entry={asked.entry} onEdit={edit} onClose={close} />}
      {asked?.what === 'people' && (
        <PersonDialog entry={asked.entry} channels={outline.channels} onEdit={edit} onClose={close} />
      )}
      {edits && <SaveDialog edits={edits} onSaved={() => setEdits(undefined)} onClose={() => setEdits(undefined)} />}
    </div>
  );
}

function turnText({ pattern, members }: RotaEntry, names: ReadonlyMap<string, string>, t: Translate): string {
  const days = entryOf(pattern).days;
  if (Array.isArray(days)) return t('rota.pattern', { days: days.length });
  const inTurn = textsOf(members).map((id) => names.get(id) ?? id);
  return t('rota.inTurn', { names: inTurn.join(' → ') });
}

const contactText = (person: RotaEntry): string =>
  entriesOf(person, 'contacts')
    .map(({ channel, address }) => [textOf(channel), textOf(address)].join(' ').trim())
    .join(', ');

interface EntryListProps {
  readonly title: string;
  readonly entries: readonly RotaEntry[];
  readonly saying: (entry: RotaEntry) => string;
  readonly onAdd: () => void;
  readonly onChange: (entry: RotaEntry) => void;
  readonly onRemove: (id: string) => void;
}

function EntryList({ title, entries, saying, onAdd, onChange, onRemove }: EntryListProps): ReactElement {
  const { t } = useWords();
  const add = (
    <Button variant="default" size="compact-sm" aria-label={`${title}: ${t('rota.add')}`} onClick={onAdd}>
      {t('rota.add')}
    </Button>
  );
  return (
    <Section title={title} aside={add}>
      <ul className={css.list}>
        {entries.map((entry) => {
          const id = textOf(entry.id);
          return (
            <li key={id} className={css.row}>
              <span className={css.what}>
                <span className="mono">{id}</span> {saying(entry)}
              </span>
              <Button
                variant="default"
                size="compact-sm"
                aria-label={`${t('rota.change')} ${id}`}
                onClick={() => onChange(entry)}
              >
                {t('rota.change')}
              </Button>
              <Button
                variant="default"
                size="compact-sm"
                aria-label={`${t('rota.remove')} ${id}`}
                onClick={() => onRemove(id)}
              >
                {t('rota.remove')}
              </Button>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
