import { Button, TextInput } from '@mantine/core';
import { useRouter } from '@tanstack/react-router';
import { type ReactElement, useState } from 'react';
import { useServices } from '../../data/hooks/services-context.ts';
import { useCell } from '../../data/hooks/use-cell.ts';
import { MOST_SETS, type TrendSet } from '../../data/preferences.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Section } from '../../ui/section.tsx';
import css from './trend-desk.module.css';

export interface SavedSetsProps {
  readonly name: string | undefined;
  /** Puts the name into the address. */
  readonly onName: (name: string) => void;
}

/** Sets of lines by name: the address holds everything, so that it can be sent to a colleague; this machine keeps a list of them. */
export function SavedSets({ name, onName }: SavedSetsProps): ReactElement {
  const { preferences } = useServices();
  const chosen = useCell(preferences);
  const { history } = useRouter();
  const [typed, setTyped] = useState(name ?? '');
  const { t } = useWords();
  const keep = (sets: readonly TrendSet[]): void => preferences.set({ ...chosen, trendSets: sets.slice(0, MOST_SETS) });
  const add = (): void => {
    const trimmed = typed.trim();
    if (trimmed === '') return;
    onName(trimmed);
    // The address of a set has its name; it is read once it has been changed.
    setTimeout(() => {
      const others = preferences.get().trendSets.filter((set) => set.name !== trimmed);
      keep([{ name: trimmed, address: history.location.href }, ...others]);
    });
  };
  return (
    <Section title={t('trendDesk.kept')} aside={<CopyLink />}>
      <form
        className={css.setForm}
        onSubmit={(event) => {
          event.preventDefault();
          add();
        }}
      >
        <TextInput
          aria-label={t('trendDesk.setName')}
          placeholder={t('trendDesk.setName')}
          maxLength={60}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Button type="submit" variant="default">
          {t('trendDesk.keep')}
        </Button>
      </form>
      {chosen.trendSets.length === 0 && <p className="quiet">{t('trendDesk.noSets')}</p>}
      <ul>
        {chosen.trendSets.map((set) => (
          <li key={set.name} className={css.set}>
            <a
              href={set.address}
              onClick={(event) => {
                event.preventDefault();
                history.push(set.address);
              }}
            >
              {set.name}
            </a>
            <Button
              variant="default"
              size="compact-sm"
              aria-label={t('trendDesk.forget', { name: set.name })}
              onClick={() => keep(chosen.trendSets.filter(({ name: other }) => other !== set.name))}
            >
              ✕
            </Button>
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** Nothing where the browser has no clipboard for pages that are not served securely: the address bar has it too. */
function CopyLink(): ReactElement | null {
  const [isCopied, setIsCopied] = useState(false);
  const { t } = useWords();
  if (!navigator.clipboard) return null;
  const copy = (): void =>
    void navigator.clipboard.writeText(window.location.href).then(
      () => setIsCopied(true),
      () => undefined,
    );
  return (
    <Button variant="default" size="compact-sm" onClick={copy}>
      {isCopied ? t('trendDesk.copied') : t('trendDesk.link')}
    </Button>
  );
}
