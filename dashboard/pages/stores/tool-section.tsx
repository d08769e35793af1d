import type { ReactElement } from 'react';
import { useServices } from '../../data/hooks/services-context.ts';
import { useRegister } from '../../data/hooks/use-maintenance.ts';
import { useMay } from '../../data/hooks/use-session.ts';
import { useNow, useSiteTime } from '../../data/hooks/use-site.ts';
import type { WireTool } from '../../data/maintenance-api.ts';
import { useWords } from '../../i18n/use-words.ts';
import { AddButton, bothLanguages } from './add-button.tsx';
import { RegisterSection } from './register-section.tsx';
import { StepButtons, type StepChoice } from './step-buttons.tsx';
import css from './stores-page.module.css';

/** Tools: who has them, what is damaged, what was missing at the last count. */
export function ToolSection(): ReactElement {
  const { api } = useServices();
  const query = useRegister('tools', () => api.tools());
  const mayAdd = useMay('record:review');
  const { t, text } = useWords();
  return (
    <RegisterSection
      title={t('stores.view.tools')}
      query={query}
      aside={mayAdd && <AddTool />}
      columns={[
        { key: 'code', title: t('stores.code'), wide: true, cell: ({ body }) => body.code },
        {
          key: 'name',
          title: t('stores.name'),
          cell: ({ body }) => <span className={css.words}>{text(body.name)}</span>,
        },
        { key: 'place', title: t('stores.place'), wide: true, cell: ({ body }) => body.place },
        { key: 'state', title: t('upkeep.state'), cell: (tool) => <ToolState tool={tool} /> },
        { key: 'deeds', title: t('stores.deeds'), cell: (tool) => <Deeds tool={tool} /> },
      ]}
    />
  );
}

function ToolState({ tool: { body, dueAt } }: { readonly tool: WireTool }): ReactElement {
  const { t } = useWords();
  const time = useSiteTime();
  const now = useNow();
  const { lent, damage, counted } = body;
  const isLate = lent !== null && dueAt !== null && Date.parse(dueAt) < now;
  return (
    <span className={css.words}>
      {lent ? t('stores.lentTo', { name: lent.to, at: time.brief(Date.parse(lent.at), now) }) : t('stores.inside')}
      {isLate && <b className={css.mark}> {t('upkeep.overdue')}</b>}
      {damage && <b className={css.mark}> {t('stores.damaged', { cause: damage.cause })}</b>}
      {counted?.isThere === false && <b className={css.mark}> {t('stores.isMissing')}</b>}
    </span>
  );
}

function Deeds({ tool }: { readonly tool: WireTool }): ReactElement | null {
  const mayWrite = useMay('record:write');
  const { t } = useWords();
  if (!mayWrite) return null;
  const cause = { name: 'cause', label: t('stores.cause'), kind: 'text' as const };
  const lend: StepChoice<'tools'> = {
    label: t('stores.lend'),
    asked: [
      { name: 'to', label: t('stores.to'), kind: 'line', isNeeded: true },
      { name: 'backBy', label: t('stores.backBy'), kind: 'day', isNeeded: false },
      { name: 'purpose', label: t('stores.purpose'), kind: 'line', isNeeded: false },
    ],
    stepOf: (v) => ({ step: 'lend', to: v.text('to'), backBy: v.textOrNull('backBy'), purpose: v.text('purpose') }),
  };
  const back: StepChoice<'tools'> = {
    label: t('stores.takeBack'),
    asked: [{ ...cause, isNeeded: false }],
    stepOf: (v) => ({ step: 'return', damage: v.textOrNull('cause') }),
  };
  const damage: StepChoice<'tools'> = tool.body.damage
    ? { label: t('stores.repaired'), asked: [], stepOf: () => ({ step: 'repaired' }) }
    : {
        label: t('stores.damage'),
        asked: [{ ...cause, isNeeded: true }],
        stepOf: (v) => ({ step: 'damage', cause: v.text('cause') }),
      };
  const count: StepChoice<'tools'> = {
    label: t('stores.count'),
    asked: [
      {
        ...{ name: 'there', label: t('upkeep.state'), kind: 'choice', isNeeded: true, value: 'yes' },
        options: [
          { value: 'yes', label: t('stores.there') },
          { value: 'no', label: t('stores.notThere') },
        ],
      },
      { name: 'note', label: t('upkeep.note'), kind: 'line', isNeeded: false },
    ],
    stepOf: (v) => ({ step: 'count', isThere: v.text('there') === 'yes', note: v.textOrNull('note') }),
  };
  return <StepButtons register="tools" record={tool} choices={[tool.body.lent ? back : lend, damage, count]} />;
}

function AddTool(): ReactElement {
  const { t } = useWords();
  return (
    <AddButton
      register="tools"
      asked={[
        { name: 'code', label: t('stores.code'), kind: 'line', isNeeded: true },
        { name: 'name', label: t('stores.name'), kind: 'line', isNeeded: true },
        { name: 'place', label: t('stores.place'), kind: 'line', isNeeded: false },
      ]}
      entryOf={(v) => ({ code: v.text('code'), name: bothLanguages(v.text('name')), place: v.text('place') })}
    />
  );
}
