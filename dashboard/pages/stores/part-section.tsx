import type { ReactElement } from 'react';
import { useServices } from '../../data/hooks/services-context.ts';
import { useRegister } from '../../data/hooks/use-maintenance.ts';
import { useMay, useSession } from '../../data/hooks/use-session.ts';
import type { WirePart } from '../../data/maintenance-api.ts';
import { useWords } from '../../i18n/use-words.ts';
import type { Asked } from '../../panels/form-dialog/read-asked.ts';
import { AddButton, bothLanguages } from './add-button.tsx';
import { RegisterSection } from './register-section.tsx';
import { StepButtons, type StepChoice } from './step-buttons.tsx';
import css from './stores-page.module.css';

/** Parts on the shelf: what is free, what is too few, and who waits for a second person. */
export function PartSection(): ReactElement {
  const { api } = useServices();
  const query = useRegister('parts', () => api.parts());
  const mayAdd = useMay('record:review');
  const { t, text } = useWords();
  return (
    <RegisterSection
      title={t('stores.view.parts')}
      query={query}
      aside={mayAdd && <AddPart />}
      columns={[
        { key: 'code', title: t('stores.code'), wide: true, cell: ({ body }) => body.code },
        {
          key: 'name',
          title: t('stores.name'),
          cell: ({ body }) => <span className={css.words}>{text(body.name)}</span>,
        },
        { key: 'shelf', title: t('stores.shelf'), cell: ({ body }) => body.shelf },
        { key: 'count', title: t('stores.onHand'), number: true, cell: (part) => <Count part={part} /> },
        { key: 'least', title: t('stores.least'), number: true, wide: true, cell: ({ body }) => body.least },
        { key: 'deeds', title: t('stores.deeds'), cell: (part) => <Deeds part={part} /> },
      ]}
    />
  );
}

function Count({ part: { body } }: { readonly part: WirePart }): ReactElement {
  const { t } = useWords();
  const free = body.onHand - body.reserved.reduce((sum, { quantity }) => sum + quantity, 0);
  return (
    <span>
      {body.onHand} {body.unit}
      {free !== body.onHand && <span className={css.small}> {t('stores.free', { count: free })}</span>}
      {free < body.least && <b className={css.mark}> {t('stores.short')}</b>}
    </span>
  );
}

function Deeds({ part }: { readonly part: WirePart }): ReactElement {
  const mayWrite = useMay('record:write');
  const mayReview = useMay('record:review');
  const me = useSession()?.user.username;
  const choices = useChoices();
  const { t } = useWords();
  const rulings = part.body.wishes.flatMap(({ id, by, quantity }): StepChoice<'parts/decisions'>[] => [
    ...(by === me
      ? []
      : [
          {
            label: t('stores.grant', { count: quantity, name: by }),
            asked: [],
            stepOf: () => ({ step: 'decide' as const, wish: id, grant: true }),
          },
        ]),
    { label: t('stores.deny'), asked: [], stepOf: () => ({ step: 'decide', wish: id, grant: false }) },
  ]);
  return (
    <>
      {mayWrite && <StepButtons register="parts" record={part} choices={choices} />}
      {mayReview && rulings.length > 0 && <StepButtons register="parts/decisions" record={part} choices={rulings} />}
    </>
  );
}

function useChoices(): StepChoice<'parts'>[] {
  const { t } = useWords();
  const quantity: Asked = { name: 'quantity', label: t('stores.quantity'), kind: 'number', isNeeded: true };
  const purpose: Asked = { name: 'purpose', label: t('stores.purpose'), kind: 'text', isNeeded: true };
  const order: Asked = { name: 'order', label: t('stores.order'), kind: 'number', isNeeded: false };
  return [
    {
      label: t('stores.issue'),
      asked: [quantity, order, purpose],
      stepOf: (v) => ({
        step: 'issue',
        quantity: v.number('quantity'),
        order: v.numberOrNull('order'),
        purpose: v.text('purpose'),
      }),
    },
    {
      label: t('stores.reserve'),
      asked: [quantity, { ...order, isNeeded: true }],
      stepOf: (v) => ({ step: 'reserve', quantity: v.number('quantity'), order: v.number('order') }),
    },
    {
      label: t('stores.give'),
      asked: [quantity, order],
      stepOf: (v) => ({ step: 'return', quantity: v.number('quantity'), order: v.numberOrNull('order') }),
    },
    {
      label: t('stores.receive'),
      asked: [quantity, { ...purpose, name: 'note', label: t('upkeep.note') }],
      stepOf: (v) => ({ step: 'receive', quantity: v.number('quantity'), note: v.text('note') }),
    },
    {
      label: t('stores.count'),
      asked: [quantity, { name: 'note', label: t('upkeep.note'), kind: 'line', isNeeded: false }],
      stepOf: (v) => ({ step: 'count', counted: v.number('quantity'), note: v.textOrNull('note') }),
    },
  ];
}

function AddPart(): ReactElement {
  const { t } = useWords();
  return (
    <AddButton
      register="parts"
      asked={[
        { name: 'code', label: t('stores.code'), kind: 'line', isNeeded: true },
        { name: 'name', label: t('stores.name'), kind: 'line', isNeeded: true },
        { name: 'unit', label: t('stores.unit'), kind: 'line', isNeeded: true },
        { name: 'shelf', label: t('stores.shelf'), kind: 'line', isNeeded: false },
        { name: 'least', label: t('stores.least'), kind: 'number', isNeeded: false },
      ]}
      entryOf={(v) => ({
        ...{ code: v.text('code'), name: bothLanguages(v.text('name')), unit: v.text('unit'), shelf: v.text('shelf') },
        ...{ least: v.number('least'), approvalAbove: 10, price: null, equipment: [] },
      })}
    />
  );
}
