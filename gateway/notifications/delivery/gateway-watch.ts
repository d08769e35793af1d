import type { HeartbeatMessage } from '../../domain/heartbeat.ts';
import type { LocalText } from '../../domain/text.ts';
import type { Clock, Timer } from '../../ports/clock.ts';
import type { WatchedGateway } from '../../ports/delivery-service.ts';
import type { DutyDesk, DutyMessage } from './duty-desk.ts';
import { isGenuine } from './heartbeat-message.ts';

const LOOK_MS = 5_000;
const DEFAULT_PATIENCE_MS = 180_000;

export interface WatchedSettings {
  /** Its site id, as it signs itself. */
  readonly gateway: string;
  readonly title: LocalText;
  readonly secret: string;
  /** Without a beat for so long it is lost. */
  readonly patienceMs?: number;
}

/** What is known of one gateway; `heardMono` is monotonic, of the last beat or of the start. */
export interface GatewayWatchState {
  readonly state: WatchedGateway['state'];
  readonly heardMono: number;
  readonly lastBeatAt: number | null;
}

export type WatchTurn = 'lost' | 'back' | null;

/** After a genuine beat, or a look without one. Told once for each loss, however many devices are behind it. */
export function stepWatch(
  before: GatewayWatchState,
  event: { readonly kind: 'beat'; readonly sentAt: number } | { readonly kind: 'look'; readonly patienceMs: number },
  nowMono: number,
): { readonly after: GatewayWatchState; readonly turn: WatchTurn } {
  if (event.kind === 'beat') {
    const after = { state: 'alive', heardMono: nowMono, lastBeatAt: event.sentAt } as const;
    return { after, turn: before.state === 'lost' ? 'back' : null };
  }
  if (before.state === 'lost' || nowMono - before.heardMono < event.patienceMs) return { after: before, turn: null };
  return { after: { ...before, state: 'lost' }, turn: 'lost' };
}

export interface GatewayWatchOptions {
  readonly watched: readonly WatchedSettings[];
  readonly duty: Pick<DutyDesk, 'tell'>;
  readonly clock: Clock;
}

/** Listens to the heartbeats of other gateways. A lost gateway is one message, not one for each of its devices. */
export class GatewayWatch {
  private readonly options: GatewayWatchOptions;
  private readonly states = new Map<string, GatewayWatchState>();
  private timer: Timer | undefined;

  constructor(options: GatewayWatchOptions) {
    this.options = options;
    const heardMono = options.clock.monotonicMs();
    for (const { gateway } of options.watched)
      this.states.set(gateway, { state: 'unheard', heardMono, lastBeatAt: null });
  }

  start(): void {
    if (this.states.size > 0) this.timer = this.options.clock.every(LOOK_MS, () => this.look());
  }

  stop(): void {
    this.timer?.cancel();
  }

  /** False when it is of nobody we watch, or not genuine. */
  hear(message: HeartbeatMessage): boolean {
    const { watched, clock } = this.options;
    const settings = watched.find(({ gateway }) => gateway === message.gateway);
    const before = this.states.get(message.gateway);
    if (!settings || !before) return false;
    if (!isGenuine(message, settings.secret, clock.nowMs(), before.lastBeatAt ?? 0)) return false;
    this.step(settings, before, { kind: 'beat', sentAt: message.sentAt });
    return true;
  }

  status(): readonly WatchedGateway[] {
    return [...this.states].map(([gateway, { state, lastBeatAt }]) => ({ gateway, state, lastBeatAt }));
  }

  private look(): void {
    for (const settings of this.options.watched) {
      const before = this.states.get(settings.gateway)!;
      this.step(settings, before, { kind: 'look', patienceMs: settings.patienceMs ?? DEFAULT_PATIENCE_MS });
    }
  }

  private step(settings: WatchedSettings, before: GatewayWatchState, event: Parameters<typeof stepWatch>[1]): void {
    const { duty, clock } = this.options;
    const { after, turn } = stepWatch(before, event, clock.monotonicMs());
    this.states.set(settings.gateway, after);
    if (turn) duty.tell(gatewayMessage(settings, turn, clock.nowMs()));
  }
}

function gatewayMessage({ gateway, title }: WatchedSettings, turn: 'lost' | 'back', at: number): DutyMessage {
  const texts = {
    lost: {
      en: `${title.en}: the gateway is silent. Nothing there is being watched. Check its power and network.`,
      zh: `${title.zh}：网关失联，现场无监视。请检查其电源和网络。`,
    },
    back: { en: `${title.en}: the gateway is back.`, zh: `${title.zh}：网关已恢复。` },
  };
  const code = turn === 'lost' ? 'GATEWAY_LOST' : 'GATEWAY_BACK';
  return { code, priority: turn === 'lost' ? 'P1' : 'P3', key: `${gateway} ${at}`, text: texts[turn], at };
}
