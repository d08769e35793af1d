import '../../../../dashboard/theme/kit.css';
import '../../../../dashboard/theme/base.css';
import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { createRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import type { Api } from '../../../../dashboard/data/api.ts';
import { createCell } from '../../../../dashboard/data/cell.ts';
import { createBrowserClock } from '../../../../dashboard/data/clock.ts';
import { ServicesContext } from '../../../../dashboard/data/hooks/services-context.ts';
import { useCell } from '../../../../dashboard/data/hooks/use-cell.ts';
import { createLastKnownStore } from '../../../../dashboard/data/last-known.ts';
import { createServices, type Services } from '../../../../dashboard/data/services.ts';
import { createWords } from '../../../../dashboard/i18n/start.ts';
import { LiveReadout } from '../../../../dashboard/panels/live/live-readout.tsx';
import { TrendView } from '../../../../dashboard/panels/trend/trend-view.tsx';
import { mantineTheme, schemeOf, variablesOf } from '../../../../dashboard/theme/mantine.ts';
import { EQUIPMENT, historyOf, LIST, SITE } from './made-site.ts';
import { createMadeSocket } from './made-socket.ts';

/** Five hundred readouts and four charts, made of the dashboard's own parts: what `frames` and `heap` look at. */

const CHARTS = 4;
const LINES = 2;
const HOUR_MS = 3_600_000;
const SESSION = {
  ...{ user: { username: 'bench', displayName: 'Bench', role: 'viewer', language: null }, permissions: [] },
  expiresAt: new Date(Date.now() + 24 * HOUR_MS).toISOString(),
};

/** Only what these parts ask for. */
const api = {
  ...{ session: async () => SESSION, site: async () => SITE, equipment: async () => EQUIPMENT },
  ...{ points: async () => LIST, history: async (tag: string, _from: number, to: number) => historyOf(tag, to) },
} as unknown as Api;

const clock = createBrowserClock();
const services = createServices({
  ...{ api, clock, createSocket: async () => createMadeSocket(), storage: window.sessionStorage, newUuid: () => '' },
  queries: new QueryClient(),
  preferences: createCell({
    language: 'en' as const,
    theme: 'dark' as const,
    blink: true,
    sound: false,
    trendSets: [],
  }),
  lastKnown: createLastKnownStore(undefined, () => clock.nowMs()),
  onNextFrame: (task) => void requestAnimationFrame(task),
});

function Screen({ services: given }: { readonly services: Services }): ReactElement | null {
  const site = useCell(given.site);
  if (!site) return null;
  return (
    <>
      <div style={{ display: 'grid', gridTemplateColumns: 'repeat(4, 1fr)' }}>
        {Array.from({ length: CHARTS }, (_, i) => {
          const tags = LIST.slice(i * LINES, (i + 1) * LINES).map(({ tag }) => tag);
          return <TrendView key={tags.join()} tags={tags} windowMs={HOUR_MS} height={220} />;
        })}
      </div>
      <div style={{ display: 'grid', gridTemplateColumns: 'repeat(10, 1fr)' }}>
        {LIST.map(({ tag }) => (
          <LiveReadout key={tag} tag={tag} />
        ))}
      </div>
    </>
  );
}

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
createRoot(root).render(
  <MantineProvider theme={mantineTheme} cssVariablesResolver={variablesOf.dark} forceColorScheme={schemeOf('dark')}>
    <I18nextProvider i18n={createWords('en')}>
      <ServicesContext value={services}>
        <QueryClientProvider client={services.queries}>
          <Screen services={services} />
        </QueryClientProvider>
      </ServicesContext>
    </I18nextProvider>
  </MantineProvider>,
);
void services.start();
