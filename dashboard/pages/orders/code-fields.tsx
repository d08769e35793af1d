import type { ReactElement } from 'react';
import { usePlant } from '../../data/hooks/use-site.ts';
import type { OrderSettings, WireOrder } from '../../data/order-api.ts';
import { useWords } from '../../i18n/use-words.ts';
import { SelectField } from '../../ui/fields.tsx';
import { codeListOf } from './code-list.ts';

export interface CodeFieldsProps {
  readonly order: WireOrder;
  readonly settings: OrderSettings | undefined;
  readonly isWrong: boolean;
}

/** Failure, cause and remedy of the site's list for this class of equipment; nothing where the site has none. */
export function CodeFields({ order, settings, isWrong }: CodeFieldsProps): ReactElement | null {
  const plant = usePlant();
  const { t, text } = useWords();
  const equipmentClass = order.equipment === null ? undefined : plant.equipmentById.get(order.equipment)?.class;
  const list = settings && codeListOf(settings.codes, equipmentClass);
  if (!list) return null;
  const fields = [
    { name: 'failure', label: t('orderForm.failure'), codes: list.failures, value: order.codes?.failure },
    { name: 'cause', label: t('orderForm.causeCode'), codes: list.causes, value: order.codes?.cause },
    { name: 'remedy', label: t('orderForm.remedy'), codes: list.remedies, value: order.codes?.remedy },
  ];
  return (
    <>
      {fields.map(({ name, label, codes, value }, i) => (
        <SelectField
          key={name}
          name={name}
          label={label}
          options={codes.map((code) => ({ value: code.id, label: text(code.text) }))}
          {...(value === undefined ? {} : { value })}
          problem={isWrong && i === 2 ? t('orderForm.codesNeeded') : undefined}
        />
      ))}
    </>
  );
}
