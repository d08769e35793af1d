import type { KeyboardEvent, ReactElement } from 'react';
import { useEffect } from 'react';
import { usePlant } from '../../../data/hooks/use-site.ts';
import { Faceplate } from '../../../panels/display/faceplate.tsx';
import { SIBLING_KEYS, siblingOf } from '../siblings.ts';
import { FaceDetail } from './face-detail.tsx';
import css from './faceplate-dock.module.css';

export interface FaceplateDockProps {
  /** Two at most, the oldest first. */
  readonly open: readonly string[];
  readonly onChange: (open: readonly string[]) => void;
}

/** The faceplates of a display, the newest at the edge. Esc closes the newest, [ and ] go to the sibling of the one that has the focus. */
export function FaceplateDock({ open, onChange }: FaceplateDockProps): ReactElement {
  const { equipment, equipmentById } = usePlant();
  const close = (id: string): void => onChange(open.filter((one) => one !== id));
  useEscape(open, onChange);
  const onKeyDown = (event: KeyboardEvent, id: string): void => {
    const step = SIBLING_KEYS[event.key];
    const isTyping = (event.target as Element).closest('input, textarea, select') !== null;
    const next = step && !isTyping ? siblingOf(equipment, id, step) : undefined;
    if (!next || open.includes(next.id)) return;
    event.preventDefault();
    onChange(open.map((one) => (one === id ? next.id : one)));
  };
  const shown = open.flatMap((id) => equipmentById.get(id) ?? []);
  return (
    <>
      {shown.map((one, i) => (
        // biome-ignore lint/a11y/noStaticElementInteractions: keys of the plate that lies in it
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: a plate keeps its place while its machine changes
          key={i}
          className={css.slot}
          data-newest={i === shown.length - 1}
          onKeyDown={(event) => onKeyDown(event, one.id)}
        >
          <Faceplate equipment={one} onClose={() => close(one.id)}>
            <FaceDetail key={one.id} equipment={one} />
          </Faceplate>
        </div>
      ))}
    </>
  );
}

/** Esc closes the newest plate wherever the focus is, before it leads back a page; an overlay above them keeps its Esc. */
function useEscape(open: readonly string[], onChange: (open: readonly string[]) => void): void {
  useEffect(() => {
    if (open.length === 0) return;
    function onKey(event: globalThis.KeyboardEvent): void {
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      if (document.querySelector('[role="dialog"], [role="menu"]')) return;
      event.preventDefault();
      event.stopPropagation();
      onChange(open.slice(0, -1));
    }
    window.addEventListener('keydown', onKey, { capture: true });
    return () => window.removeEventListener('keydown', onKey, { capture: true });
  }, [open, onChange]);
}
