import { useNavigate } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import type { EquipmentState } from '../../../gateway/contract/resources.ts';
import { useAlarmsOf } from '../../data/hooks/use-alarms.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Section } from '../../ui/section.tsx';
import { AlarmRows } from './alarm-rows.tsx';

/** Open alarms of one machine; a row opens its response card. */
export function OpenAlarmsView({ equipment }: { readonly equipment: EquipmentState }): ReactElement {
  const alarms = useAlarmsOf('equipment', equipment.id);
  const navigate = useNavigate();
  const { t } = useWords();
  return (
    <Section title={t('equipment.alarms')}>
      {alarms.length === 0 ? (
        <p className="quiet">{t('equipment.noAlarms')}</p>
      ) : (
        <AlarmRows
          alarms={alarms}
          selected={undefined}
          short
          onSelect={(id) => void navigate({ to: '/alarms', search: { view: 'active', id } })}
        />
      )}
    </Section>
  );
}
