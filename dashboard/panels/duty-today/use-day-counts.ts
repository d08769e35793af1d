import { useQuery } from '@tanstack/react-query';
import { useOrders } from '../../data/hooks/queries.ts';
import { useServices } from '../../data/hooks/services-context.ts';
import { useOpenRounds, useRounds } from '../../data/hooks/use-rounds.ts';
import { useLogSheets } from '../../data/hooks/use-sheets.ts';
import { countOrders, countRounds, countSheets, type DayCount } from './day-counts.ts';
import { useToday } from './use-today.ts';

/** A list of five hundred orders is not asked for with every change of one. */
const DONE_EVERY_MS = 5 * 60_000;

/** Slots of the log sheets of today; undefined while they are not known. */
export function useSheetCount(): DayCount | undefined {
  const { now, day } = useToday();
  const { data } = useLogSheets(day?.startMs ?? now, day?.endMs ?? now);
  return data && countSheets(data);
}

/** Rounds of today and those that are still open; undefined while they are not known. */
export function useRoundCount(): DayCount | undefined {
  const { now, day } = useToday();
  const ofToday = useRounds(day?.startMs ?? now).data;
  const open = useOpenRounds().data;
  return ofToday && open && countRounds([...ofToday, ...open], now);
}

/** Orders that are open and those done today; undefined while they are not known. */
export function useOrderCount(): DayCount | undefined {
  const { api } = useServices();
  const { now, day } = useToday();
  const open = useOrders('open').data;
  const closed = useQuery({
    queryKey: ['orders-of-today', 'closed'],
    queryFn: () => api.workOrders('closed'),
    refetchInterval: DONE_EVERY_MS,
  }).data;
  return open && closed && countOrders([...closed, ...open], now, day?.startMs ?? now);
}
