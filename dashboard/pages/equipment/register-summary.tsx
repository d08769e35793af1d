import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import type { EquipmentState } from '../../../gateway/contract/resources.ts';
import { useEquipmentCards } from '../../data/hooks/use-register.ts';
import { useMay } from '../../data/hooks/use-session.ts';
import { formatQuantity } from '../../format/number.ts';
import { useWords } from '../../i18n/use-words.ts';
import { usePersonName } from '../../panels/live/use-person-name.ts';
import { Section } from '../../ui/section.tsx';
import css from './equipment-page.module.css';

/** What the register says about the machine: whose it is, whom to call, what runs out; and the way to its card. */
export function RegisterSummary({ equipment }: { readonly equipment: EquipmentState }): ReactElement | null {
  const may = useMay('record:read');
  const card = useEquipmentCards(equipment.id).data?.[0];
  const personName = usePersonName();
  const { t } = useWords();
  if (!may || !card) return null;
  const { responsible, contractor, contractorPhone, warrantyUntil, cycleDays, number } = card.fields;
  const facts = [
    [t('cardField.number'), number],
    [t('cardField.responsible'), responsible && personName(responsible)],
    [t('cardField.contractor'), contractor],
    [t('cardField.warrantyUntil'), warrantyUntil],
    [t('cardField.cycleDays'), cycleDays && String(cycleDays)],
    [t('register.hours'), card.counterHours === null ? null : formatQuantity(card.counterHours, 0, 'h')],
  ] as const;
  return (
    <Section
      title={t('register.card')}
      aside={
        <Link to="/register/$equipment" params={{ equipment: equipment.id }}>
          {t('register.toCard')}
        </Link>
      }
    >
      {card.needsSecondPerson && card.tag === 'under-repair' && (
        <strong role="alert">{t('register.secondPerson')}</strong>
      )}
      <dl className={css.origin}>
        {facts.map(([label, value]) =>
          value ? (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ) : null,
        )}
        {contractorPhone && (
          <div>
            <dt>{t('cardField.contractorPhone')}</dt>
            <dd>
              <a href={`tel:${contractorPhone}`}>{contractorPhone}</a>
            </dd>
          </div>
        )}
      </dl>
    </Section>
  );
}
