import type { ReactElement } from 'react';
import type { WorkOrderStep } from '../../../gateway/domain/work-order.ts';
import { usePeople } from '../../data/hooks/queries.ts';
import { useSession } from '../../data/hooks/use-session.ts';
import type { OrderSettings, WireOrder } from '../../data/order-api.ts';
import { useWords, type WordKey } from '../../i18n/use-words.ts';
import { SelectField, TextAreaField } from '../../ui/fields.tsx';

export interface StepFieldsProps {
  readonly order: WireOrder;
  readonly step: WorkOrderStep;
  /** Fields that could not stand as they were typed. */
  readonly wrong: ReadonlySet<string>;
  readonly isAlarmActive: boolean;
  readonly settings: OrderSettings | undefined;
}

/** A few words; needed where the step says so. */
export function Note({ wrong, step, isAlarmActive }: StepFieldsProps): ReactElement {
  const { t } = useWords();
  const label = step === 'done' && isAlarmActive ? 'orders.noteDespite' : 'orders.note';
  return (
    <TextAreaField name="note" label={t(label)} problem={wrong.has('note') ? t('orders.noteNeeded') : undefined} />
  );
}

interface PersonFieldProps extends StepFieldsProps {
  readonly name: string;
  readonly label: WordKey;
}

/** Somebody who has an account. */
export function PersonField({ name, label, wrong, order, step }: PersonFieldProps): ReactElement {
  const people = usePeople().data ?? [];
  const me = useSession()?.user.username;
  const { t } = useWords();
  const usual = step === 'labour' ? (order.assignee ?? me) : undefined;
  return (
    <SelectField
      name={name}
      label={t(label)}
      options={people.map((person) => ({ value: person.username, label: person.displayName }))}
      {...(usual ? { value: usual } : {})}
      problem={wrong.has(name) ? t('orders.personNeeded') : undefined}
    />
  );
}

interface ChoicesProps extends StepFieldsProps {
  readonly name: string;
  readonly label: WordKey;
  /** Where the words of the values are. */
  readonly group: 'rejectReason' | 'holdReason' | 'orderForm.callMethod' | 'orderForm.partStage' | 'priority';
  readonly values: readonly string[];
  readonly value?: string;
  readonly note?: boolean;
}

/** One of a fixed list, with a note below it where that helps. */
export function Choices({ name, label, group, values, value, note = false, ...props }: ChoicesProps): ReactElement {
  const { t } = useWords();
  return (
    <>
      <SelectField
        name={name}
        label={t(label)}
        options={values.map((one) => ({ value: one, label: t(`${group}.${one}` as WordKey) }))}
        {...(value === undefined ? {} : { value })}
        problem={props.wrong.has(name) ? t('orders.chooseOne') : undefined}
      />
      {note && <Note {...props} />}
    </>
  );
}
