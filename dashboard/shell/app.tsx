import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import type { i18n } from 'i18next';
import { type ReactElement, useEffect, useState } from 'react';
import { I18nextProvider } from 'react-i18next';
import { ServicesContext } from '../data/hooks/services-context.ts';
import { useCell } from '../data/hooks/use-cell.ts';
import type { Services } from '../data/services.ts';
import { configWordsOf, deskWordsOf, papersOf } from '../i18n/start.ts';
import { mantineTheme, schemeOf, variablesOf } from '../theme/mantine.ts';
import { createAppRouter } from './router.ts';
import { useBlinkClock } from './use-blink-clock.ts';

export interface AppProps {
  readonly services: Services;
  readonly words: i18n;
}

/** The whole screen: theme, words and services handed down, then the route. */
export function App({ services, words }: AppProps): ReactElement {
  const preferences = useCell(services.preferences);
  const [router] = useState(() =>
    createAppRouter({ papers: papersOf(words), deskWords: deskWordsOf(words), configWords: configWordsOf(words) }),
  );
  const { theme, language, blink } = preferences;
  useBlinkClock(services.clock, blink);
  useEffect(() => {
    document.documentElement.dataset.theme = theme;
  }, [theme]);
  useEffect(() => {
    if (language && language !== words.language) void words.changeLanguage(language);
    document.documentElement.lang = (language ?? words.language) === 'zh' ? 'zh-Hans' : 'en';
  }, [language, words]);
  return (
    <MantineProvider theme={mantineTheme} cssVariablesResolver={variablesOf[theme]} forceColorScheme={schemeOf(theme)}>
      <I18nextProvider i18n={words}>
        <ServicesContext value={services}>
          <QueryClientProvider client={services.queries}>
            <RouterProvider router={router} />
          </QueryClientProvider>
        </ServicesContext>
      </I18nextProvider>
    </MantineProvider>
  );
}
