import { type UseMutationResult, useMutation } from '@tanstack/react-query';
import type { WireOffer, WireWrite, WriteConfirmation } from '../api.ts';
import { useServices } from './services-context.ts';

/** First step of setting a point. */
export function usePrepareWrite(tag: string): UseMutationResult<WireOffer, Error, void> {
  const { api } = useServices();
  return useMutation({ mutationFn: () => api.prepareWrite(tag) });
}

/** Second step. Never tried again by itself: what it asks for moves a machine. */
export function useConfirmWrite(tag: string): UseMutationResult<WireWrite, Error, WriteConfirmation> {
  const { api } = useServices();
  return useMutation({ mutationFn: (body: WriteConfirmation) => api.confirmWrite(tag, body), retry: false });
}
