import { type UseMutationResult, type UseQueryResult, useMutation, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { ApiError, codeOf } from '../api-error.ts';
import { entriesOf, fillPath, previewSheet } from '../preview-sheet.ts';
import type { SheetDeed, WireComfort, WireSheet, WireSheetLine, WireStart, WireStartDetail } from '../sheet-api.ts';
import { useServices } from './services-context.ts';
import { useCell } from './use-cell.ts';
import { useSession } from './use-session.ts';

const MINUTE = 60_000;
/** Renewed by the live link under these keys. */
const SHEETS = ['records', 'log-sheet'];
const STARTS = ['records', 'timed-start'];

/** The sheets that belong to a time, newest day first. */
export function useLogSheets(fromMs: number, toMs: number): UseQueryResult<WireSheetLine[]> {
  const { api } = useServices();
  return useQuery({
    queryKey: [...SHEETS, 'list', fromMs, toMs],
    queryFn: () => api.logSheets(fromMs, toMs),
    refetchInterval: MINUTE,
  });
}

/** One sheet, whole. */
export function useLogSheet(id: number): UseQueryResult<WireSheet> {
  const { api } = useServices();
  return useQuery({ queryKey: [...SHEETS, id], queryFn: () => api.logSheet(id), refetchInterval: MINUTE });
}

/** Does something to a sheet; what comes back is shown at once. */
export function useSheetDeed(sheet: Pick<WireSheet, 'id' | 'version'>): UseMutationResult<WireSheet, Error, SheetDeed> {
  const { api, queries } = useServices();
  return useMutation({
    mutationFn: (deed: SheetDeed) => api.sheetDeed(sheet.id, sheet.version, deed),
    onSuccess: (changed) => {
      queries.setQueryData([...SHEETS, sheet.id], changed);
      return queries.invalidateQueries({ queryKey: [...SHEETS, 'list'] });
    },
  });
}

type FillWish = Extract<SheetDeed, { kind: 'fill' }>;

/** Enters values in a slot. Without a link they are kept on the device, behind what waits already. */
export function useSheetFill(id: number): UseMutationResult<'done' | 'kept', Error, Omit<FillWish, 'kind'>> {
  const { api, deeds, link, queries } = useServices();
  return useMutation({
    mutationFn: async (wish) => {
      const keep = (): 'kept' => {
        if (!deeds.add(fillPath(id), wish)) throw new ApiError('REQUEST_TOO_MANY', 0);
        return 'kept';
      };
      const isBehind = entriesOf(deeds.waiting.get(), id).length > 0;
      if (isBehind || link.get().state === 'lost') return keep();
      try {
        queries.setQueryData([...SHEETS, id], await api.sheetDeed(id, 0, { kind: 'fill', ...wish }));
        return 'done';
      } catch (error) {
        if (codeOf(error) === 'NETWORK') return keep();
        throw error;
      }
    },
    onSettled: () => queries.invalidateQueries({ queryKey: [...SHEETS, 'list'] }),
  });
}

/** The sheet as it will be once what this person entered without a link has arrived, and whether anything waits. */
export function useSheetPreview(sheet: WireSheet): { readonly sheet: WireSheet; readonly isWaiting: boolean } {
  const waiting = useCell(useServices().deeds.waiting);
  const me = useSession()?.user.username ?? '';
  return useMemo(() => {
    const own = entriesOf(waiting, sheet.id);
    return { sheet: previewSheet(sheet, own, me), isWaiting: own.length > 0 };
  }, [sheet, waiting, me]);
}

/** Planned starts and stops of a time. */
export function useTimedStarts(fromMs: number, toMs: number): UseQueryResult<WireStart[]> {
  const { api } = useServices();
  return useQuery({
    queryKey: [...STARTS, fromMs, toMs],
    queryFn: () => api.timedStarts(fromMs, toMs),
    refetchInterval: MINUTE,
  });
}

export interface Explanation {
  readonly id: number;
  readonly version: number;
  readonly text: string;
}

/** Says why a start was early, late or missed. */
export function useExplainStart(): UseMutationResult<WireStartDetail, Error, Explanation> {
  const { api, queries } = useServices();
  return useMutation({
    mutationFn: ({ id, version, text }: Explanation) => api.explainStart(id, version, text),
    onSuccess: () => queries.invalidateQueries({ queryKey: STARTS }),
  });
}

/** How the zones kept within their bands. */
export function useComfort(fromMs: number, toMs: number): UseQueryResult<WireComfort[]> {
  const { api } = useServices();
  return useQuery({
    queryKey: ['comfort', fromMs, toMs],
    queryFn: () => api.comfort(fromMs, toMs),
    refetchInterval: 5 * MINUTE,
  });
}
