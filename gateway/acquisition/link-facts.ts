import type { ConnectionState, DeviceState } from '../domain/connection-state.ts';
import type { Link } from '../ports/driver.ts';
import { cleanText } from './clean-text.ts';

const MOST_HOLES = 50;
const MOST_CAUTIONS = 10;

/** What a link tells of one of its devices, fit to be shown. */
export function factsOf(link: Link, device: string): Pick<DeviceState, 'holes' | 'items'> {
  const facts = link.facts?.(device);
  const holes = (facts?.holes ?? []).slice(0, MOST_HOLES).map((hole) => cleanText(hole));
  return { holes, items: facts?.items ?? null };
}

/** What a link tells of itself. */
export const cautionsOf = (link: Link): ConnectionState['cautions'] => (link.cautions ?? []).slice(0, MOST_CAUTIONS);
