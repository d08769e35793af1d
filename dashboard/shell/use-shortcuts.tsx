import { useNavigate, useRouter } from '@tanstack/react-router';
import { lazy, type ReactElement, Suspense, useEffect, useState } from 'react';
import { isUnacknowledged } from '../data/alarm-store.ts';
import { useServices } from '../data/hooks/services-context.ts';
import { useDeskWords } from './use-desk-words.ts';

const Legend = lazy(async () => ({ default: (await import('./legend.tsx')).Legend }));
const CommandPalette = lazy(async () => ({
  default: (await import('./palette/command-palette.tsx')).CommandPalette,
}));

type Overlay = 'legend' | 'palette';

const isOverlayOpen = (): boolean => document.querySelector('[role="dialog"], [role="menu"]') !== null;

/** Somebody is typing, or an overlay takes the key itself. */
function isTaken(target: EventTarget | null): boolean {
  const typing = target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable]') !== null;
  return typing || isOverlayOpen();
}

const isPaletteKey = ({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent): boolean =>
  key.toLowerCase() === 'k' && (ctrlKey || metaKey) && !altKey && !shiftKey;

/** F9 goes to the newest alarm, Ctrl-K opens the palette, `?` the legend (both returned here, to be drawn), Esc goes back. */
export function useShortcuts(): ReactElement | null {
  const { alarms } = useServices();
  const navigate = useNavigate();
  const router = useRouter();
  const hasWords = useDeskWords();
  const [overlay, setOverlay] = useState<Overlay>();
  useEffect(() => {
    function goToNewest(): void {
      const newest = alarms.get().find(isUnacknowledged) ?? alarms.get()[0];
      void navigate({ to: '/alarms', search: { view: 'active', ...(newest ? { id: newest.id } : {}) } });
    }
    function onKey(event: KeyboardEvent): void {
      if (event.defaultPrevented) return;
      if (isPaletteKey(event)) {
        event.preventDefault();
        if (!isOverlayOpen()) setOverlay('palette');
        return;
      }
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === 'F9') {
        event.preventDefault();
        goToNewest();
        return;
      }
      if (isTaken(event.target)) return;
      if (event.key === '?') setOverlay('legend');
      if (event.key === 'Escape') router.history.back();
    }
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [alarms, navigate, router]);
  const close = (): void => setOverlay(undefined);
  return (
    <Suspense fallback={null}>
      {overlay === 'legend' && <Legend onClose={close} />}
      {overlay === 'palette' && hasWords && <CommandPalette onClose={close} />}
    </Suspense>
  );
}
