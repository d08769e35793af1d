import type { ReactElement } from 'react';
import type { EquipmentTag } from '../../../gateway/domain/duty/test-runs/run-signal.ts';
import { useWords } from '../../i18n/use-words.ts';
import { StatusTag } from '../../ui/status-tag.tsx';

/** The tag that hangs on the machine: run, stop, under repair, unknown; form and word, no colour. What does not run is in use. */
export function EquipmentTagMark({ tag }: { readonly tag: EquipmentTag }): ReactElement {
  const { t } = useWords();
  const word = t(`equipmentTag.${tag}`);
  return tag === 'in-use' ? <span>{word}</span> : <StatusTag state={tag} word={word} />;
}
