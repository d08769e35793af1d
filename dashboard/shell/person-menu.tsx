import { Button, Menu } from '@mantine/core';
import { lazy, type ReactElement, Suspense, useState } from 'react';
import { useServices } from '../data/hooks/services-context.ts';
import { useCell } from '../data/hooks/use-cell.ts';
import { useSession } from '../data/hooks/use-session.ts';
import { useWords } from '../i18n/use-words.ts';
import { THEME_NAMES } from '../theme/tokens.ts';
import css from './person-menu.module.css';

const Legend = lazy(async () => ({ default: (await import('./legend.tsx')).Legend }));

/** Who is signed in; language, theme, blinking and the way out. */
export function PersonMenu(): ReactElement {
  const { preferences, signOut } = useServices();
  const chosen = useCell(preferences);
  const session = useSession();
  const [legend, setLegend] = useState(false);
  const { t, language } = useWords();
  const name = session?.user.displayName ?? '';
  const other = language === 'zh' ? 'en' : 'zh';
  return (
    <div className={css.person}>
      <Button
        variant="default"
        size="xs"
        lang={other === 'zh' ? 'zh-Hans' : 'en'}
        onClick={() => preferences.set({ ...chosen, language: other })}
      >
        {other === 'zh' ? '中文' : 'English'}
      </Button>
      <Menu position="bottom-end" width={220}>
        <Menu.Target>
          <Button variant="default" size="xs" className={css.name} aria-label={t('banner.person', { name })}>
            <span className={css.label}>{name}</span>
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{t('banner.theme')}</Menu.Label>
          {THEME_NAMES.map((theme) => (
            <Menu.Item
              key={theme}
              aria-current={theme === chosen.theme}
              leftSection={theme === chosen.theme ? '●' : '○'}
              onClick={() => preferences.set({ ...chosen, theme })}
            >
              {t(`theme.${theme}`)}
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Menu.Item
            leftSection={chosen.blink ? '☑' : '☐'}
            onClick={() => preferences.set({ ...chosen, blink: !chosen.blink })}
          >
            {t('banner.blink')}
          </Menu.Item>
          <Menu.Item leftSection="?" onClick={() => setLegend(true)}>
            {t('legend.title')}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item onClick={() => void signOut()}>{t('banner.signOut')}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Suspense fallback={null}>{legend && <Legend onClose={() => setLegend(false)} />}</Suspense>
    </div>
  );
}
