import type { Clock } from '../../ports/clock.ts';
import type { WriteRequest, WriteResult } from '../../ports/driver.ts';
import { ReadBack } from './read-back.ts';
import type { ReadingBoard } from './reading-board.ts';
import type { MqttContext, MqttRun } from './run.ts';
import type { Publication } from './session-answers.ts';
import type { SitePlan } from './site-plan.ts';
import { composeWrite, type WriteTarget, writeTarget } from './write-target.ts';

/** Writes under way at once on one broker; more are refused. */
const MOST_WRITES = 16;

/** Sets points by publishing, at most once and never later, and waits until the point itself shows the value. */
export class Writer {
  private readonly clock: Clock;
  private readonly targets: ReadonlyMap<number, WriteTarget>;
  private underWay = 0;

  constructor({ clock, devices, config }: MqttContext, plan: SitePlan) {
    this.clock = clock;
    const entries = devices.flatMap((device) =>
      device.points.map((point) => [point.index, writeTarget(device, point, config.protocolVersion, plan)] as const),
    );
    this.targets = new Map(entries);
  }

  async write(request: WriteRequest, run: MqttRun | undefined, board: ReadingBoard | undefined): Promise<WriteResult> {
    const target = this.targets.get(request.point) ?? { kind: 'none', reason: 'not a point of this connection' };
    if (target.kind === 'none') return { kind: 'refused', detail: target.reason };
    if (!run?.isConnected || !board) return { kind: 'unsent', detail: 'not connected to the broker' };
    const remainingMs = request.expiresAt - this.clock.monotonicMs();
    if (remainingMs <= 0) return { kind: 'unsent', detail: 'expired before it could be sent' };
    if (this.underWay >= MOST_WRITES) return { kind: 'unsent', detail: 'too many writes are under way' };
    const message = composeWrite(target, request.raw, run);
    if (!message) return { kind: 'refused', detail: 'there is no message for this value, or its device is not there' };
    this.underWay++;
    try {
      const expirySeconds = Math.ceil(remainingMs / 1000);
      return await this.send({ ...message, expirySeconds }, request, run, board);
    } finally {
      this.underWay--;
    }
  }

  private async send(
    message: Publication,
    request: WriteRequest,
    run: MqttRun,
    board: ReadingBoard,
  ): Promise<WriteResult> {
    const readBack = new ReadBack(board, request.point, request.raw);
    try {
      const published = await run.publish(message);
      if (published.kind === 'taken') return await readBack.settle(this.clock, request.verifyWithinMs, run.ended);
      // What the socket still holds must not reach the machine after the network has come back.
      if (published.kind === 'unknown') run.cut('a write was not acknowledged');
      return published;
    } finally {
      readBack.stop();
    }
  }
}
