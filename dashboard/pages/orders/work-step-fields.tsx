import type { ReactElement } from 'react';
import { useServices } from '../../data/hooks/services-context.ts';
import { usePlant } from '../../data/hooks/use-site.ts';
import { siteEntry } from '../../format/site-entry.ts';
import { msOf } from '../../format/site-time.ts';
import { useWords } from '../../i18n/use-words.ts';
import { SelectField, TextAreaField, TextField } from '../../ui/fields.tsx';
import { CodeFields } from './code-fields.tsx';
import { Choices, Note, PersonField, type StepFieldsProps } from './step-field-parts.tsx';

const HOLD = ['parts', 'access', 'approval', 'third_party', 'weather', 'other'] as const;
const STAGE = ['issued', 'reserved', 'returned'] as const;
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** That one is there: what the code on the machine says. */
export function Arrival({ order }: StepFieldsProps): ReactElement {
  const { t } = useWords();
  return order.equipment === null ? <p>{order.place}</p> : <TextField name="scanned" label={t('orderForm.scanned')} />;
}

/** Why it has to wait, and until when. */
export function Hold(props: StepFieldsProps): ReactElement {
  const { timeZone } = usePlant().site;
  const { time } = useServices();
  const { t } = useWords();
  return (
    <>
      <Choices {...props} name="holdReason" label="orderForm.holdReason" group="holdReason" values={HOLD} />
      <TextField
        name="resumeAt"
        label={t('orderForm.resumeAt')}
        value={siteEntry(time.nowMs() + DAY_MS, timeZone).slice(0, -3)}
        problem={props.wrong.has('resumeAt') ? t('orderForm.timeNeeded') : undefined}
      />
      <Note {...props} />
    </>
  );
}

/** What was found and done, in words and codes. */
export function Done(props: StepFieldsProps): ReactElement {
  const { t } = useWords();
  return (
    <>
      <TextAreaField
        name="resolution"
        label={t('orders.resolution')}
        {...(props.order.resolution ? { value: props.order.resolution } : {})}
        problem={props.wrong.has('resolution') ? t('orders.resolutionNeeded') : undefined}
      />
      <CodeFields order={props.order} settings={props.settings} isWrong={props.wrong.has('codes')} />
      {props.isAlarmActive && <Note {...props} />}
    </>
  );
}

/** Who worked on it, from when to when. */
export function Labour(props: StepFieldsProps): ReactElement {
  const { timeZone } = usePlant().site;
  const { time } = useServices();
  const { t } = useWords();
  const now = time.nowMs();
  // Work done within the minute it began still takes one: an hour of nothing is refused.
  const begun = Math.min(msOf(props.order.startedAt) ?? now - HOUR_MS, now - MINUTE_MS);
  const entry = (ms: number): string => siteEntry(ms, timeZone).slice(0, -3);
  const problem = (name: string) => (props.wrong.has(name) ? t('orderForm.numberNeeded') : undefined);
  return (
    <>
      <PersonField {...props} name="person" label="orderForm.person" />
      <TextField name="from" label={t('orderForm.from')} value={entry(begun)} />
      <TextField
        name="to"
        label={t('orderForm.to')}
        value={entry(now)}
        problem={props.wrong.has('span') ? t('orderForm.spanNeeded') : undefined}
      />
      <TextField name="people" label={t('orderForm.people')} value="1" unit="" problem={problem('people')} />
      <TextField
        name="travelMinutes"
        label={t('orderForm.travel')}
        value="0"
        unit="min"
        problem={problem('travelMinutes')}
      />
      <SelectField
        name="isOvertime"
        label={t('orderForm.overtime')}
        value="no"
        options={(['no', 'yes'] as const).map((one) => ({ value: one, label: t(`state.${one}`) }))}
      />
    </>
  );
}

/** What was used up. */
export function Part(props: StepFieldsProps): ReactElement {
  const { t } = useWords();
  const problem = (name: string) => (props.wrong.has(name) ? t('orderForm.numberNeeded') : undefined);
  const { wrong } = props;
  return (
    <>
      <TextField
        name="name"
        label={t('orderForm.part')}
        problem={wrong.has('name') ? t('orderForm.partNeeded') : undefined}
      />
      <TextField name="quantity" label={t('orderForm.quantity')} value="1" unit="" problem={problem('quantity')} />
      <TextField name="unit" label={t('orderForm.unit')} />
      <TextField name="price" label={t('orderForm.price')} unit="" problem={problem('price')} />
      <Choices
        {...props}
        name="stage"
        label="orderForm.stage"
        group="orderForm.partStage"
        values={STAGE}
        value="issued"
      />
    </>
  );
}
