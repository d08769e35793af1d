import type { ReactElement } from 'react';
import { useServices } from '../../data/hooks/services-context.ts';
import { useRegister } from '../../data/hooks/use-maintenance.ts';
import { useMay } from '../../data/hooks/use-session.ts';
import type { WireContractor } from '../../data/maintenance-api.ts';
import { MISSING } from '../../format/number.ts';
import { useWords } from '../../i18n/use-words.ts';
import { AddButton, bothLanguages } from './add-button.tsx';
import { RegisterSection } from './register-section.tsx';
import { StepButtons, type StepChoice } from './step-buttons.tsx';
import css from './stores-page.module.css';

/** Contractors: whom to call, until when the contract runs, and how the last month was. */
export function ContractorSection(): ReactElement {
  const { api } = useServices();
  const query = useRegister('contractors', () => api.contractors());
  const mayManage = useMay('duty:manage');
  const { t, text } = useWords();
  return (
    <RegisterSection
      title={t('stores.view.contractors')}
      query={query}
      aside={mayManage && <AddContractor />}
      columns={[
        { key: 'name', title: t('stores.name'), cell: ({ body }) => <span className={css.words}>{body.name}</span> },
        { key: 'trade', title: t('stores.trade'), wide: true, cell: ({ body }) => text(body.trade) },
        {
          key: 'phone',
          title: t('stores.phone'),
          cell: ({ body }) => (
            <span className={css.words}>
              {body.contact} <a href={`tel:${body.phone}`}>{body.phone}</a> {body.nightPhone}
            </span>
          ),
        },
        {
          key: 'arrive',
          title: t('stores.arrive'),
          wide: true,
          number: true,
          cell: ({ body }) => t('upkeep.minutes', { count: body.arriveMinutes }),
        },
        { key: 'until', title: t('stores.contract'), wide: true, cell: ({ body }) => body.contractEnd ?? MISSING },
        { key: 'review', title: t('stores.lastReview'), wide: true, cell: (one) => <LastReview contractor={one} /> },
        { key: 'deeds', title: t('stores.deeds'), cell: (one) => <Deeds contractor={one} /> },
      ]}
    />
  );
}

function LastReview({ contractor }: { readonly contractor: WireContractor }): ReactElement {
  const last = contractor.body.reviews.at(-1);
  if (!last) return <>{MISSING}</>;
  const { month, quality, punctuality, safety, demand, deadline, rectifiedAt } = last;
  return (
    <span className={css.words}>
      {month}: {quality}/{punctuality}/{safety}
      {demand && rectifiedAt === null && (
        <b className={css.mark}>
          {' '}
          {demand} {deadline}
        </b>
      )}
    </span>
  );
}

function Deeds({ contractor }: { readonly contractor: WireContractor }): ReactElement {
  const mayManage = useMay('duty:manage');
  const mayCall = useMay('record:write');
  const choices = useChoices(contractor);
  const { t } = useWords();
  return (
    <>
      {mayCall && (
        <AddButton
          register="call-outs"
          asked={[
            { name: 'reason', label: t('stores.reason'), kind: 'text', isNeeded: true },
            { name: 'order', label: t('stores.order'), kind: 'number', isNeeded: false },
          ]}
          entryOf={(v) => {
            return {
              contractor: contractor.id,
              equipment: null,
              order: v.numberOrNull('order'),
              reason: v.text('reason'),
            };
          }}
          label={t('stores.call')}
        />
      )}
      {mayManage && <StepButtons register="contractors" record={contractor} choices={choices} />}
    </>
  );
}

function useChoices({ body }: WireContractor): StepChoice<'contractors'>[] {
  const { t } = useWords();
  const open = body.reviews.find(({ demand, rectifiedAt }) => demand !== null && rectifiedAt === null);
  const points = (name: 'quality' | 'punctuality' | 'safety') => {
    return { name, label: t(`stores.${name}`), kind: 'number' as const, isNeeded: true, value: '5' };
  };
  const review: StepChoice<'contractors'> = {
    label: t('stores.review'),
    asked: [
      { name: 'month', label: t('stores.month'), kind: 'line', isNeeded: true },
      ...[points('quality'), points('punctuality'), points('safety')],
      { name: 'remark', label: t('upkeep.remark'), kind: 'line', isNeeded: false },
      { name: 'demand', label: t('stores.demand'), kind: 'text', isNeeded: false },
      { name: 'deadline', label: t('stores.deadline'), kind: 'day', isNeeded: false },
    ],
    stepOf: (v) => ({
      ...{ step: 'review', month: v.text('month'), remark: v.text('remark') },
      ...{ quality: v.number('quality'), punctuality: v.number('punctuality'), safety: v.number('safety') },
      ...{ demand: v.textOrNull('demand'), deadline: v.textOrNull('deadline') },
    }),
  };
  const rectified: StepChoice<'contractors'> = {
    label: t('stores.rectified'),
    asked: [{ name: 'note', label: t('upkeep.note'), kind: 'text', isNeeded: true }],
    stepOf: (v) => ({ step: 'rectified', month: open?.month ?? '', note: v.text('note') }),
  };
  return open ? [rectified, review] : [review];
}

function AddContractor(): ReactElement {
  const { t } = useWords();
  return (
    <AddButton
      register="contractors"
      asked={[
        { name: 'code', label: t('stores.code'), kind: 'line', isNeeded: true },
        { name: 'name', label: t('stores.name'), kind: 'line', isNeeded: true },
        { name: 'trade', label: t('stores.trade'), kind: 'line', isNeeded: true },
        { name: 'contact', label: t('stores.to'), kind: 'line', isNeeded: false },
        { name: 'phone', label: t('stores.phone'), kind: 'line', isNeeded: true },
        { name: 'arrive', label: t('stores.arrive'), kind: 'number', isNeeded: true, value: '120', unit: 'min' },
        { name: 'until', label: t('stores.contract'), kind: 'day', isNeeded: false },
      ]}
      entryOf={(v) => ({
        ...{ code: v.text('code'), name: v.text('name'), trade: bothLanguages(v.text('trade')) },
        ...{ contact: v.text('contact'), phone: v.text('phone'), nightPhone: '', equipment: [] },
        ...{ arriveMinutes: v.number('arrive'), contractEnd: v.textOrNull('until'), contractNumber: '' },
      })}
    />
  );
}
