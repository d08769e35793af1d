import { Button } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import type { EquipmentState } from '../../../../gateway/contract/resources.ts';
import type { SystemId } from '../../../../gateway/domain/equipment.ts';
import type { SiteEdit } from '../../../data/config-api.ts';
import { usePlant } from '../../../data/hooks/use-site.ts';
import { useWords } from '../../../i18n/use-words.ts';
import { Section } from '../../../ui/section.tsx';
import { SaveDialog } from '../../config/save-dialog.tsx';
import css from './arrange.module.css';
import { moved, type Siblings, siblingsOf } from './groups.ts';
import { SiblingRow } from './sibling-row.tsx';

export interface ArrangePanelProps {
  readonly system: SystemId;
  /** In the order that is being tried; the drawing beside it shows it already. */
  readonly machines: readonly EquipmentState[];
  readonly onTry: (machines: readonly EquipmentState[]) => void;
  readonly onClose: () => void;
}

/** The order in which a display draws machines that stand beside one another. What feeds what is not for this panel to say. */
export function ArrangePanel({ system, machines, onTry, onClose }: ArrangePanelProps): ReactElement {
  const plant = usePlant();
  const [edit, setEdit] = useState<SiteEdit>();
  const { t } = useWords();
  const inFile = plant.equipment.filter((one) => one.system === system);
  const isAsInFile = machines.every((one, at) => one === inFile[at]);
  const isAsShown = machines.every((one, at) => one === plant.ofSystem(system)[at]);
  const order = isAsInFile ? null : machines.map(({ id }) => id);
  const groups = siblingsOf(machines);
  return (
    <Section title={t('arrange.title')} className={css.panel}>
      <p className="quiet">{groups.length > 0 ? t('arrange.about') : t('arrange.nothing')}</p>
      <div className={css.groups}>
        {groups.map((group) => (
          <Group key={group.key} group={group} onMove={(id, to) => onTry(moved(machines, id, to))} />
        ))}
      </div>
      <div className={css.buttons}>
        <Button onClick={() => setEdit({ kind: 'arrange-display', system, order })} disabled={isAsShown}>
          {t('arrange.save')}
        </Button>
        <Button variant="default" onClick={() => onTry(inFile)} disabled={isAsInFile}>
          {t('arrange.asInFile')}
        </Button>
        <Button variant="default" onClick={onClose}>
          {t('arrange.leave')}
        </Button>
      </div>
      {edit && <SaveDialog edits={[edit]} onSaved={onClose} onClose={() => setEdit(undefined)} />}
    </Section>
  );
}

interface GroupProps {
  readonly group: Siblings<EquipmentState>;
  readonly onMove: (id: string, to: number) => void;
}

function Group({ group: { members }, onMove }: GroupProps): ReactElement {
  const { equipmentById, site } = usePlant();
  const [dragged, setDragged] = useState<string>();
  const { t, text } = useWords();
  const [first] = members;
  const bus = first?.system === 'power' ? equipmentById.get(first.poweredBy[0] ?? '')?.name : undefined;
  const area = first?.system === 'environment' ? site.areas.find(({ id }) => id === first.area)?.name : undefined;
  const place = area ?? bus;
  const parts = [
    first && t(`equipmentClass.${first.class}`),
    first?.circuit && t(`water.circuit.${first.circuit}`),
    place && text(place),
  ];
  const title = parts.filter(Boolean).join(' · ');
  return (
    <section aria-label={title}>
      <h3>{title}</h3>
      <ol className={css.list} onDragEnd={() => setDragged(undefined)}>
        {members.map((machine, at) => (
          <SiblingRow
            key={machine.id}
            machine={machine}
            at={at}
            count={members.length}
            onMove={(to) => onMove(machine.id, to)}
            onDrag={() => setDragged(machine.id)}
            onDrop={() => dragged !== undefined && dragged !== machine.id && onMove(dragged, at)}
          />
        ))}
      </ol>
    </section>
  );
}
