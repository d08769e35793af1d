import { Button } from '@mantine/core';
import { type KeyboardEvent, type PointerEvent, type ReactElement, useEffect, useRef, useState } from 'react';
import { useServices } from '../../../data/hooks/services-context.ts';
import css from './setting.module.css';

/** Long enough that a slip on glass does nothing. */
const HOLD_MS = 1500;

export interface HoldButtonProps {
  readonly label: string;
  readonly disabled: boolean;
  /** Of the words that say how to hold. */
  readonly hintId: string;
  readonly onHeld: () => void;
}

/** Acts only after it was held, by finger, pointer or key; letting go before that undoes it. */
export function HoldButton({ label, disabled, hintId, onHeld }: HoldButtonProps): ReactElement {
  const { clock } = useServices();
  const [isHeld, setHeld] = useState(false);
  const act = useRef(onHeld);
  act.current = onHeld;
  // What locks the button also stops a hold that has begun.
  useEffect(() => {
    if (!isHeld || disabled) return;
    const timer = clock.after(HOLD_MS, () => {
      setHeld(false);
      act.current();
    });
    return () => timer.cancel();
  }, [isHeld, disabled, clock]);
  const end = (): void => setHeld(false);

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    if (!event.repeat) setHeld(true);
  }

  return (
    <Button
      size="lg"
      h={60}
      fullWidth
      className={css.hold}
      data-held={isHeld && !disabled}
      disabled={disabled}
      aria-describedby={hintId}
      onPointerDown={(event: PointerEvent) => event.button === 0 && setHeld(true)}
      onPointerUp={end}
      onPointerLeave={end}
      onPointerCancel={end}
      onContextMenu={(event) => event.preventDefault()}
      onKeyDown={onKeyDown}
      onKeyUp={end}
      onBlur={end}
    >
      {label}
    </Button>
  );
}
