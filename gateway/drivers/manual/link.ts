import type { Timer } from '../../ports/clock.ts';
import type { DriverContext, LinkListener, ReadResult, SubscribedLink } from '../../ports/driver.ts';
import type { ManualAddress, ManualConnection, ManualDevice } from './schemas.ts';

export type ManualContext = DriverContext<ManualConnection, ManualDevice, ManualAddress>;

const HOUR_MS = 3_600_000;
const SIGN_EVERY_MS = HOUR_MS;
/** Longer than any pause of the timer, so that nobody ever calls it silent. */
const SILENCE_LIMIT_MS = 24 * HOUR_MS;

/** A link on which nothing is ever heard and that is never lost: its points are read by people, or imported. */
export class ManualLink implements SubscribedLink {
  readonly style = 'subscribed';
  readonly silenceLimitMs = SILENCE_LIMIT_MS;
  private readonly context: ManualContext;
  private timer: Timer | undefined;

  constructor(context: ManualContext) {
    this.context = context;
  }

  async start(listener: LinkListener): Promise<ReadResult> {
    this.timer?.cancel();
    this.timer = this.context.clock.every(SIGN_EVERY_MS, () => listener.alive());
    listener.alive();
    return { ok: true };
  }

  async stop(): Promise<void> {
    this.timer?.cancel();
    this.timer = undefined;
  }

  describe(): readonly string[] {
    return this.context.devices.map(
      ({ config, points }) =>
        `${config.id}: ${points.length} points, a reading every ${config.every} by hand or import`,
    );
  }
}
