import { Modal } from '@mantine/core';
import { useNavigate, useRouter } from '@tanstack/react-router';
import type { i18n } from 'i18next';
import { type KeyboardEvent, type ReactElement, useId, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Permission } from '../../../gateway/domain/role.ts';
import type { Language } from '../../../gateway/domain/text.ts';
import { useSession } from '../../data/hooks/use-session.ts';
import { usePlant } from '../../data/hooks/use-site.ts';
import { SYSTEMS } from '../../data/plant.ts';
import { type Translate, useWords } from '../../i18n/use-words.ts';
import css from './command-palette.module.css';
import { type Entry, findEntries, type Goal, plantEntries } from './entries.ts';
import { pageEntries } from './page-entries.ts';

/** Ctrl-K: a page, machine, point or order, by a few letters of its name in either language. */
export function CommandPalette({ onClose }: { readonly onClose: () => void }): ReactElement {
  const { t, text, language } = useWords();
  const entries = useEntries();
  const go = useGo();
  const list = useId();
  const [query, setQuery] = useState('');
  const [at, setAt] = useState(0);
  const { shown, count } = useMemo(() => findEntries(entries, query, language), [entries, query, language]);
  const chosen = Math.min(at, Math.max(0, shown.length - 1));
  const open = (entry: Entry | undefined): void => {
    if (!entry) return;
    onClose();
    go(entry.goal);
  };
  const onKey = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      setAt((chosen + step + shown.length) % Math.max(1, shown.length));
    }
    if (event.key === 'Enter' && !event.nativeEvent.isComposing) open(shown[chosen]);
  };
  return (
    <Modal.Root opened onClose={onClose} size={640} yOffset="12vh" padding={0}>
      <Modal.Overlay />
      <Modal.Content aria-label={t('palette.title')}>
        <div className={css.palette}>
          <input
            data-autofocus
            type="text"
            role="combobox"
            className={css.query}
            aria-label={t('palette.title')}
            aria-expanded={shown.length > 0}
            aria-controls={list}
            aria-activedescendant={shown.length > 0 ? `${list}-${chosen}` : undefined}
            aria-autocomplete="list"
            autoComplete="off"
            spellCheck={false}
            placeholder={t('palette.find')}
            value={query}
            onKeyDown={onKey}
            onChange={(event) => {
              setQuery(event.currentTarget.value);
              setAt(0);
            }}
          />
          <div id={list} role="listbox" aria-label={t('palette.title')} className={css.list}>
            {shown.map((entry, i) => (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the keys
              // biome-ignore lint/a11y/useFocusableInteractive: as above
              <div
                key={keyOf(entry.goal)}
                id={`${list}-${i}`}
                role="option"
                aria-selected={i === chosen}
                className={css.entry}
                onClick={() => open(entry)}
              >
                <span className={css.name}>{text(entry.name)}</span>
                <span className={css.id}>{entry.id}</span>
                <span className={css.kind}>{t(`palette.kind.${entry.goal.kind}`)}</span>
              </div>
            ))}
          </div>
          <p className={css.hint} role="status">
            {shown.length === 0 ? t('palette.none') : t('palette.found', { count })} · {t('palette.hint')}
          </p>
        </div>
      </Modal.Content>
    </Modal.Root>
  );
}

const keyOf = (goal: Goal): string => `${goal.kind} ${'id' in goal ? goal.id : goal.to}`;

function wordsIn(words: i18n, language: Language): Translate {
  const translate = words.getFixedT(language);
  return (key, values = {}) => translate(key, values);
}

function useEntries(): readonly Entry[] {
  const plant = usePlant();
  const session = useSession();
  const { i18n } = useTranslation();
  return useMemo(() => {
    const [en, zh] = [wordsIn(i18n, 'en'), wordsIn(i18n, 'zh')];
    const systems = SYSTEMS.map(
      (id): Entry => ({
        goal: { kind: 'system', id },
        name: { en: en(`system.${id}`), zh: zh(`system.${id}`) },
        id: '',
      }),
    );
    const may = (needed: Permission): boolean => session?.permissions.includes(needed) ?? false;
    return [...pageEntries({ en, zh }, may), ...systems, ...plantEntries(plant)];
  }, [plant, session, i18n]);
}

/** A point is opened as a trend: when did it start, what else moved. */
function useGo(): (goal: Goal) => void {
  const navigate = useNavigate();
  const { history } = useRouter();
  return (goal) => {
    switch (goal.kind) {
      case 'page':
        return history.push(goal.to);
      case 'system':
        return void navigate({ to: '/systems/$system', params: { system: goal.id } });
      case 'equipment':
        return void navigate({ to: '/equipment/$id', params: { id: goal.id } });
      case 'point':
        return void navigate({ to: '/trends', search: { tags: [goal.id], window: '1h', live: true } });
      case 'order':
        return void navigate({ to: '/work-orders/$id', params: { id: String(goal.id) } });
    }
  };
}
