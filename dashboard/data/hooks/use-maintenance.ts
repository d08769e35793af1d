import { type UseMutationResult, type UseQueryResult, useMutation, useQuery } from '@tanstack/react-query';
import type {
  ReportKind,
  StoresEntries,
  StoresSteps,
  TaskDecision,
  TaskDeed,
  WireBoard,
  WireForeseen,
  WireReport,
  WireReportEntry,
  WireStanding,
  WireTask,
  WireTaskStory,
  WireYear,
  WireYearStory,
  YearDecision,
  YearDeed,
} from '../maintenance-api.ts';
import { useServices } from './services-context.ts';

const MINUTE = 60_000;
const RECORDS = 'records';
const TASK = [RECORDS, 'maintenance-task'];
const YEAR = [RECORDS, 'maintenance-year'];

/** Turns that are open, and those of a range of days. */
export function useTasks(from: string, to: string): UseQueryResult<WireTask[]> {
  const { api } = useServices();
  return useQuery({ queryKey: [...TASK, from, to], queryFn: () => api.tasks(from, to), refetchInterval: MINUTE });
}

export function useOpenTasks(): UseQueryResult<WireTask[]> {
  const { api } = useServices();
  return useQuery({ queryKey: [...TASK, 'open'], queryFn: () => api.openTasks(), refetchInterval: MINUTE });
}

export function useTask(id: number): UseQueryResult<WireTaskStory> {
  const { api } = useServices();
  return useQuery({ queryKey: [...TASK, id], queryFn: () => api.task(id) });
}

/** What is done to a task, as it was seen. */
export type TaskWish =
  | { readonly kind: 'step'; readonly deed: TaskDeed }
  | { readonly kind: 'decision'; readonly deed: TaskDecision };

export function useTaskDeed({
  id,
  version,
}: Pick<WireTask, 'id' | 'version'>): UseMutationResult<WireTask, Error, TaskWish> {
  const { api, queries } = useServices();
  return useMutation({
    mutationFn: (wish: TaskWish) =>
      wish.kind === 'step' ? api.stepTask(id, version, wish.deed) : api.decideTask(id, version, wish.deed),
    onSettled: () => queries.invalidateQueries({ queryKey: TASK }),
  });
}

export function useForeseen(until: string): UseQueryResult<WireForeseen[]> {
  const { api } = useServices();
  return useQuery({ queryKey: [...TASK, 'outlook', until], queryFn: () => api.foreseen(until), staleTime: MINUTE });
}

export function useStandings(): UseQueryResult<WireStanding[]> {
  const { api } = useServices();
  return useQuery({ queryKey: [...TASK, 'plans'], queryFn: () => api.standings(), staleTime: MINUTE });
}

interface HourBase {
  readonly plan: string;
  readonly register: number;
  readonly reason: string;
}

export function useRebase(): UseMutationResult<WireTask, Error, HourBase> {
  const { api, queries } = useServices();
  return useMutation({
    mutationFn: ({ plan, register, reason }: HourBase) => api.rebaseHours(plan, register, reason),
    onSettled: () => queries.invalidateQueries({ queryKey: TASK }),
  });
}

export function useYears(): UseQueryResult<WireYear[]> {
  const { api } = useServices();
  return useQuery({ queryKey: [...YEAR, 'all'], queryFn: () => api.years() });
}

export function useYear(id: number): UseQueryResult<WireYearStory> {
  const { api } = useServices();
  return useQuery({ queryKey: [...YEAR, id], queryFn: () => api.year(id) });
}

export function useMakeYear(): UseMutationResult<WireYear, Error, string> {
  const { api, queries } = useServices();
  return useMutation({
    mutationFn: (period: string) => api.makeYear(period),
    onSettled: () => queries.invalidateQueries({ queryKey: YEAR }),
  });
}

export type YearWish =
  | { readonly kind: 'step'; readonly deed: YearDeed }
  | { readonly kind: 'decision'; readonly deed: YearDecision };

export function useYearDeed({
  id,
  version,
}: Pick<WireYear, 'id' | 'version'>): UseMutationResult<WireYear, Error, YearWish> {
  const { api, queries } = useServices();
  return useMutation({
    mutationFn: (wish: YearWish) =>
      wish.kind === 'step' ? api.stepYear(id, version, wish.deed) : api.decideYear(id, version, wish.deed),
    onSettled: () => queries.invalidateQueries({ queryKey: YEAR }),
  });
}

/** The kind of record that each register keeps. */
const KIND_OF = {
  parts: 'part',
  tools: 'tool',
  contractors: 'contractor',
  'call-outs': 'call-out',
  instruments: 'calibration',
  certificates: 'certificate',
} as const;
export type RegisterName = keyof typeof KIND_OF;

/** One register of the stores. */
export function useRegister<T>(name: RegisterName, read: () => Promise<T[]>): UseQueryResult<T[]> {
  return useQuery({ queryKey: [RECORDS, KIND_OF[name]], queryFn: read, refetchInterval: MINUTE });
}

interface RegisterStep<R extends keyof StoresSteps> {
  readonly id: number;
  readonly version: number;
  readonly step: StoresSteps[R];
}

export function useRegisterStep<R extends keyof StoresSteps>(
  register: R,
): UseMutationResult<unknown, Error, RegisterStep<R>> {
  const { api, queries } = useServices();
  return useMutation({
    mutationFn: ({ id, version, step }: RegisterStep<R>) => api.stepStores(register, id, version, step),
    onSettled: () => queries.invalidateQueries({ queryKey: [RECORDS] }),
  });
}

export function useRegisterEntry<R extends keyof StoresEntries>(
  register: R,
): UseMutationResult<unknown, Error, StoresEntries[R]> {
  const { api, queries } = useServices();
  return useMutation({
    mutationFn: (entry: StoresEntries[R]) => api.addStores(register, entry),
    onSettled: () => queries.invalidateQueries({ queryKey: [RECORDS] }),
  });
}

/** The figures of a time. */
export function useBoard(from: string, to: string): UseQueryResult<WireBoard> {
  const { api } = useServices();
  return useQuery({
    queryKey: ['kpi', from, to],
    queryFn: () => api.board(from, to),
    staleTime: MINUTE,
    placeholderData: (before: WireBoard | undefined) => before,
  });
}

export function useReports(): UseQueryResult<WireReportEntry[]> {
  const { api } = useServices();
  return useQuery({ queryKey: ['kpi', 'reports'], queryFn: () => api.reports(), refetchInterval: MINUTE });
}

export function useReport(kind: ReportKind, period: string): UseQueryResult<WireReport> {
  const { api } = useServices();
  return useQuery({ queryKey: ['kpi', 'report', kind, period], queryFn: () => api.report(kind, period) });
}
