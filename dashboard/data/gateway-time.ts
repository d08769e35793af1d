import type { Clock } from './clock.ts';

/**
 * The gateway's wall clock as this browser knows it. Ages are counted with it, because a desk with a wrong clock
 * must not make old values young; between messages it runs on with the browser's monotonic clock.
 */
export interface GatewayTime {
  nowMs(): number;
  /** Takes over a time just received. */
  adjust(serverTime: number): void;
}

export function createGatewayTime(clock: Clock): GatewayTime {
  let offset = clock.nowMs() - clock.monotonicMs();
  return {
    nowMs: () => clock.monotonicMs() + offset,
    adjust: (serverTime) => {
      if (Number.isFinite(serverTime) && serverTime > 0) offset = serverTime - clock.monotonicMs();
    },
  };
}
