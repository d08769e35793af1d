import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { useServices } from '../../data/hooks/services-context.ts';
import { useSession } from '../../data/hooks/use-session.ts';
import { useWords } from '../../i18n/use-words.ts';
import { FormDialog } from '../../panels/form-dialog/form-dialog.tsx';
import { TextField } from '../../ui/fields.tsx';
import { Section } from '../../ui/section.tsx';
import { type PasswordProblems, type Passwords, problemsOfPasswords } from './read-passwords.ts';

/** A password of one's own. With it every session ends, this one too: who knew the old one is outside. */
export function PasswordSection(): ReactElement {
  const [asking, setAsking] = useState(false);
  const { t } = useWords();
  return (
    <Section title={t('password.title')}>
      <Button variant="default" size="lg" h={60} onClick={() => setAsking(true)}>
        {t('password.change')}
      </Button>
      {asking && <PasswordDialog onClose={() => setAsking(false)} />}
    </Section>
  );
}

function PasswordDialog({ onClose }: { readonly onClose: () => void }): ReactElement {
  const { api, signOut } = useServices();
  const username = useSession()?.user.username ?? '';
  const change = useMutation({
    mutationFn: ({ current, next }: Passwords) => api.changePassword(current, next),
    onSuccess: () => signOut(),
  });
  const [wrong, setWrong] = useState<PasswordProblems>({});
  const { t } = useWords();
  function send(form: FormData): void {
    const text = (name: keyof Passwords): string => String(form.get(name) ?? '');
    const passwords = { current: text('current'), next: text('next'), again: text('again') };
    const problems = problemsOfPasswords(passwords, username);
    setWrong(problems);
    if (Object.keys(problems).length === 0) change.mutate(passwords);
  }
  const field = (name: keyof Passwords): ReactElement => {
    const problem = wrong[name];
    return (
      <TextField
        name={name}
        label={t(`password.${name}`)}
        secret={name === 'current' ? 'current' : 'new'}
        problem={problem && t(`password.problem.${problem}`)}
      />
    );
  };
  return (
    <FormDialog
      title={t('password.title')}
      submit={t('password.save')}
      pending={change.isPending}
      error={change.error}
      onSubmit={send}
      onClose={onClose}
    >
      <p className="label">{t('password.about')}</p>
      {field('current')}
      {field('next')}
      {field('again')}
    </FormDialog>
  );
}
