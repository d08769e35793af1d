import { usePresentValue } from '../../data/hooks/use-reading.ts';
import { usePlant } from '../../data/hooks/use-site.ts';
import type { EngineState } from './electric-symbols.tsx';

/** Turning tells that an engine runs; controllers without a speed have its frequency. Unknown without a fresh value. */
export function useEngine(id: string): EngineState {
  const { pointByTag } = usePlant();
  const tag = [`${id}.rpm`, `${id}.freq`].find((one) => pointByTag.has(one)) ?? '';
  const turns = usePresentValue(tag);
  if (turns === null) return 'unknown';
  return turns > 0 ? 'running' : 'stopped';
}
