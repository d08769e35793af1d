import type { ISubscriptionGrant } from 'mqtt';
import type { MqttLibrary } from './library.ts';
import { connectFailure, FIRST_FAILURE_CODE, reasonText } from './reasons.ts';

/** Which topics the broker refused and its reason, or why nothing was subscribed. */
export type Subscribed =
  | { readonly ok: true; readonly refused: ReadonlyMap<string, string> }
  | { readonly ok: false; readonly detail: string };

/** What became of a message. */
export type Published =
  | { readonly kind: 'taken' }
  | { readonly kind: 'refused' | 'unsent' | 'unknown'; readonly detail: string };

/** A message to be sent. */
export interface Publication {
  readonly topic: string;
  readonly payload: Buffer;
  readonly qos: 0 | 1;
  readonly retain?: boolean;
  /** MQTT 5: the broker drops it when it could not hand it on by then. */
  readonly expirySeconds?: number;
}

/** What the library's callback says: a reason code is the broker's refusal, everything else leaves open what happened. */
export function publishAnswer(error: Error | null | undefined): Published {
  if (!error) return { kind: 'taken' };
  const isRefusal = 'code' in error && typeof error.code === 'number';
  return { kind: isRefusal ? 'refused' : 'unknown', detail: connectFailure(error) };
}

/** The library reports one refused topic as the failure of all; the codes it got show which. */
export function subscribeAnswer(
  library: MqttLibrary,
  topics: readonly string[],
  error: Error | null,
  granted: readonly ISubscriptionGrant[] | undefined,
): Subscribed {
  const codes = error instanceof library.ErrorWithSubackPacket ? error.packet?.granted : granted?.map((one) => one.qos);
  if (!codes || codes.length !== topics.length) {
    return { ok: false, detail: error?.message ?? 'the broker answered for another number of topics' };
  }
  const refused = new Map<string, string>();
  topics.forEach((topic, at) => {
    const code = Number(codes[at]);
    if (code >= FIRST_FAILURE_CODE) refused.set(topic, reasonText(library, code));
  });
  return { ok: true, refused };
}
