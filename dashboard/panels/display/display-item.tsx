import { type MouseEvent, type ReactElement, type ReactNode, use } from 'react';
import css from './display.module.css';
import type { Place } from './next-along.ts';
import { TabStopContext } from './tab-stop.ts';

export interface DisplayItemProps {
  readonly place: Place;
  /** "name, state", for those who hear the drawing: before the words and values that stand there. */
  readonly name: string;
  /** Opens the faceplate. Held with Ctrl or in a new tab the link leads to the page of the machine instead. */
  readonly onOpen: (id: string) => void;
  /** Its faceplate is open. */
  readonly isOpen?: boolean;
  readonly children: ReactNode;
}

/** One machine on a drawing: the whole of its place can be pressed, and has the focus ring. */
export function DisplayItem({ place, name, onOpen, isOpen = false, children }: DisplayItemProps): ReactElement {
  const { id, x, y, width, height } = place;
  const isTabStop = use(TabStopContext) === id;
  const onClick = (event: MouseEvent): void => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    onOpen(id);
  };
  return (
    <a
      href={`/equipment/${encodeURIComponent(id)}`}
      tabIndex={isTabStop ? 0 : -1}
      data-item={id}
      data-open={isOpen}
      className={css.item}
      onClick={onClick}
    >
      <rect x={x} y={y} width={width} height={height} className={css.ring} rx={4} />
      <foreignObject x={x} y={y} width={1} height={1}>
        <span className={css.said}>{name}, </span>
      </foreignObject>
      {children}
    </a>
  );
}
