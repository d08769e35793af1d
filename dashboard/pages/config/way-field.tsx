import type { ReactElement } from 'react';
import type { WireSettingForm } from '../../data/config-api.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Tabs } from '../../ui/tabs.tsx';

export interface WayFieldProps {
  readonly forms: readonly WireSettingForm[];
  readonly chosen: number;
  readonly onChoose: (way: number) => void;
}

/** Which of several ways something is described in; nothing where there is one. */
export function WayField({ forms, chosen, onChoose }: WayFieldProps): ReactElement | null {
  const { t } = useWords();
  if (forms.length < 2) return null;
  const tabs = forms.map(({ title }, way) => ({ id: String(way), label: title || String(way + 1) }));
  return <Tabs label={t('device.way')} tabs={tabs} chosen={String(chosen)} onChoose={(way) => onChoose(Number(way))} />;
}
