import { Link } from '@tanstack/react-router';
import { type KeyboardEvent, type ReactElement, type ReactNode, type RefObject, useEffect, useRef } from 'react';
import type { EquipmentState } from '../../../gateway/contract/resources.ts';
import { useAlarmsOf } from '../../data/hooks/use-alarms.ts';
import { namesItself } from '../../format/join-name.ts';
import { useWords } from '../../i18n/use-words.ts';
import { AlarmBadge } from '../live/alarm-badge.tsx';
import { LiveReadout } from '../live/live-readout.tsx';
import { RunTag } from '../live/run-tag.tsx';
import css from './faceplate.module.css';

export interface FaceplateProps {
  readonly equipment: EquipmentState;
  readonly onClose: () => void;
  /** Instead of the running state. */
  readonly status?: ReactNode;
  /** More of this class, below the values. */
  readonly children?: ReactNode;
}

/**
 * A machine beside its drawing: name, state, worst alarms, its key values with bands and ages, and the way to its page.
 * Takes the focus when it opens; Esc closes it and gives the focus back.
 */
export function Faceplate({ equipment, onClose, status, children }: FaceplateProps): ReactElement {
  const { t, text } = useWords();
  const heading = useFocusWhileOpen(equipment.id);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    onClose();
  };
  return (
    <aside className={css.faceplate} aria-label={text(equipment.name)} onKeyDown={onKeyDown}>
      <header className={css.head}>
        <h2 ref={heading} tabIndex={-1} className={css.name}>
          {text(equipment.name)}{' '}
          {!namesItself(equipment.id, text(equipment.name)) && <span className="mono quiet">{equipment.id}</span>}
        </h2>
        <button type="button" className={css.close} onClick={onClose}>
          {t('legend.close')}
        </button>
      </header>
      <div>{status ?? <RunTag equipment={equipment} />}</div>
      <OpenAlarms equipment={equipment.id} />
      {equipment.keyPoints.map((name) => (
        <LiveReadout key={name} tag={`${equipment.id}.${name}`} />
      ))}
      {children}
      <Link to="/equipment/$id" params={{ id: equipment.id }} className={css.page}>
        {t('display.page')}
      </Link>
    </aside>
  );
}

const MOST_ALARMS = 5;

function OpenAlarms({ equipment }: { readonly equipment: string }): ReactElement | null {
  const alarms = useAlarmsOf('equipment', equipment);
  const { text } = useWords();
  if (alarms.length === 0) return null;
  return (
    <ul className={css.alarms}>
      {alarms.slice(0, MOST_ALARMS).map((alarm) => (
        <li key={alarm.id}>
          <AlarmBadge alarm={alarm} /> <span>{text(alarm.title)}</span>
        </li>
      ))}
      {alarms.length > MOST_ALARMS && <li className="quiet">+ {alarms.length - MOST_ALARMS}</li>}
    </ul>
  );
}

/** Focus goes to the heading whenever another machine is shown, and at the end back to what was pressed last. */
function useFocusWhileOpen(id: string): RefObject<HTMLHeadingElement | null> {
  const heading = useRef<HTMLHeadingElement>(null);
  const pressed = useRef<Element | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another machine takes the focus again
  useEffect(() => {
    if (!heading.current?.closest('aside')?.contains(document.activeElement)) pressed.current = document.activeElement;
    heading.current?.focus();
  }, [id]);
  useEffect(
    () => () => {
      if (pressed.current instanceof HTMLElement || pressed.current instanceof SVGElement) pressed.current.focus();
    },
    [],
  );
  return heading;
}
