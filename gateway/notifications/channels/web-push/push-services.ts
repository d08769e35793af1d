import { z } from 'zod';

/**
 * The services behind the browsers there are. The address to push to comes from whoever is signed in, so that it is held
 * against this list: nobody makes the gateway ask a machine of the plant.
 */
export const DEFAULT_SERVICES = [
  'https://fcm.googleapis.com',
  'https://*.push.services.mozilla.com',
  'https://*.notify.windows.com',
  'https://*.push.apple.com',
] as const;

/** Scheme and host, with a port where it is another; `*.` stands for any names in front. */
export const serviceAddress = z
  .string()
  .max(200)
  .regex(/^https?:\/\/(\*\.)?[a-z0-9.-]+(:\d{1,5})?$/, 'such as https://*.push.example.com');

/** Whether an address belongs to one of the services. */
export function isServiceOf(services: readonly string[], address: string): boolean {
  const url = URL.parse(address);
  if (url === null || url.username !== '' || url.password !== '') return false;
  return services.some((service) => {
    const [, scheme = '', any, host = ''] = /^(https?:)\/\/(\*\.)?(.+)$/.exec(service) ?? [];
    if (url.protocol !== scheme) return false;
    return any === undefined ? url.host === host : url.host.endsWith(`.${host}`);
  });
}
