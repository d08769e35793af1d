import type { ReactElement } from 'react';
import { useServices } from '../../data/hooks/services-context.ts';
import { useRegister } from '../../data/hooks/use-maintenance.ts';
import { useMay } from '../../data/hooks/use-session.ts';
import { useSiteTime } from '../../data/hooks/use-site.ts';
import type { WireInstrument } from '../../data/maintenance-api.ts';
import { MISSING } from '../../format/number.ts';
import { useWords } from '../../i18n/use-words.ts';
import { AddButton, bothLanguages } from './add-button.tsx';
import { instrumentStanding } from './instrument-standing.ts';
import { RegisterSection } from './register-section.tsx';
import { StepButtons, type StepChoice } from './step-buttons.tsx';
import css from './stores-page.module.css';

/** Measuring instruments and until when their readings may be trusted. */
export function InstrumentSection(): ReactElement {
  const { api } = useServices();
  const query = useRegister('instruments', () => api.instruments());
  const mayAdd = useMay('record:review');
  const { t, text } = useWords();
  return (
    <RegisterSection
      title={t('stores.view.instruments')}
      query={query}
      aside={mayAdd && <AddInstrument />}
      columns={[
        {
          key: 'name',
          title: t('stores.name'),
          cell: ({ body }) => <span className={css.words}>{text(body.name)}</span>,
        },
        { key: 'serial', title: t('stores.serial'), wide: true, cell: ({ body }) => body.serial },
        { key: 'place', title: t('stores.place'), wide: true, cell: ({ body }) => body.place },
        { key: 'last', title: t('stores.lastOn'), wide: true, cell: ({ body }) => body.lastOn ?? MISSING },
        { key: 'due', title: t('stores.dueOn'), cell: ({ body }) => body.dueOn ?? MISSING },
        { key: 'state', title: t('upkeep.state'), cell: (one) => <Standing instrument={one} /> },
        { key: 'deeds', title: t('stores.deeds'), cell: (one) => <Deeds instrument={one} /> },
      ]}
    />
  );
}

function Standing({ instrument: { body } }: { readonly instrument: WireInstrument }): ReactElement {
  const { time } = useServices();
  const today = useSiteTime().date(time.nowMs());
  const { t } = useWords();
  const standing = instrumentStanding(body, today);
  const isQuiet = standing === 'ok' || standing === 'sent';
  return <span className={isQuiet ? undefined : css.mark}>{t(`stores.standing.${standing}`)}</span>;
}

const RESULTS = ['pass', 'adjusted', 'fail'] as const;

function Deeds({ instrument }: { readonly instrument: WireInstrument }): ReactElement | null {
  const mayWrite = useMay('record:write');
  const { t } = useWords();
  if (!mayWrite) return null;
  const send: StepChoice<'instruments'> = {
    label: t('stores.send'),
    asked: [
      { name: 'to', label: t('stores.laboratory'), kind: 'line', isNeeded: true },
      { name: 'backBy', label: t('stores.backBy'), kind: 'day', isNeeded: false },
    ],
    stepOf: (v) => ({ step: 'send', to: v.text('to'), backBy: v.textOrNull('backBy') }),
  };
  const test: StepChoice<'instruments'> = {
    label: t('stores.test'),
    asked: [
      { name: 'on', label: t('stores.on'), kind: 'day', isNeeded: true },
      {
        ...{ name: 'result', label: t('stores.result'), kind: 'choice', isNeeded: true },
        options: RESULTS.map((value) => ({ value, label: t(`stores.testResult.${value}`) })),
      },
      { name: 'certificate', label: t('stores.certificate'), kind: 'line', isNeeded: false },
      { name: 'by', label: t('stores.laboratory'), kind: 'line', isNeeded: true },
      { name: 'note', label: t('upkeep.note'), kind: 'line', isNeeded: false },
    ],
    stepOf: (v) => ({
      ...{ step: 'test', on: v.text('on'), result: RESULTS.find((one) => one === v.text('result')) ?? 'fail' },
      ...{ certificate: v.text('certificate'), by: v.text('by'), file: null, note: v.textOrNull('note') },
    }),
  };
  const choices = instrument.body.status === 'sent' ? [test] : [send, test];
  return <StepButtons register="instruments" record={instrument} choices={choices} />;
}

function AddInstrument(): ReactElement {
  const { t } = useWords();
  return (
    <AddButton
      register="instruments"
      asked={[
        { name: 'code', label: t('stores.code'), kind: 'line', isNeeded: true },
        { name: 'name', label: t('stores.name'), kind: 'line', isNeeded: true },
        { name: 'serial', label: t('stores.serial'), kind: 'line', isNeeded: false },
        { name: 'place', label: t('stores.place'), kind: 'line', isNeeded: false },
        { name: 'every', label: t('stores.every'), kind: 'number', isNeeded: true, value: '12' },
        { name: 'last', label: t('stores.on'), kind: 'day', isNeeded: false },
        {
          ...{ name: 'mandatory', label: t('stores.mandatory'), kind: 'choice', isNeeded: true, value: 'no' },
          options: [
            { value: 'no', label: t('stores.no') },
            { value: 'yes', label: t('stores.yes') },
          ],
        },
      ]}
      entryOf={(v) => ({
        ...{
          code: v.text('code'),
          name: bothLanguages(v.text('name')),
          serial: v.text('serial'),
          place: v.text('place'),
        },
        ...{ equipment: null, everyMonths: v.number('every'), lastOn: v.textOrNull('last') },
        isMandatory: v.text('mandatory') === 'yes',
      })}
    />
  );
}
