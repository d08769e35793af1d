import { Button, PasswordInput, TextInput } from '@mantine/core';
import { type FormEvent, type ReactElement, useState } from 'react';
import { codeOf } from '../../data/api-error.ts';
import { useServices } from '../../data/hooks/services-context.ts';
import { useCell } from '../../data/hooks/use-cell.ts';
import { useWords } from '../../i18n/use-words.ts';
import css from './sign-in-page.module.css';

/** Am I in, as whom. `ended`: the session was ended from the gateway's side. */
export function SignInPage({ ended }: { readonly ended: boolean }): ReactElement {
  const { signIn, preferences } = useServices();
  const chosen = useCell(preferences);
  const { t, language } = useWords();
  const [code, setCode] = useState<string>();
  const [busy, setBusy] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy(true);
    setCode(undefined);
    try {
      await signIn(String(form.get('username') ?? ''), String(form.get('password') ?? ''));
    } catch (error) {
      setCode(codeOf(error));
      setBusy(false);
    }
  }

  return (
    <main className={css.page}>
      <form className={css.form} onSubmit={(event) => void submit(event)}>
        <header className={css.head}>
          <h1>{t('product')}</h1>
          <Button
            variant="default"
            size="sm"
            lang={language === 'zh' ? 'en' : 'zh-Hans'}
            onClick={() => preferences.set({ ...chosen, language: language === 'zh' ? 'en' : 'zh' })}
          >
            {language === 'zh' ? 'English' : '中文'}
          </Button>
        </header>
        <p className="quiet">{window.location.host}</p>
        {ended && <p role="status">{t('signIn.ended')}</p>}
        <TextInput
          name="username"
          label={t('signIn.user')}
          size="md"
          autoComplete="username"
          autoFocus
          required
          withAsterisk={false}
        />
        <PasswordInput
          name="password"
          label={t('signIn.password')}
          size="md"
          autoComplete="current-password"
          required
          withAsterisk={false}
        />
        {code && (
          <p role="alert" className={css.problem}>
            {t(`code.${code}` as 'code.INTERNAL', { defaultValue: code })}
          </p>
        )}
        <Button type="submit" size="lg" h={60} loading={busy}>
          {t('signIn.submit')}
        </Button>
      </form>
    </main>
  );
}
