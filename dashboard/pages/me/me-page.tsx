import { Button } from '@mantine/core';
import type { ReactElement } from 'react';
import { useServices } from '../../data/hooks/services-context.ts';
import { useCell } from '../../data/hooks/use-cell.ts';
import { useSession } from '../../data/hooks/use-session.ts';
import { useNow, usePlant, useSiteTime } from '../../data/hooks/use-site.ts';
import { useWords } from '../../i18n/use-words.ts';
import { PushSection } from '../../push/push-section.tsx';
import { THEME_NAMES } from '../../theme/tokens.ts';
import { Section } from '../../ui/section.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import css from './me-page.module.css';
import { PasswordSection } from './password-section.tsx';

const LANGUAGES = [
  { id: 'zh', label: '中文', lang: 'zh-Hans' },
  { id: 'en', label: 'English', lang: 'en' },
] as const;

/** Opened from the home screen; only there a browser can say so. */
const isInstalled = (): boolean => window.matchMedia('(display-mode: standalone)').matches;

/** Who I am here, and what I have chosen on this machine. */
export function MePage(): ReactElement {
  const { preferences, signOut } = useServices();
  const chosen = useCell(preferences);
  const session = useSession();
  const { site } = usePlant();
  const time = useSiteTime();
  const now = useNow();
  const { t, text, language } = useWords();
  return (
    <div className={css.page}>
      <h1>{session?.user.displayName}</h1>
      <Section title={t('banner.language')}>
        <Tabs
          label={t('banner.language')}
          tabs={LANGUAGES}
          chosen={language}
          onChoose={(next) => preferences.set({ ...chosen, language: next })}
        />
      </Section>
      <Section title={t('banner.theme')}>
        <Tabs
          label={t('banner.theme')}
          tabs={THEME_NAMES.map((name) => ({ id: name, label: t(`theme.${name}`) }))}
          chosen={chosen.theme}
          onChoose={(theme) => preferences.set({ ...chosen, theme })}
        />
      </Section>
      <PushSection />
      {!isInstalled() && <p className="label">{t('phone.install')}</p>}
      <dl className={css.facts}>
        <dt>{t('me.role')}</dt>
        <dd>{session && t(`role.${session.user.role}`)}</dd>
        <dt>{t('me.until')}</dt>
        <dd>{session && time.stamp(Date.parse(session.expiresAt), now)}</dd>
        <dt>{t('me.version')}</dt>
        <dd>
          {text(site.name)} · {site.version}
        </dd>
      </dl>
      <PasswordSection />
      <Button variant="default" size="lg" h={60} onClick={() => void signOut()}>
        {t('banner.signOut')}
      </Button>
    </div>
  );
}
