import { type ReactElement, useState } from 'react';
import type { EquipmentState } from '../../../gateway/contract/resources.ts';
import { useMaintenance } from '../../data/hooks/use-alarm-work.ts';
import { useEquipmentCards } from '../../data/hooks/use-register.ts';
import { formatAge } from '../../format/duration.ts';
import { useWords } from '../../i18n/use-words.ts';
import { FormDialog } from '../../panels/form-dialog/form-dialog.tsx';
import { reasonOf, textOf } from '../../panels/form-dialog/read-text.ts';
import { SelectField, TextAreaField } from '../../ui/fields.tsx';

const HOUR_MS = 3_600_000;
/** Eight hours are the most: then somebody says again that it goes on. */
const CHOICES: readonly number[] = [HOUR_MS / 2, HOUR_MS, 2 * HOUR_MS, 4 * HOUR_MS, 8 * HOUR_MS];
const USUAL = String(2 * HOUR_MS);

export interface MaintenanceDialogProps {
  readonly equipment: EquipmentState;
  readonly onClose: () => void;
}

/** Asks for how long a machine is being worked on, and why. */
export function MaintenanceDialog({ equipment, onClose }: MaintenanceDialogProps): ReactElement {
  const maintenance = useMaintenance(equipment.id);
  const [isWrong, setWrong] = useState(false);
  const needsSecond = useEquipmentCards(equipment.id).data?.[0]?.needsSecondPerson ?? false;
  const { t, text } = useWords();

  function send(form: FormData): void {
    const reason = reasonOf(form);
    setWrong(reason === undefined);
    if (reason !== undefined) {
      maintenance.mutate({ forMs: Number(textOf(form, 'for')), reason }, { onSuccess: onClose });
    }
  }

  return (
    <FormDialog
      title={t('maintenance.title', { what: text(equipment.name) })}
      submit={t('maintenance.start')}
      pending={maintenance.isPending}
      error={maintenance.error}
      onSubmit={send}
      onClose={onClose}
    >
      <p>{t('maintenance.about')}</p>
      {needsSecond && <strong role="alert">{t('register.secondPerson')}</strong>}
      <SelectField
        name="for"
        label={t('maintenance.for')}
        value={USUAL}
        options={CHOICES.map((ms) => ({ value: String(ms), label: formatAge(ms) }))}
      />
      <TextAreaField name="reason" label={t('deed.reason')} problem={isWrong ? t('deed.reasonNeeded') : undefined} />
    </FormDialog>
  );
}
