import { type FocusEvent, type KeyboardEvent, type ReactElement, type ReactNode, useRef, useState } from 'react';
import css from './display.module.css';
import { type Direction, nextAlong, type Place } from './next-along.ts';
import { TabStopContext } from './tab-stop.ts';

export interface DisplayProps {
  /** What the drawing shows, for those who hear it. */
  readonly label: string;
  /** Size of the drawing in its own units; one unit is one pixel unless the screen is wider. */
  readonly width: number;
  readonly height: number;
  /** What can be pressed, and where it stands: the arrow keys go from one to the next. */
  readonly places: readonly Place[];
  readonly children: ReactNode;
}

const DIRECTIONS: Readonly<Record<string, Direction>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};

/**
 * The ground of a level 2 drawing: grows with a wide screen, scrolls sideways on a narrow one, never shrinks its letters.
 * One Tab enters it where it was left; arrow keys go along the lines, Home to the first item; Tab leaves.
 */
export function Display({ label, width, height, places, children }: DisplayProps): ReactElement {
  const svg = useRef<SVGSVGElement>(null);
  const [last, setLast] = useState<string>();
  const stop = places.some(({ id }) => id === last) ? last : places[0]?.id;
  const onFocus = ({ target }: FocusEvent): void => {
    const id = target.closest('[data-item]')?.getAttribute('data-item');
    if (id) setLast(id);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const from = (event.target as Element).closest('[data-item]')?.getAttribute('data-item');
    const to = from ? targetOf(event.key, from, places) : undefined;
    if (to === undefined) return;
    event.preventDefault();
    const item = svg.current?.querySelector<SVGAElement>(`[data-item="${CSS.escape(to)}"]`);
    item?.focus();
    item?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  };
  return (
    <div className={css.scroll}>
      {/* biome-ignore lint/a11y/useSemanticElements: a drawing with its items is a group, not a set of form fields */}
      <svg
        ref={svg}
        role="group"
        aria-label={label}
        viewBox={`0 0 ${width} ${height}`}
        className={css.display}
        style={{ minWidth: width }}
        onKeyDown={onKeyDown}
        onFocus={onFocus}
      >
        <TabStopContext value={stop}>{children}</TabStopContext>
      </svg>
    </div>
  );
}

function targetOf(key: string, from: string, places: readonly Place[]): string | undefined {
  if (key === 'Home') return places[0]?.id;
  const direction = DIRECTIONS[key];
  return direction && nextAlong(places, from, direction);
}
