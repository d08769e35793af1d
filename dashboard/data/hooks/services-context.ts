import { createContext, use } from 'react';
import type { Services } from '../services.ts';

export const ServicesContext = createContext<Services | undefined>(undefined);

/** Everything main has handed down. Throws outside of `ServicesContext`, which is a programming error. */
export function useServices(): Services {
  const services = use(ServicesContext);
  if (!services) throw new Error('no services handed down');
  return services;
}
