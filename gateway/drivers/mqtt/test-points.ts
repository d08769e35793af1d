import { PlantroomError } from '../../domain/errors.ts';
import { isBad, isGood, QUALITY } from '../../domain/quality.ts';
import type { ReadingSink } from '../../ports/driver.ts';
import type { TestRow } from '../../ports/driver-tools.ts';
import type { MqttAddress } from './address.ts';
import { decodeField, ordersOf } from './binary-field.ts';
import { clientIdOf } from './link.ts';
import { MessageCounters } from './message-counters.ts';
import { parseMessage } from './payload.ts';
import { rawText } from './raw-text.ts';
import { type MqttContext, MqttRun } from './run.ts';
import type { MqttDevice } from './schemas.ts';
import { planSite } from './site-plan.ts';
import { WakeUp } from './wake-up.ts';

/** Long enough for a sensor that publishes every few seconds; a person is waiting. */
const LIMIT_MS = 10_000;

interface Asked {
  readonly device: string;
  readonly config: MqttDevice;
  readonly tag: string;
  readonly address: MqttAddress;
}

/**
 * Listens until each point has had a message, for at most ten seconds. Signs in beside a running gateway, not instead of
 * it. Sparkplug nodes are asked for a rebirth, as the driver does.
 */
export async function* testPoints(context: MqttContext, signal: AbortSignal): AsyncGenerator<TestRow> {
  const asked = askedPoints(context);
  const rows = new Map<number, TestRow>();
  const wakeUp = new WakeUp(context.clock, LIMIT_MS, signal);
  const collector = new Collector(asked, rows, wakeUp, context);
  const run = collector.run();
  try {
    const failure = await run.open(0);
    if (failure !== undefined) throw new PlantroomError('FIELD_UNREACHABLE', failure);
    run.ended.listen(() => wakeUp.finish());
    yield* collected(asked, rows, wakeUp);
  } finally {
    wakeUp.stop();
    await run.close();
  }
}

async function* collected(
  asked: ReadonlyMap<number, Asked>,
  rows: Map<number, TestRow>,
  wakeUp: WakeUp,
): AsyncGenerator<TestRow> {
  const told = new Set<number>();
  for (;;) {
    const isOver = told.size === asked.size || (await wakeUp.next()) === 'over';
    for (const [point, row] of rows) {
      if (told.has(point)) continue;
      told.add(point);
      yield row;
    }
    if (isOver) break;
  }
  for (const [point, { device, tag, address }] of asked) {
    if (told.has(point)) continue;
    const nothing = { raw: null, value: null, quality: QUALITY['bad-waiting'], tookMs: LIMIT_MS, alternatives: [] };
    yield { device, tag, address: addressText(address), ...nothing, detail: 'no message came' };
  }
}

function askedPoints({ devices }: MqttContext): ReadonlyMap<number, Asked> {
  const entries = devices.flatMap(({ id, config, points }) =>
    points.map(({ index, tag, address }) => [index, { device: id, config, tag, address }] as const),
  );
  return new Map(entries);
}

/** Makes a row of the first reading of each point, with the message it came in. */
class Collector {
  private readonly asked: ReadonlyMap<number, Asked>;
  private readonly rows: Map<number, TestRow>;
  private readonly wakeUp: WakeUp;
  private readonly context: MqttContext;
  private readonly startedAt: number;
  private message: Buffer | undefined;

  constructor(asked: ReadonlyMap<number, Asked>, rows: Map<number, TestRow>, wakeUp: WakeUp, context: MqttContext) {
    this.asked = asked;
    this.rows = rows;
    this.wakeUp = wakeUp;
    this.context = context;
    this.startedAt = context.clock.monotonicMs();
  }

  run(): MqttRun {
    const { context } = this;
    const sink: ReadingSink = {
      reading: (point, value, quality) => this.take(point, Number.isNaN(value) ? null : value, quality),
      text: (point, text, quality) => this.take(point, isBad(quality) ? null : text, quality),
      flush: () => this.wakeUp.tell(),
    };
    const settings = {
      clientId: `${clientIdOf(context).slice(0, 50)}-test-${process.pid}`,
      statusTopic: undefined,
      onMessage: (_topic: string, payload: Buffer) => {
        this.message = payload;
      },
    };
    return new MqttRun(context, planSite(context.devices), settings, new MessageCounters(context.logger), {
      sink,
      alive: () => undefined,
    });
  }

  private take(point: number, value: number | string | null, quality: number): void {
    const asked = this.asked.get(point);
    if (!asked || this.rows.has(point)) return;
    const { device, tag, address } = asked;
    const message = quality === QUALITY['bad-unsupported'] ? undefined : this.message;
    this.rows.set(point, {
      ...{ device, tag, address: addressText(address), value, quality },
      raw: message ? rawText(message) : null,
      tookMs: this.context.clock.monotonicMs() - this.startedAt,
      alternatives: message ? alternatives(asked, message) : [],
      ...(message ? {} : { detail: 'the broker does not let us have it, or no message can reach it' }),
    });
  }
}

/** The same bytes in the other orders. */
function alternatives({ config, address }: Asked, message: Buffer): TestRow['alternatives'] {
  if (!('offset' in address) || config.payload === undefined || config.payload === 'sparkplug') return [];
  const body = parseMessage(config.payload, message);
  if (!(body?.content instanceof Uint8Array)) return [];
  const bytes = body.content;
  const others = ordersOf(address.type).filter((order) => order !== address.order);
  return others.flatMap((order) => {
    const { value, quality } = decodeField(bytes, { ...address, order });
    return isGood(quality) ? [{ label: order, value }] : [];
  });
}

function addressText(address: MqttAddress): string {
  if ('metric' in address) return address.metric;
  const topic = address.topic ?? '{base}';
  if ('offset' in address) return `${topic} byte ${address.offset} ${address.type}`;
  return address.path === undefined ? topic : `${topic} ${address.path}`;
}
