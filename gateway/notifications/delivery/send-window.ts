/** So many messages in any stretch of `windowMs`. */
export interface Rate {
  readonly messages: number;
  readonly windowMs: number;
}

/**
 * What went out lately, by monotonic time: when each message was through, at most as many as the rate allows, oldest first. A message
 * under way counts in full, because nobody knows when the provider counted it.
 */
export interface SendWindow {
  readonly underWay: number;
  readonly throughAt: readonly number[];
  /** The provider has asked for patience until then. */
  readonly closedUntil: number;
}

export const EMPTY_WINDOW: SendWindow = { underWay: 0, throughAt: [], closedUntil: Number.NEGATIVE_INFINITY };

/** How many messages may go now. Unlike a bucket that fills up, a window never lets twice the limit through around its edge. */
export function roomIn(window: SendWindow, rate: Rate, now: number): number {
  if (now < window.closedUntil) return 0;
  const recent = window.throughAt.filter((at) => now - at < rate.windowMs).length;
  return Math.max(0, rate.messages - recent - window.underWay);
}

/** When there will be room for one, as far as it can be known: messages under way are taken to be through now. */
export function roomAt(window: SendWindow, rate: Rate, now: number): number {
  if (roomIn(window, rate, now) > 0) return now;
  const recent = window.throughAt.filter((at) => now - at < rate.windowMs);
  const gone = recent.length + window.underWay - rate.messages;
  const freeing = gone < 0 ? now : (recent[gone] ?? now) + rate.windowMs;
  return Math.max(now, window.closedUntil, freeing);
}

/** For a channel that is not limited. */
export const UNLIMITED: Rate = { messages: Number.MAX_SAFE_INTEGER, windowMs: 0 };

export const begun = (window: SendWindow): SendWindow => ({ ...window, underWay: window.underWay + 1 });

/** One message is through, whatever became of it. */
export function through(window: SendWindow, rate: Rate, now: number): SendWindow {
  const recent = [...window.throughAt, now].filter((at) => now - at < rate.windowMs);
  const throughAt = recent.slice(-rate.messages);
  return { ...window, underWay: Math.max(0, window.underWay - 1), throughAt };
}

export const closed = (window: SendWindow, until: number): SendWindow => ({
  ...window,
  closedUntil: Math.max(window.closedUntil, until),
});

/** Whether it can be forgotten. */
export const isIdle = (window: SendWindow, rate: Rate, now: number): boolean =>
  window.underWay === 0 && now >= window.closedUntil && window.throughAt.every((at) => now - at >= rate.windowMs);
