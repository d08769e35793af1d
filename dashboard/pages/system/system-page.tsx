import { getRouteApi } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { usePlant } from '../../data/hooks/use-site.ts';
import { SYSTEMS } from '../../data/plant.ts';
import { useWords } from '../../i18n/use-words.ts';
import { systemPanels } from '../../panels/index.ts';
import { Notice } from '../../ui/notice.tsx';
import css from './system-page.module.css';

const route = getRouteApi('/systems/$system');

/** Level 2: one system, drawn by its panel. */
export function SystemPage(): ReactElement {
  const { system: asked } = route.useParams();
  const plant = usePlant();
  const { t } = useWords();
  const system = SYSTEMS.find((one) => one === asked);
  const panel = systemPanels().find((one) => one.system === system);
  if (!system || !panel) return <Notice title={t('error.notFound')} />;
  return (
    <>
      <h1 className={css.title}>{t(`system.${system}`)}</h1>
      <panel.view equipment={plant.ofSystem(system)} />
    </>
  );
}
