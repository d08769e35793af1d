import { Button } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import type { EquipmentState, PointState } from '../../../../gateway/contract/resources.ts';
import { useLink } from '../../../data/hooks/use-site.ts';
import { useWords } from '../../../i18n/use-words.ts';
import { SetDialog } from './set-dialog.tsx';
import css from './setting.module.css';

export interface SetButtonProps {
  readonly equipment: EquipmentState;
  readonly point: PointState;
}

/** Opens the dialog that sets a point; off while the link is. */
export function SetButton({ equipment, point }: SetButtonProps): ReactElement {
  const [isOpen, setOpen] = useState(false);
  const isLive = useLink().state === 'live';
  const { t, text } = useWords();
  return (
    <>
      <Button
        variant="default"
        size="xs"
        className={css.open}
        disabled={!isLive}
        aria-label={t('write.setNamed', { what: text(point.title) })}
        onClick={() => setOpen(true)}
      >
        {t('write.set')}
      </Button>
      {isOpen && <SetDialog equipment={equipment} point={point} onClose={() => setOpen(false)} />}
    </>
  );
}
