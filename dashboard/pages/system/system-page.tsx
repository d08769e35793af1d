import { Button } from '@mantine/core';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { lazy, type ReactElement, Suspense, useCallback, useMemo, useState } from 'react';
import type { EquipmentState } from '../../../gateway/contract/resources.ts';
import type { SystemId } from '../../../gateway/domain/equipment.ts';
import { useMay } from '../../data/hooks/use-session.ts';
import { usePlant } from '../../data/hooks/use-site.ts';
import { SYSTEMS } from '../../data/plant.ts';
import { useWords } from '../../i18n/use-words.ts';
import { type Plates, PlatesContext, withPlate } from '../../panels/display/plates.ts';
import { systemPanels } from '../../panels/index.ts';
import type { SystemPanel } from '../../panels/panel.ts';
import { Notice } from '../../ui/notice.tsx';
import { Breadcrumb } from '../equipment/breadcrumb.tsx';
import { FaceplateDock } from '../equipment/faceplate/faceplate-dock.tsx';
import { KeyTrends } from './key-trends.tsx';
import css from './system-page.module.css';

const route = getRouteApi('/systems/$system');
const NONE: readonly string[] = [];
const ArrangePanel = lazy(async () => ({ default: (await import('./arrange/arrange-panel.tsx')).ArrangePanel }));

/** The drawing as it is arranged, or as somebody tries to arrange it. */
function Drawing({ system, panel }: { readonly system: SystemId; readonly panel: SystemPanel }): ReactElement {
  const plant = usePlant();
  const [tried, setTried] = useState<readonly EquipmentState[]>();
  const may = useMay('site:configure');
  const { configWords } = route.useRouteContext();
  const { t } = useWords();
  const { view: View } = panel;
  const shown = plant.ofSystem(system);
  return (
    <>
      {may && !tried && (
        <Button
          variant="default"
          size="compact-sm"
          className={css.arrange}
          onClick={() => void configWords().then(() => setTried(shown))}
        >
          {t('arrange.open')}
        </Button>
      )}
      <View equipment={tried ?? shown} />
      <Suspense fallback={null}>
        {tried && (
          <ArrangePanel system={system} machines={tried} onTry={setTried} onClose={() => setTried(undefined)} />
        )}
      </Suspense>
    </>
  );
}

/** Level 2: one system, drawn by its panel; faceplates open beside the drawing, and the address says which. */
export function SystemPage(): ReactElement {
  const { system: asked } = route.useParams();
  const { open = NONE } = route.useSearch();
  const navigate = useNavigate();
  const plant = usePlant();
  const { t } = useWords();
  const change = useCallback(
    (next: readonly string[]) => {
      const search = { ...(next.length > 0 ? { open: [...next] } : {}) };
      void navigate({ to: '/systems/$system', params: { system: asked }, search, replace: true, resetScroll: false });
    },
    [navigate, asked],
  );
  const plates = useMemo<Plates>(() => ({ open, show: (id) => change(withPlate(open, id)) }), [open, change]);
  const system = SYSTEMS.find((one) => one === asked);
  const panel = systemPanels().find((one) => one.system === system);
  if (!system || !panel) return <Notice title={t('error.notFound')} />;
  const equipment = plant.ofSystem(system);
  return (
    <PlatesContext value={plates}>
      <header className={css.head}>
        <Breadcrumb>
          <h1>{t(`system.${system}`)}</h1>
        </Breadcrumb>
      </header>
      {equipment.length === 0 ? (
        <Notice title={t('equipment.none')} />
      ) : (
        <Drawing key={system} system={system} panel={panel} />
      )}
      <KeyTrends equipment={equipment} />
      <FaceplateDock open={open} onChange={change} />
    </PlatesContext>
  );
}
