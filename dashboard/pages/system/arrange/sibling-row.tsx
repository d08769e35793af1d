import { Button } from '@mantine/core';
import type { ReactElement } from 'react';
import type { EquipmentState } from '../../../../gateway/contract/resources.ts';
import { useWords } from '../../../i18n/use-words.ts';
import css from './arrange.module.css';

export interface SiblingRowProps {
  readonly machine: EquipmentState;
  readonly at: number;
  readonly count: number;
  readonly onMove: (to: number) => void;
  readonly onDrag: () => void;
  /** Another one was let go over this one. */
  readonly onDrop: () => void;
}

/** One machine with its place: dragged, moved by a step, or put where its number says. */
export function SiblingRow({ machine, at, count, onMove, onDrag, onDrop }: SiblingRowProps): ReactElement {
  const { t, text } = useWords();
  const name = text(machine.name);
  return (
    <li
      className={css.row}
      draggable
      onDragStart={onDrag}
      onDragOver={(event) => event.preventDefault()}
      onDrop={onDrop}
    >
      <input
        type="number"
        className={css.place}
        min={1}
        max={count}
        value={at + 1}
        aria-label={t('arrange.place', { name })}
        onChange={({ currentTarget }) => currentTarget.value !== '' && onMove(currentTarget.valueAsNumber - 1)}
      />
      <span className={css.name}>
        {name} <span className="mono quiet">{machine.id}</span>
      </span>
      <Step word={t('arrange.earlier', { name })} sign="↑" isOff={at === 0} act={() => onMove(at - 1)} />
      <Step word={t('arrange.later', { name })} sign="↓" isOff={at === count - 1} act={() => onMove(at + 1)} />
    </li>
  );
}

interface StepProps {
  readonly word: string;
  readonly sign: string;
  readonly isOff: boolean;
  readonly act: () => void;
}

/** Stays where it is at the end of the list: what has the focus must not vanish under the finger. */
function Step({ word, sign, isOff, act }: StepProps): ReactElement {
  return (
    <Button
      variant="default"
      size="compact-md"
      aria-label={word}
      aria-disabled={isOff}
      {...(isOff ? { 'data-disabled': true } : {})}
      onClick={() => isOff || act()}
    >
      {sign}
    </Button>
  );
}
