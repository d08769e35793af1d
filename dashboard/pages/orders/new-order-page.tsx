import { getRouteApi } from '@tanstack/react-router';
import { type ReactElement, useState } from 'react';
import { useMay } from '../../data/hooks/use-session.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Section } from '../../ui/section.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { DraftForm } from './draft-form.tsx';
import { RequestForm } from './request-form.tsx';

const route = getRouteApi('/work-orders/new');

type Form = 'request' | 'order';

/** Reports something, which anybody may, or opens a work order at once. */
export function NewOrderPage(): ReactElement {
  const { equipment } = route.useSearch();
  const mayOpen = useMay('work-order:create');
  const [form, setForm] = useState<Form>(mayOpen && equipment !== undefined ? 'order' : 'request');
  const { t } = useWords();
  const forms = (['request', 'order'] as const).map((id) => ({ id, label: t(`newOrder.${id}`) }));
  return (
    <Section title={<h1>{t('newOrder.title')}</h1>}>
      {mayOpen && <Tabs label={t('newOrder.title')} tabs={forms} chosen={form} onChoose={setForm} />}
      {form === 'order' ? <DraftForm equipment={equipment} /> : <RequestForm equipment={equipment} />}
    </Section>
  );
}
