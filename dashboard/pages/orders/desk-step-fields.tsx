import type { ReactElement } from 'react';
import { usePlant } from '../../data/hooks/use-site.ts';
import { siteEntry } from '../../format/site-entry.ts';
import { useWords } from '../../i18n/use-words.ts';
import { SelectField, TextAreaField, TextField } from '../../ui/fields.tsx';
import { Choices, type StepFieldsProps } from './step-field-parts.tsx';

const CALL = ['phone', 'visit', 'message', 'signature'] as const;
const PRIORITY = ['P1', 'P2', 'P3', 'P4'] as const;

/** What those say who wanted the work. */
export function CallBack(props: StepFieldsProps): ReactElement {
  const { t } = useWords();
  const { wrong, order } = props;
  return (
    <>
      {order.requester && (
        <p>
          {order.requester.name} <a href={`tel:${order.requester.phone}`}>{order.requester.phone}</a>
        </p>
      )}
      <SelectField
        name="isSolved"
        label={t('orderForm.isSolved')}
        options={[
          { value: 'yes', label: t('orderForm.solved') },
          { value: 'no', label: t('orderForm.unsolved') },
        ]}
        problem={wrong.has('isSolved') ? t('orders.chooseOne') : undefined}
      />
      <SelectField
        name="score"
        label={t('orderForm.score')}
        options={([5, 4, 3, 2, 1] as const).map((one) => ({
          value: String(one),
          label: t(`orderForm.scores.s${one}`),
        }))}
      />
      <Choices
        {...props}
        name="method"
        label="orderForm.how"
        group="orderForm.callMethod"
        values={CALL}
        value="phone"
      />
      <TextField name="person" label={t('orderForm.asked')} value={order.requester?.name ?? ''} />
      <TextAreaField
        name="comment"
        label={t('orderForm.comment')}
        problem={wrong.has('comment') ? t('orderForm.commentNeeded') : undefined}
      />
    </>
  );
}

/** What is to be different, and why. */
export function Change(props: StepFieldsProps): ReactElement {
  const { timeZone } = usePlant().site;
  const { t } = useWords();
  const { order, wrong } = props;
  const entry = (iso: string | null): string => (iso === null ? '' : siteEntry(Date.parse(iso), timeZone).slice(0, -3));
  const times = [
    { name: 'appointmentAt', label: t('orderForm.appointment'), value: entry(order.appointmentAt) },
    { name: 'deadlineAt', label: t('orderForm.deadline'), value: entry(order.deadlineAt) },
  ];
  return (
    <>
      {wrong.has('nothing') && <p role="alert">{t('orderForm.nothingChanged')}</p>}
      <input type="hidden" name="priorityBefore" value={order.priority} />
      <Choices
        {...props}
        name="priority"
        label="orderForm.priority"
        group="priority"
        values={PRIORITY}
        value={order.priority}
      />
      {times.map(({ name, label, value }) => (
        <div key={name}>
          <input type="hidden" name={`${name}Before`} value={value} />
          <TextField
            name={name}
            label={label}
            value={value}
            problem={wrong.has(name) ? t('orderForm.timeNeeded') : undefined}
          />
        </div>
      ))}
      <input type="hidden" name="placeBefore" value={order.place} />
      <TextField name="place" label={t('orders.place')} value={order.place} />
      <TextAreaField
        name="note"
        label={t('orderForm.changeReason')}
        problem={wrong.has('note') ? t('orders.noteNeeded') : undefined}
      />
    </>
  );
}
