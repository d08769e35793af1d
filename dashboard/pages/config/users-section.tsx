import { Button } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import type { AccountChange, WireAccount } from '../../data/config-api.ts';
import { useAccountDeed, useAccounts } from '../../data/hooks/use-config.ts';
import { useSession } from '../../data/hooks/use-session.ts';
import { useNow, useSiteTime } from '../../data/hooks/use-site.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Answer } from '../../panels/form-dialog/answer.tsx';
import { Refusal } from '../../panels/form-dialog/refusal.tsx';
import { Section } from '../../ui/section.tsx';
import css from './config.module.css';
import { oneTimePassword } from './one-time-password.ts';
import { UserDialog } from './user-dialog.tsx';

const newPassword = (): string => oneTimePassword((bytes) => crypto.getRandomValues(bytes));

interface Told {
  readonly username: string;
  readonly words: string;
  /** Shown once; forgotten with the page. */
  readonly password?: string;
}

/** Accounts: who they are, what they may do, and their sessions. A password is shown once, when it is made. */
export function UsersSection(): ReactElement {
  const accounts = useAccounts();
  const [asked, setAsked] = useState<WireAccount | 'new'>();
  const [told, setTold] = useState<Told>();
  const { t } = useWords();
  const add = (
    <Button variant="default" size="compact-sm" onClick={() => setAsked('new')}>
      {t('users.add')}
    </Button>
  );
  return (
    <Section title={t('config.view.users')} aside={add}>
      {told && <ToldOnce told={told} />}
      <Answer query={accounts}>
        {(list) => (
          <ul className={css.list}>
            {list.map((one) => (
              <UserRow key={one.username} account={one} onChange={() => setAsked(one)} onTold={setTold} />
            ))}
          </ul>
        )}
      </Answer>
      {asked !== undefined && (
        <UserDialog
          account={asked === 'new' ? undefined : asked}
          newPassword={newPassword}
          onClose={() => setAsked(undefined)}
          onDone={(username, password) => {
            setAsked(undefined);
            setTold(password === undefined ? undefined : { username, words: t('users.created'), password });
          }}
        />
      )}
    </Section>
  );
}

function ToldOnce({ told: { username, words, password } }: { readonly told: Told }): ReactElement {
  const { t } = useWords();
  return (
    <div className={css.once} role="status">
      <p>
        <strong>{username}</strong>: {words}
      </p>
      {password !== undefined && (
        <>
          <p>{t('users.once')}</p>
          <p className="mono">{password}</p>
          <p className={css.hint}>{t('users.onceHint')}</p>
        </>
      )}
    </div>
  );
}

interface UserRowProps {
  readonly account: WireAccount;
  readonly onChange: () => void;
  readonly onTold: (told: Told) => void;
}

function UserRow({ account, onChange, onTold }: UserRowProps): ReactElement {
  const { username, displayName, role, disabled, createdAt } = account;
  const isSelf = useSession()?.user.username === username;
  const time = useSiteTime();
  const now = useNow();
  const change = useAccountDeed((api, wish: AccountChange) => api.changeAccount(username, wish));
  const end = useAccountDeed((api, _wish: null) => api.endSessions(username));
  const { t } = useWords();
  const busy = change.isPending || end.isPending;
  function reset(): void {
    const password = newPassword();
    change.mutate({ password }, { onSuccess: () => onTold({ username, words: t('users.resetDone'), password }) });
  }
  const deed = (word: string, act: () => void): ReactElement => (
    <Button variant="default" size="compact-sm" disabled={busy} aria-label={`${word} ${username}`} onClick={act}>
      {word}
    </Button>
  );
  return (
    <li className={css.row}>
      <span className={css.what}>
        <strong>{displayName}</strong> <span className="mono">{username}</span> · {t(`role.${role}`)} ·{' '}
        {t(disabled ? 'users.disabled' : 'users.active')}{' '}
        <span className="quiet">
          {t('users.since')} {time.stamp(Date.parse(createdAt), now)}
        </span>
      </span>
      {deed(t('users.change'), onChange)}
      {isSelf ? (
        <span className="quiet">{t('users.self')}</span>
      ) : (
        <>
          {deed(t('users.reset'), reset)}
          {deed(t('users.end'), () =>
            end.mutate(null, { onSuccess: () => onTold({ username, words: t('users.ended') }) }),
          )}
          {deed(t(disabled ? 'users.enable' : 'users.disable'), () => change.mutate({ disabled: !disabled }))}
        </>
      )}
      {(change.error ?? end.error) && <Refusal error={(change.error ?? end.error)!} />}
    </li>
  );
}
