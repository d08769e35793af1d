import { type UseMutationResult, type UseQueryResult, useMutation, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { RoundRecord } from '../../../gateway/domain/duty/rounds/round-step.ts';
import { ApiError, codeOf } from '../api-error.ts';
import type { DeedBody, RefusedDeed, WaitingDeed } from '../deed-queue.ts';
import { deedsOf, previewRound } from '../preview-round.ts';
import type { PlaceCodes, PlacedFinding, PlaceState, RoundBrief, RoundFigures, RoundWithEvents } from '../round-api.ts';
import { useServices } from './services-context.ts';
import { useCell } from './use-cell.ts';
import { useSession } from './use-session.ts';

const MINUTE = 60_000;
const ROUNDS = ['records', 'round'] as const;

const DAY_MS = 86_400_000;

/** A moment so many days ago that does not move while a page is open: the same question is asked again. */
export function useDaysAgo(days: number): number {
  const { time } = useServices();
  return (Math.floor(time.nowMs() / DAY_MS) - days) * DAY_MS;
}

/** Rounds that may be walked now, soonest end first. */
export function useOpenRounds(): UseQueryResult<RoundBrief[]> {
  const { api } = useServices();
  return useQuery({
    queryKey: [...ROUNDS, 'open'],
    queryFn: () => api.openRounds(),
    refetchInterval: MINUTE,
    select: (rounds: RoundBrief[]) => rounds.toSorted((a, b) => a.closesAt - b.closesAt),
  });
}

/** Rounds since a moment, newest first; renewed by the live link. */
export function useRounds(fromMs: number): UseQueryResult<RoundBrief[]> {
  const { api } = useServices();
  return useQuery({
    queryKey: [...ROUNDS, 'list', fromMs],
    queryFn: () => api.rounds(fromMs),
    refetchInterval: MINUTE,
  });
}

export function useRound(id: number): UseQueryResult<RoundWithEvents> {
  const { api } = useServices();
  return useQuery({ queryKey: [...ROUNDS, id], queryFn: () => api.round(id), refetchInterval: MINUTE });
}

export function useRoundFigures(fromMs: number, toMs: number): UseQueryResult<RoundFigures> {
  const { api } = useServices();
  return useQuery({
    queryKey: [...ROUNDS, 'figures', fromMs, toMs],
    queryFn: () => api.roundFigures(fromMs, toMs),
    refetchInterval: MINUTE,
  });
}

export function useRoundFindings(): UseQueryResult<PlacedFinding[]> {
  const { api } = useServices();
  return useQuery({
    queryKey: [...ROUNDS, 'findings'],
    queryFn: () => api.roundFindings(),
    refetchInterval: MINUTE,
  });
}

export function usePlaceCodes(): UseQueryResult<PlaceCodes> {
  const { api } = useServices();
  return useQuery({ queryKey: ['places'], queryFn: () => api.placeCodes(), staleTime: 15 * MINUTE });
}

export function usePlace(code: string): UseQueryResult<PlaceState> {
  const { api } = useServices();
  return useQuery({ queryKey: [...ROUNDS, 'place', code], queryFn: () => api.place(code), refetchInterval: MINUTE });
}

/** The round as it will be once what this person did without a link has arrived. */
export function useRoundPreview(record: RoundRecord): {
  readonly record: RoundRecord;
  readonly unsent: readonly WaitingDeed[];
} {
  const { deeds } = useServices();
  const waiting = useCell(deeds.waiting);
  const me = useSession()?.user.username ?? '';
  return useMemo(() => {
    const unsent = deedsOf(waiting, record.id);
    return { record: previewRound(record, unsent, me), unsent };
  }, [record, waiting, me]);
}

export const useWaitingDeeds = (): readonly WaitingDeed[] => useCell(useServices().deeds.waiting);
export const useRefusedDeeds = (): readonly RefusedDeed[] => useCell(useServices().deeds.refused);

export interface DeedRequest {
  /** Below the address of the record: `scan`, `fill`. */
  readonly deed: string;
  readonly body: DeedBody;
}

/** Deeds of who stands in a plant room may wait for a link; signatures on what others did may not. */
const MAY_WAIT: ReadonlySet<string> = new Set(['scan', 'fill', 'skip', 'sign', 'read', 'estimate', 'explain']);

/** Does something with a round or meter run. Without a link what may wait is kept on the device, behind what waits already. */
export function useDeed(
  of: 'rounds' | 'meter-runs',
  id: number,
): UseMutationResult<'done' | 'kept', Error, DeedRequest> {
  const { api, deeds, link, queries } = useServices();
  return useMutation({
    mutationFn: async ({ deed, body }: DeedRequest) => {
      const path = `/${of}/${id}/${deed}`;
      const keep = (): 'kept' => {
        if (!deeds.add(path, body)) throw new ApiError('REQUEST_TOO_MANY', 0);
        return 'kept';
      };
      const isBehind = deeds.waiting.get().some((one) => one.path.startsWith(`/${of}/${id}/`));
      if (MAY_WAIT.has(deed) && (isBehind || link.get().state === 'lost')) return keep();
      try {
        await api.doDeed(path, body);
        return 'done';
      } catch (error) {
        if (codeOf(error) === 'NETWORK' && MAY_WAIT.has(deed)) return keep();
        throw error;
      }
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['records'] }),
  });
}
