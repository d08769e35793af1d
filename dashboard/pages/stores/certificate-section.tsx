import type { ReactElement } from 'react';
import { useServices } from '../../data/hooks/services-context.ts';
import { useRegister } from '../../data/hooks/use-maintenance.ts';
import { useMay } from '../../data/hooks/use-session.ts';
import { useSiteTime } from '../../data/hooks/use-site.ts';
import type { WireCertificate } from '../../data/maintenance-api.ts';
import { MISSING } from '../../format/number.ts';
import { useWords } from '../../i18n/use-words.ts';
import { AddButton, bothLanguages } from './add-button.tsx';
import { instrumentStanding } from './instrument-standing.ts';
import { RegisterSection } from './register-section.tsx';
import { StepButtons, type StepChoice } from './step-buttons.tsx';
import css from './stores-page.module.css';

/** What people are allowed to do, and until when. */
export function CertificateSection(): ReactElement {
  const { api } = useServices();
  const query = useRegister('certificates', () => api.certificates());
  const mayAdd = useMay('record:review');
  const { t, text } = useWords();
  return (
    <RegisterSection
      title={t('stores.view.certificates')}
      query={query}
      aside={mayAdd && <AddCertificate />}
      columns={[
        { key: 'person', title: t('stores.person'), cell: ({ body }) => body.person },
        {
          key: 'title',
          title: t('stores.view.certificates'),
          cell: ({ body }) => <span className={css.words}>{text(body.title)}</span>,
        },
        { key: 'number', title: t('stores.certificate'), wide: true, cell: ({ body }) => body.number || MISSING },
        { key: 'until', title: t('stores.dueOn'), cell: ({ body }) => body.validUntil ?? t('stores.noEnd') },
        { key: 'state', title: t('upkeep.state'), cell: (one) => <Standing certificate={one} /> },
        { key: 'deeds', title: t('stores.deeds'), cell: (one) => <Deeds certificate={one} /> },
      ]}
    />
  );
}

function Standing({ certificate: { body } }: { readonly certificate: WireCertificate }): ReactElement {
  const { time } = useServices();
  const today = useSiteTime().date(time.nowMs());
  const { t } = useWords();
  const standing =
    body.validUntil === null ? 'ok' : instrumentStanding({ status: 'in-use', dueOn: body.validUntil }, today);
  return <span className={standing === 'ok' ? undefined : css.mark}>{t(`stores.standing.${standing}`)}</span>;
}

function Deeds({ certificate }: { readonly certificate: WireCertificate }): ReactElement | null {
  const mayStep = useMay('record:review');
  const { t } = useWords();
  if (!mayStep) return null;
  const renew: StepChoice<'certificates'> = {
    label: t('stores.renew'),
    asked: [
      { name: 'number', label: t('stores.certificate'), kind: 'line', isNeeded: true, value: certificate.body.number },
      { name: 'until', label: t('stores.validUntil'), kind: 'day', isNeeded: false },
    ],
    stepOf: (v) => ({ step: 'renew', number: v.text('number'), validUntil: v.textOrNull('until'), file: null }),
  };
  const end: StepChoice<'certificates'> = {
    label: t('stores.endCertificate'),
    asked: [{ name: 'reason', label: t('stores.reason'), kind: 'text', isNeeded: true }],
    stepOf: (v) => ({ step: 'end', reason: v.text('reason') }),
  };
  return <StepButtons register="certificates" record={certificate} choices={[renew, end]} />;
}

function AddCertificate(): ReactElement {
  const { t } = useWords();
  return (
    <AddButton
      register="certificates"
      asked={[
        { name: 'code', label: t('stores.code'), kind: 'line', isNeeded: true },
        { name: 'person', label: t('stores.person'), kind: 'line', isNeeded: true },
        { name: 'title', label: t('stores.allowedTo'), kind: 'line', isNeeded: true },
        { name: 'number', label: t('stores.certificate'), kind: 'line', isNeeded: false },
        { name: 'until', label: t('stores.validUntil'), kind: 'day', isNeeded: false },
      ]}
      entryOf={(v) => ({
        ...{ code: v.text('code'), person: v.text('person'), title: bothLanguages(v.text('title')) },
        ...{ number: v.text('number'), validUntil: v.textOrNull('until') },
      })}
    />
  );
}
