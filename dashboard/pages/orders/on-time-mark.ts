import type { WireOrder } from '../../data/order-api.ts';

/** On time: no promise was broken and the work is done. Null while that is open, or where nothing was promised. */
export function onTimeMark({ sla, doneAt }: Pick<WireOrder, 'sla' | 'doneAt'>): boolean | null {
  if (!sla || sla.clocks.length === 0) return null;
  if (sla.isBreached) return false;
  return doneAt === null ? null : true;
}
