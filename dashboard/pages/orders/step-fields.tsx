import type { ReactElement } from 'react';
import { useWords } from '../../i18n/use-words.ts';
import { CallBack, Change } from './desk-step-fields.tsx';
import { Choices, Note, PersonField, type StepFieldsProps } from './step-field-parts.tsx';
import { Arrival, Done, Hold, Labour, Part } from './work-step-fields.tsx';

const REJECT = ['duplicate', 'not_ours', 'no_fault', 'out_of_scope'] as const;

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

function VerifyHint(): ReactElement {
  const { t } = useWords();
  return <p>{t('orderForm.verifyAbout')}</p>;
}
