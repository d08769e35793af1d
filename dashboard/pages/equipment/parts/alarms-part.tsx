import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import type { EquipmentState } from '../../../../gateway/contract/resources.ts';
import { useServices } from '../../../data/hooks/services-context.ts';
import { useWords } from '../../../i18n/use-words.ts';
import { OpenAlarmsView } from '../../../panels/alarm-list/open-alarms-view.tsx';
import { Section } from '../../../ui/section.tsx';
import { AlarmHistory } from '../../alarms/alarm-history.tsx';
import css from './parts.module.css';

const RENEW_MS = 30_000;

/** Open alarms of the machine, and all it has had; a row opens its card. */
export function AlarmsPart({ equipment }: { readonly equipment: EquipmentState }): ReactElement {
  const { api } = useServices();
  const navigate = useNavigate();
  const { t } = useWords();
  const history = useQuery({
    queryKey: ['alarms', 'all', equipment.id],
    queryFn: () => api.alarms('all', equipment.id),
    refetchInterval: RENEW_MS,
  });
  return (
    <div className={css.stack}>
      <OpenAlarmsView equipment={equipment} />
      <Section title={t('alarms.history')}>
        <AlarmHistory
          history={history}
          chosen={undefined}
          onChoose={(id) => void navigate({ to: '/alarms', search: { view: 'history', id } })}
        />
      </Section>
    </div>
  );
}
