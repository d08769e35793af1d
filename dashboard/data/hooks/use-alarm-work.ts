import { type UseMutationResult, type UseQueryResult, useMutation, useQuery } from '@tanstack/react-query';
import type {
  AlarmDeed,
  MaintenanceWish,
  StepTick,
  WireAlarm,
  WireAlarmEvent,
  WireBulkResult,
  WireCard,
  WireDesk,
  WireQuiet,
} from '../alarm-api.ts';
import { useServices } from './services-context.ts';

const MINUTE = 60_000;
const CARD_MS = 10_000;

export interface Acknowledgement {
  readonly alarm: WireAlarm;
  readonly note?: string;
}

/** Acknowledges the occurrence the person has seen; the answer replaces the alarm on the screen. */
export function useAcknowledge(): UseMutationResult<WireAlarm, Error, Acknowledgement> {
  const { api, alarms } = useServices();
  return useMutation({
    mutationFn: ({ alarm, note }: Acknowledgement) => api.acknowledge(alarm.id, alarm.occurrence, note),
    onSuccess: (alarm) => alarms.upsert(alarm),
  });
}

/** Acknowledges many, each by the occurrence on the screen. */
export function useAcknowledgeMany(): UseMutationResult<WireBulkResult[], Error, readonly WireAlarm[]> {
  const { api, alarms } = useServices();
  return useMutation({
    mutationFn: (chosen: readonly WireAlarm[]) => api.acknowledgeMany(chosen),
    onSuccess: (results) => alarms.upsert(...results.flatMap(({ alarm }) => alarm ?? [])),
  });
}

/** Does something to an alarm, or to a condition that has none now. */
export function useAlarmDeed(id: string): UseMutationResult<WireAlarm | null, Error, AlarmDeed> {
  const { api, alarms, queries } = useServices();
  return useMutation({
    mutationFn: (deed: AlarmDeed) => api.act(id, deed),
    onSuccess: (alarm) => {
      if (alarm) alarms.upsert(alarm);
      void queries.invalidateQueries({ queryKey: ['alarm-events'] });
      return queries.invalidateQueries({ queryKey: ['quiet-conditions'] });
    },
  });
}

/** All alarms, closed ones too, newest first. */
export function useAlarmHistory(equipment?: string): UseQueryResult<WireAlarm[]> {
  const { api } = useServices();
  return useQuery({
    queryKey: ['alarm-history', equipment ?? ''],
    queryFn: () => api.alarms('all', equipment),
    refetchInterval: MINUTE,
  });
}

/** What happened to an alarm; asked anew whenever its state changes or it comes again, the old list standing until then. */
export function useAlarmEvents({ id, state, occurrence }: WireAlarm): UseQueryResult<WireAlarmEvent[]> {
  const { api } = useServices();
  return useQuery({
    queryKey: ['alarm-events', id, state, occurrence],
    queryFn: () => api.alarmEvents(id),
    placeholderData: (before: WireAlarmEvent[] | undefined) => before,
  });
}

/** What to do about an alarm, and what of it somebody has done meanwhile. */
export function useResponseCard(id: string): UseQueryResult<WireCard> {
  const { api } = useServices();
  return useQuery({ queryKey: ['alarm-card', id], queryFn: () => api.card(id), refetchInterval: CARD_MS });
}

/** Records that a step is done; the answer is the card as it is then. */
export function useTick(id: string): UseMutationResult<WireCard, Error, StepTick> {
  const { api, queries } = useServices();
  return useMutation({
    mutationFn: (tick: StepTick) => api.tick(id, tick),
    onSuccess: (card) => {
      queries.setQueryData(['alarm-card', id], card);
      return queries.invalidateQueries({ queryKey: ['alarm-events', id] });
    },
  });
}

/** Conditions that are shelved, out of service or disabled, whether they are in alarm or not. */
export function useQuietConditions(): UseQueryResult<WireQuiet[]> {
  const { api } = useServices();
  return useQuery({
    queryKey: ['quiet-conditions'],
    queryFn: () => api.quietConditions(),
    refetchInterval: MINUTE,
  });
}

/** Puts equipment into maintenance mode, or (null) ends it. */
export function useMaintenance(equipment: string): UseMutationResult<WireDesk, Error, MaintenanceWish | null> {
  const { api, desk } = useServices();
  return useMutation({
    mutationFn: (wish: MaintenanceWish | null) =>
      wish ? api.startMaintenance(equipment, wish) : api.endMaintenance(equipment),
    onSuccess: desk.set,
  });
}
