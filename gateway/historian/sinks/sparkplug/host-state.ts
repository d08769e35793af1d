import { z } from 'zod';

/** What a STATE message says. Those older than version 3.0 have no time. */
export interface HostWord {
  readonly isOnline: boolean;
  readonly timestamp: number | undefined;
}

const stateMessage = z.object({ online: z.boolean(), timestamp: z.number() });
const LONGEST_MESSAGE = 1_000;

/** Reads the JSON of 3.0 (6.4.27); undefined when it is none. */
export function parseHostJson(text: string): HostWord | undefined {
  if (text.length > LONGEST_MESSAGE) return undefined;
  try {
    const parsed = stateMessage.safeParse(JSON.parse(text));
    return parsed.success ? { isOnline: parsed.data.online, timestamp: parsed.data.timestamp } : undefined;
  } catch {
    return undefined;
  }
}

/** Reads the word of 2.2: ONLINE or OFFLINE. */
export function parseHostWord(text: string): HostWord | undefined {
  if (text !== 'ONLINE' && text !== 'OFFLINE') return undefined;
  return { isOnline: text === 'ONLINE', timestamp: undefined };
}

/** What is known of the primary host. */
export interface HostState {
  readonly isOnline: boolean;
  /** Of the newest message that counted, within the present connection. */
  readonly timestamp: number;
  /** It speaks 3.0: what is left of its words in the old form means nothing. */
  readonly isModern: boolean;
}

export const UNKNOWN_HOST: HostState = { isOnline: false, timestamp: Number.NEGATIVE_INFINITY, isModern: false };

/**
 * With a new connection nothing is known: the broker will say what is retained. Its time counts whatever came before
 * (5.4), so that a host whose clock was put back is believed again.
 */
export const forgetHost = (host: HostState): HostState => ({ ...UNKNOWN_HOST, isModern: host.isModern });

/** A death with an older time belongs to an earlier session of the host, and is ignored (5.5). */
export function hearHost(host: HostState, { isOnline, timestamp }: HostWord): HostState {
  if (timestamp === undefined) return host.isModern ? host : { ...host, isOnline };
  if (host.isModern && timestamp < host.timestamp) return host;
  return { isOnline, timestamp, isModern: true };
}
