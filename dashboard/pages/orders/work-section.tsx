import type { ReactElement } from 'react';
import { useOrderSettings } from '../../data/hooks/use-orders.ts';
import { usePlant } from '../../data/hooks/use-site.ts';
import type { WireOrder } from '../../data/order-api.ts';
import { formatNumber } from '../../format/number.ts';
import { useWords } from '../../i18n/use-words.ts';
import { usePersonName } from '../../panels/live/use-person-name.ts';
import { Section } from '../../ui/section.tsx';
import { codeListOf, codeWords } from './code-list.ts';
import { hoursOf, labourHours } from './labour-hours.ts';

/** What went into the work: parts, hours, and what it turned out to be. */
export function WorkSection({ order }: { readonly order: WireOrder }): ReactElement {
  const { t } = useWords();
  return (
    <Section title={t('orderPart.parts')}>
      {order.parts.length === 0 && <p className="quiet">{t('orderPart.noParts')}</p>}
      <ul>
        {order.parts.map((part) => (
          <li key={`${part.name} ${part.at} ${part.stage}`}>
            {part.name} × {part.quantity}
            {part.unit} <span className="quiet">{t(`orderForm.partStage.${part.stage}`)}</span>
          </li>
        ))}
      </ul>
      <h2>{t('orderPart.labour')}</h2>
      <Labour order={order} />
      <Codes order={order} />
    </Section>
  );
}

function Labour({ order }: { readonly order: WireOrder }): ReactElement {
  const personName = usePersonName();
  const { t } = useWords();
  if (order.labour.length === 0) return <p className="quiet">{t('orderPart.noLabour')}</p>;
  return (
    <ul>
      {order.labour.map((one) => (
        <li key={`${one.person} ${one.startAt}`}>
          {t('orderPart.labourLine', {
            person: personName(one.person),
            people: one.people,
            hours: formatNumber(hoursOf(one), 1),
          })}
          {one.travelMinutes > 0 && ` · ${t('orderPart.travel', { minutes: one.travelMinutes })}`}
          {one.isOvertime && ` · ${t('orderPart.overtime')}`}
          {one.isDerived && <span className="quiet"> {t('orderPart.derived')}</span>}
        </li>
      ))}
      <li>{t('orderPart.total', { hours: formatNumber(labourHours(order.labour), 1) })}</li>
    </ul>
  );
}

function Codes({ order }: { readonly order: WireOrder }): ReactElement | null {
  const plant = usePlant();
  const settings = useOrderSettings().data;
  const { t, text } = useWords();
  if (!order.codes) return null;
  const equipmentClass = order.equipment === null ? undefined : plant.equipmentById.get(order.equipment)?.class;
  const list = settings && codeListOf(settings.codes, equipmentClass);
  return (
    <>
      <h2>{t('orderPart.codes')}</h2>
      <p>{codeWords(order.codes, list, text).join(' › ')}</p>
    </>
  );
}
