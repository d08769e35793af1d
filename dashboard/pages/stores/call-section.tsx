import type { ReactElement } from 'react';
import { useServices } from '../../data/hooks/services-context.ts';
import { useRegister } from '../../data/hooks/use-maintenance.ts';
import { useMay } from '../../data/hooks/use-session.ts';
import { useNow, useSiteTime } from '../../data/hooks/use-site.ts';
import type { WireCallOut } from '../../data/maintenance-api.ts';
import { useWords } from '../../i18n/use-words.ts';
import { RegisterSection } from './register-section.tsx';
import { StepButtons, type StepChoice } from './step-buttons.tsx';
import css from './stores-page.module.css';

/** Calls of contractors: when they were called, when they were there, and what came of it. */
export function CallSection(): ReactElement {
  const { api } = useServices();
  const query = useRegister('call-outs', () => api.callOuts());
  const time = useSiteTime();
  const now = useNow();
  const { t } = useWords();
  return (
    <RegisterSection
      title={t('stores.view.calls')}
      query={query}
      columns={[
        { key: 'called', title: t('stores.calledAt'), cell: ({ body }) => time.brief(Date.parse(body.calledAt), now) },
        {
          key: 'who',
          title: t('stores.name'),
          cell: ({ body }) => <span className={css.words}>{body.contractorName}</span>,
        },
        { key: 'why', title: t('stores.reason'), cell: ({ body }) => <span className={css.words}>{body.reason}</span> },
        { key: 'arrived', title: t('stores.arrivedAt'), cell: (call) => <Arrival call={call} /> },
        {
          key: 'result',
          title: t('stores.result'),
          wide: true,
          cell: ({ body }) => <span className={css.words}>{body.result}</span>,
        },
        { key: 'deeds', title: t('stores.deeds'), cell: (call) => <Deeds call={call} /> },
      ]}
    />
  );
}

function Arrival({ call: { body, state } }: { readonly call: WireCallOut }): ReactElement {
  const { t } = useWords();
  const time = useSiteTime();
  const now = useNow();
  const due = t('stores.due', { at: time.brief(Date.parse(body.arriveDueAt), now) });
  return (
    <span className={css.words}>
      {body.arrivedAt ? time.brief(Date.parse(body.arrivedAt), now) : state === 'open' && due}
      {body.isLate && <b className={css.mark}> {t('stores.isLate')}</b>}
    </span>
  );
}

function Deeds({ call }: { readonly call: WireCallOut }): ReactElement | null {
  const mayWrite = useMay('record:write');
  const { t } = useWords();
  if (!mayWrite || call.state !== 'open') return null;
  const answer: StepChoice<'call-outs'> = {
    label: t('stores.answered'),
    asked: [
      { name: 'by', label: t('stores.to'), kind: 'line', isNeeded: true },
      { name: 'promise', label: t('stores.promise'), kind: 'line', isNeeded: false },
    ],
    stepOf: (v) => ({ step: 'answer', by: v.text('by'), promise: v.text('promise') }),
  };
  const arrive: StepChoice<'call-outs'> = {
    label: t('stores.arrived'),
    asked: [{ name: 'people', label: t('stores.whoCame'), kind: 'line', isNeeded: true }],
    stepOf: (v) => ({ step: 'arrive', people: v.text('people') }),
  };
  const close: StepChoice<'call-outs'> = {
    label: t('stores.close'),
    asked: [
      { name: 'result', label: t('stores.result'), kind: 'text', isNeeded: true },
      {
        ...{ name: 'solved', label: t('stores.solved'), kind: 'choice', isNeeded: true },
        options: [
          { value: 'yes', label: t('stores.yes') },
          { value: 'no', label: t('stores.no') },
        ],
      },
    ],
    stepOf: (v) => ({ step: 'close', result: v.text('result'), isSolved: v.text('solved') === 'yes' }),
  };
  const choices = [...(call.body.answered ? [] : [answer]), ...(call.body.arrivedAt ? [] : [arrive]), close];
  return <StepButtons register="call-outs" record={call} choices={choices} />;
}
