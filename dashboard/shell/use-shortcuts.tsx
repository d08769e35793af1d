import { useNavigate, useRouter } from '@tanstack/react-router';
import { type ReactElement, useEffect, useState } from 'react';
import { isUnacknowledged } from '../data/alarm-store.ts';
import { useServices } from '../data/hooks/services-context.ts';
import { Legend } from './legend.tsx';

/** Somebody is typing, or an overlay takes the key itself. */
function isTaken(target: EventTarget | null): boolean {
  const typing = target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable]') !== null;
  return typing || document.querySelector('[role="dialog"], [role="menu"]') !== null;
}

/** F9 goes to the newest alarm, `?` opens the legend (returned here, to be drawn), Esc goes back. */
export function useShortcuts(): ReactElement | null {
  const { alarms } = useServices();
  const navigate = useNavigate();
  const router = useRouter();
  const [legend, setLegend] = useState(false);
  useEffect(() => {
    function onKey(event: KeyboardEvent): void {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === 'F9') {
        event.preventDefault();
        const newest = alarms.get().find(isUnacknowledged) ?? alarms.get()[0];
        void navigate({ to: '/alarms', search: { view: 'active', ...(newest ? { id: newest.id } : {}) } });
        return;
      }
      if (isTaken(event.target)) return;
      if (event.key === '?') setLegend(true);
      if (event.key === 'Escape') router.history.back();
    }
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [alarms, navigate, router]);
  return legend ? <Legend onClose={() => setLegend(false)} /> : null;
}
