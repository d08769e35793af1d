import { type ReactElement, useState } from 'react';
import type { Role } from '../../../gateway/domain/role.ts';
import type { AccountChange, NewAccount, WireAccount } from '../../data/config-api.ts';
import { useAccountDeed } from '../../data/hooks/use-config.ts';
import { useWords } from '../../i18n/use-words.ts';
import { FormDialog } from '../../panels/form-dialog/form-dialog.tsx';
import { SelectField, TextField } from '../../ui/fields.tsx';

const ROLES: readonly Role[] = ['viewer', 'technician', 'operator', 'engineer', 'supervisor', 'admin'];
const USERNAME = /^[a-z0-9][a-z0-9._-]{0,39}$/;

export interface UserDialogProps {
  /** Undefined: a new one. */
  readonly account: WireAccount | undefined;
  readonly newPassword: () => string;
  /** `password`: of a new account, to be shown once. */
  readonly onDone: (username: string, password?: string) => void;
  readonly onClose: () => void;
}

/** Who somebody is and what they may do. */
export function UserDialog({ account, newPassword, onDone, onClose }: UserDialogProps): ReactElement {
  const create = useAccountDeed((api, wish: NewAccount) => api.createAccount(wish));
  const change = useAccountDeed((api, wish: AccountChange) => api.changeAccount(account?.username ?? '', wish));
  const [wrong, setWrong] = useState<ReadonlySet<string>>(new Set());
  const { t } = useWords();
  function send(form: FormData): void {
    const username = account?.username ?? String(form.get('username') ?? '').trim();
    const displayName = String(form.get('displayName') ?? '').trim();
    const role = ROLES.find((one) => one === form.get('role'));
    const missing = [
      USERNAME.test(username) ? [] : 'username',
      displayName === '' ? 'displayName' : [],
      role ? [] : 'role',
    ].flat();
    setWrong(new Set(missing));
    if (missing.length > 0 || role === undefined) return;
    if (account) {
      change.mutate({ displayName, role }, { onSuccess: () => onDone(username) });
      return;
    }
    const password = newPassword();
    create.mutate({ username, displayName, role, password }, { onSuccess: () => onDone(username, password) });
  }
  const problem = (name: string): string | undefined => (wrong.has(name) ? t('config.needed') : undefined);
  return (
    <FormDialog
      title={(account ? t('users.change') : t('users.add')).replace(/…$/, '')}
      submit={t('config.save')}
      pending={create.isPending || change.isPending}
      error={create.error ?? change.error}
      onSubmit={send}
      onClose={onClose}
    >
      {!account && <TextField name="username" label={t('users.username')} problem={problem('username')} />}
      <TextField
        name="displayName"
        label={t('users.displayName')}
        problem={problem('displayName')}
        {...(account ? { value: account.displayName } : {})}
      />
      <SelectField
        name="role"
        label={t('users.role')}
        problem={problem('role')}
        options={ROLES.map((one) => ({ value: one, label: t(`role.${one}`) }))}
        {...(account ? { value: account.role } : {})}
      />
    </FormDialog>
  );
}
