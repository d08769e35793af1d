import type { ReactElement } from 'react';
import type { WorkOrderStep } from '../../../gateway/domain/work-order.ts';
import { usePeople } from '../../data/hooks/queries.ts';
import { useServices } from '../../data/hooks/services-context.ts';
import { useSession } from '../../data/hooks/use-session.ts';
import { usePlant } from '../../data/hooks/use-site.ts';
import type { OrderSettings, WireOrder } from '../../data/order-api.ts';
import { siteEntry } from '../../format/site-entry.ts';
import { msOf } from '../../format/site-time.ts';
import { useWords, type WordKey } from '../../i18n/use-words.ts';
import { SelectField, TextAreaField, TextField } from '../../ui/fields.tsx';
import { CodeFields } from './code-fields.tsx';

export interface StepFieldsProps {
  readonly order: WireOrder;
  readonly step: WorkOrderStep;
  /** Fields that could not stand as they were typed. */
  readonly wrong: ReadonlySet<string>;
  readonly isAlarmActive: boolean;
  readonly settings: OrderSettings | undefined;
}

/** The fields of one step. */
export function StepFields(props: StepFieldsProps): ReactElement {
  switch (props.step) {
    case 'assign':
      return <PersonField name="assignee" label="orders.assignTo" {...props} />;
    case 'reject':
      return (
        <Choices
          {...props}
          name="rejectReason"
          label="orderForm.rejectReason"
          group="rejectReason"
          values={REJECT}
          note
        />
      );
    case 'arrive':
      return <Arrival {...props} />;
    case 'hold':
      return <Hold {...props} />;
    case 'done':
      return <Done {...props} />;
    case 'call-back':
      return <CallBack {...props} />;
    case 'labour':
      return <Labour {...props} />;
    case 'parts':
      return <Part {...props} />;
    case 'change':
      return <Change {...props} />;
    case 'verify':
      return (
        <>
          <VerifyHint />
          <Note {...props} />
        </>
      );
    default:
      return <Note {...props} />;
  }
}

const REJECT = ['duplicate', 'not_ours', 'no_fault', 'out_of_scope'] as const;
const HOLD = ['parts', 'access', 'approval', 'third_party', 'weather', 'other'] as const;
const CALL = ['phone', 'visit', 'message', 'signature'] as const;
const STAGE = ['issued', 'reserved', 'returned'] as const;
const PRIORITY = ['P1', 'P2', 'P3', 'P4'] as const;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

function VerifyHint(): ReactElement {
  const { t } = useWords();
  return <p>{t('orderForm.verifyAbout')}</p>;
}

function Note({ wrong, step, isAlarmActive }: StepFieldsProps): ReactElement {
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

function PersonField({ name, label, wrong, order, step }: PersonFieldProps): ReactElement {
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

function Choices({ name, label, group, values, value, note = false, ...props }: ChoicesProps): ReactElement {
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

function Arrival({ order }: StepFieldsProps): ReactElement {
  const { t } = useWords();
  return order.equipment === null ? <p>{order.place}</p> : <TextField name="scanned" label={t('orderForm.scanned')} />;
}

function Hold(props: StepFieldsProps): ReactElement {
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

function Done(props: StepFieldsProps): ReactElement {
  const { t } = useWords();
  return (
    <>
      <TextAreaField
        name="resolution"
        label={t('orders.resolution')}
        {...(props.order.resolution ? { value: props.order.resolution } : {})}
        problem={props.wrong.has('resolution') ? t('orders.resolutionNeeded') : undefined}
        autoFocus
      />
      <CodeFields order={props.order} settings={props.settings} isWrong={props.wrong.has('codes')} />
      {props.isAlarmActive && <Note {...props} />}
    </>
  );
}

function CallBack(props: StepFieldsProps): ReactElement {
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

function Labour(props: StepFieldsProps): ReactElement {
  const { timeZone } = usePlant().site;
  const { time } = useServices();
  const { t } = useWords();
  const now = time.nowMs();
  const begun = msOf(props.order.startedAt) ?? now - HOUR_MS;
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

function Part(props: StepFieldsProps): ReactElement {
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

function Change(props: StepFieldsProps): ReactElement {
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
