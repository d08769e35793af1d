import type { ReactElement } from 'react';
import { usePlant } from '../../data/hooks/use-site.ts';
import { useWords } from '../../i18n/use-words.ts';
import { SelectField } from '../../ui/fields.tsx';

const PRIORITIES = ['P1', 'P2', 'P3', 'P4'] as const;

/** How urgent; medium unless said. */
export function PriorityField({ label }: { readonly label: string }): ReactElement {
  const { t } = useWords();
  return (
    <SelectField
      name="priority"
      label={label}
      options={PRIORITIES.map((one) => ({ value: one, label: `${one[1]} ${t(`priority.${one}`)}` }))}
      value="P3"
    />
  );
}

/** Which machine; empty: a place only. */
export function EquipmentField({ equipment }: { readonly equipment: string | undefined }): ReactElement {
  const plant = usePlant();
  const { t, text } = useWords();
  const machines = plant.equipment.map((one) => ({ value: one.id, label: `${one.id} ${text(one.name)}` }));
  return (
    <SelectField
      name="equipment"
      label={t('orders.equipment')}
      options={[{ value: '', label: t('orders.noEquipment') }, ...machines]}
      value={equipment ?? ''}
    />
  );
}
