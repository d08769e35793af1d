import { Button } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import type { EquipmentState } from '../../../gateway/contract/resources.ts';
import { useMaintenance } from '../../data/hooks/use-alarm-work.ts';
import { useDesk } from '../../data/hooks/use-alarms.ts';
import { useMay } from '../../data/hooks/use-session.ts';
import { useLink, useNow } from '../../data/hooks/use-site.ts';
import { formatElapsed } from '../../format/duration.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Refusal } from '../../panels/form-dialog/refusal.tsx';
import { usePersonName } from '../../panels/live/use-person-name.ts';
import { MaintenanceDialog } from './maintenance-dialog.tsx';
import css from './maintenance-mode.module.css';

/** Whether the machine is being worked on, by whom, for how long yet; and the way in and out. */
export function MaintenanceMode({ equipment }: { readonly equipment: EquipmentState }): ReactElement | null {
  const mode = useDesk().maintenance.find((one) => one.equipment === equipment.id);
  const [asked, setAsked] = useState(false);
  const may = useMay('alarm:shelve');
  const linkUp = useLink().state === 'live';
  const { t } = useWords();
  if (!mode && !may) return null;
  return (
    <>
      {mode && <Present equipment={equipment.id} mode={mode} />}
      {may && (
        <Button variant="default" size="xs" disabled={!linkUp} onClick={() => setAsked(true)}>
          {t(mode ? 'maintenance.extend' : 'maintenance.open')}
        </Button>
      )}
      {asked && <MaintenanceDialog equipment={equipment} onClose={() => setAsked(false)} />}
    </>
  );
}

interface PresentProps {
  readonly equipment: string;
  readonly mode: ReturnType<typeof useDesk>['maintenance'][number];
}

/** How long before its end it is said aloud that it ends. */
const WARN_MS = 15 * 60_000;

function Present({ equipment, mode }: PresentProps): ReactElement {
  const end = useMaintenance(equipment);
  const may = useMay('alarm:shelve');
  const now = useNow();
  const personName = usePersonName();
  const { t } = useWords();
  const leftMs = Date.parse(mode.until) - now;
  return (
    <div className={css.mode} data-ending={leftMs < WARN_MS}>
      <span>
        <strong>{t('maintenance.on')}</strong> · {t('maintenance.left', { time: formatElapsed(leftMs) })} ·{' '}
        {personName(mode.by)} · {mode.reason}
      </span>
      {may && (
        <Button variant="default" size="xs" loading={end.isPending} onClick={() => end.mutate(null)}>
          {t('maintenance.end')}
        </Button>
      )}
      {end.error && <Refusal error={end.error} />}
    </div>
  );
}
