import { type UseMutationResult, type UseQueryResult, useMutation, useQuery } from '@tanstack/react-query';
import type { PushRegistration, WireChannel, WireChannelTest, WirePush } from '../channel-api.ts';
import { useServices } from './services-context.ts';

const RENEW_MS = 10_000;
const CHANNELS = ['channels'];
const PUSH = ['push'];

/** The channels of the site and how they are doing. */
export function useChannels(): UseQueryResult<WireChannel[]> {
  const { api } = useServices();
  return useQuery({ queryKey: CHANNELS, queryFn: () => api.channels(), refetchInterval: RENEW_MS });
}

/** Tries one channel; the list is read anew with what came of it. */
export function useTestChannel(id: string): UseMutationResult<WireChannelTest, Error, void> {
  const { api, queries } = useServices();
  return useMutation({
    mutationFn: () => api.testChannel(id),
    onSettled: () => queries.invalidateQueries({ queryKey: CHANNELS }),
  });
}

/** The own browsers that alarms wake, and the key to register one with. */
export function usePush(): UseQueryResult<WirePush> {
  const { api } = useServices();
  return useQuery({ queryKey: PUSH, queryFn: () => api.push() });
}

/** Registers this browser: `prepare` asks the person and the browser, undefined when the person declined. */
export function useRegisterPush(
  prepare: () => Promise<PushRegistration | undefined>,
): UseMutationResult<boolean, Error, void> {
  const { api, queries } = useServices();
  return useMutation({
    mutationFn: async () => {
      const registration = await prepare();
      if (registration) await api.registerPush(registration);
      return registration !== undefined;
    },
    onSettled: () => queries.invalidateQueries({ queryKey: PUSH }),
  });
}

export function useRemovePush(): UseMutationResult<void, Error, string> {
  const { api, queries } = useServices();
  return useMutation({
    mutationFn: (id: string) => api.removePush(id),
    onSettled: () => queries.invalidateQueries({ queryKey: PUSH }),
  });
}
