import type { ReactElement } from 'react';
import type { EquipmentState } from '../../../../gateway/contract/resources.ts';
import { useEquipmentCards } from '../../../data/hooks/use-register.ts';
import { useMay } from '../../../data/hooks/use-session.ts';
import type { WireCard } from '../../../data/register-api.ts';
import { useWords } from '../../../i18n/use-words.ts';
import { Notice } from '../../../ui/notice.tsx';
import { CardHistory } from '../../register/card-history.tsx';
import { Documents } from '../../register/documents.tsx';
import type { EquipmentTab } from '../equipment-tabs.ts';
import { AlarmsPart } from './alarms-part.tsx';
import { MaintenancePart } from './maintenance-part.tsx';
import { OrdersPart } from './orders-part.tsx';
import { OverviewPart } from './overview-part.tsx';
import { RegistersPart } from './registers-part.tsx';
import { TrendsPart } from './trends-part.tsx';

export interface TabPartProps {
  readonly tab: EquipmentTab;
  readonly equipment: EquipmentState;
}

/** The part of the page that is chosen. */
export function TabPart({ tab, equipment }: TabPartProps): ReactElement {
  switch (tab) {
    case 'overview':
      return <OverviewPart equipment={equipment} />;
    case 'trends':
      return <TrendsPart equipment={equipment} />;
    case 'alarms':
      return <AlarmsPart equipment={equipment} />;
    case 'orders':
      return <OrdersPart equipment={equipment} />;
    case 'log':
      return <WithCard equipment={equipment}>{(card) => <CardHistory card={card} />}</WithCard>;
    case 'documents':
      return <WithCard equipment={equipment}>{(card) => <Documents card={card} />}</WithCard>;
    case 'maintenance':
      return <WithCard equipment={equipment}>{(card) => <MaintenancePart card={card} />}</WithCard>;
    case 'registers':
      return <RegistersPart equipment={equipment} />;
  }
}

interface WithCardProps {
  readonly equipment: EquipmentState;
  readonly children: (card: WireCard) => ReactElement;
}

/** What the equipment register knows; for those who may read it. */
function WithCard({ equipment, children }: WithCardProps): ReactElement | null {
  const cards = useEquipmentCards(equipment.id);
  const may = useMay('record:read');
  const { t } = useWords();
  const card = cards.data?.[0];
  if (may && cards.isPending) return null;
  return may && card ? children(card) : <Notice title={t('equipmentTab.noCard')} />;
}
