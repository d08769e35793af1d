import { setTimeout as pause } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { openHistorian } from '../../../../gateway/historian/historian.ts';
import type { HistorianPoint } from '../../../../gateway/historian/settings.ts';
import { systemClock } from '../../../../gateway/observability/system-clock.ts';
import type { Historian } from '../../../../gateway/ports/historian.ts';
import type { Logger } from '../../../../gateway/ports/logger.ts';
import { silentMetrics } from '../../../harness/silent-metrics.ts';
import { FIELDS, nameOf } from '../devices/block.ts';
import type { FromRecorder, Memory, Order, OrderKind, Orders, RecorderSettings } from './messages.ts';
import { Poller } from './poller.ts';

/** How often a live recorder says what is durable. */
const FLUSH_EVERY_MS = 500;

type Handlers = { readonly [K in OrderKind]: (takes: Orders[K]['takes']) => Promise<Orders[K]['answers']> };

const send = (message: FromRecorder): void => void process.send?.(message);

/** The gateway side: the real historian with its worker thread and its files, and a connection that reads the devices. */
class GatewaySide {
  private readonly historian: Historian;
  private readonly poller: Poller;
  private seq = 0;
  private isLive = false;
  private polling: Promise<void> = Promise.resolve();

  constructor(historian: Historian, poller: Poller) {
    this.historian = historian;
    this.poller = poller;
  }

  readonly handlers: Handlers = {
    poll: ({ cycles, flushEvery }) => this.poll(cycles, flushEvery),
    live: async ({ everyMs }) => {
      this.isLive = true;
      this.polling = this.pollLive(everyMs);
      return null;
    },
    halt: async () => {
      this.isLive = false;
      await this.polling;
      await this.flush();
      return null;
    },
    status: () => this.historian.status(),
    memory: async () => memoryNow(),
    quarantine: (page) => this.historian.upkeep.quarantine(page),
    retry: (choice) => this.historian.upkeep.retryQuarantined(choice),
    replay: ({ sink, fromMs }) => this.historian.upkeep.replay(sink, fromMs),
    losses: ({ fromMs, toMs }) => this.historian.reader.losses(fromMs, toMs),
    close: async () => {
      this.isLive = false;
      await this.polling;
      await this.historian.close();
      this.poller.close();
      return null;
    },
  };

  private async poll(cycles: number, flushEvery: number): Promise<null> {
    for (let cycle = 1; cycle <= cycles; cycle++) {
      await this.pollOnce();
      if (cycle % flushEvery === 0) await this.flush();
    }
    await this.flush();
    return null;
  }

  private async pollLive(everyMs: number): Promise<void> {
    let flushedAt = performance.now();
    for (let due = performance.now(); this.isLive; due += everyMs) {
      await this.pollOnce();
      if (performance.now() - flushedAt >= FLUSH_EVERY_MS) {
        flushedAt = performance.now();
        void this.flush();
      }
      await pause(Math.max(0, due + everyMs - performance.now()));
    }
  }

  private async pollOnce(): Promise<void> {
    const { seq, samples } = await this.poller.poll();
    this.seq = seq;
    this.historian.append(samples);
  }

  private async flush(): Promise<void> {
    const { seq } = this;
    await this.historian.flush();
    if (seq > 0) send({ type: 'durable', seq });
  }
}

function memoryNow(): Memory {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  return { rssBytes: process.memoryUsage.rss() };
}

function pointsOf(devices: number): HistorianPoint[] {
  return Array.from({ length: devices * FIELDS.length }, (_, index) => {
    const equipment = nameOf(Math.floor(index / FIELDS.length));
    const name = FIELDS[index % FIELDS.length]!;
    const place = { equipment, equipmentClass: 'device', area: 'hall' };
    return { index, tag: `${equipment}.${name}`, kind: 'number', unit: '', ...place, name, deadband: 0 };
  });
}

function tellingLogger(): Logger {
  const tell = (level: 'warn' | 'error') => (fields: object, message: string) => {
    const details = JSON.stringify(fields, (_, value) => (value instanceof Error ? value.message : value));
    send({ type: 'log', level, text: `${message} ${details}` });
  };
  const silent = (): void => undefined;
  return { debug: silent, info: silent, warn: tell('warn'), error: tell('error'), child: () => tellingLogger() };
}

async function obey<K extends OrderKind>(handlers: Handlers, { id, kind, takes }: Order<K>): Promise<void> {
  try {
    send({ type: 'answer', id, answer: await handlers[kind](takes) });
  } catch (error) {
    send({ type: 'failure', id, text: error instanceof Error ? error.message : String(error) });
  }
}

const settings: RecorderSettings = JSON.parse(process.argv[2] ?? '{}');
const { folder, devices, devicesPort, sinks, retention } = settings;
const historian = await openHistorian({
  ...{ folder, sinks, retention, siteId: 'chaos', points: pointsOf(devices) },
  ...{ clock: systemClock, logger: tellingLogger(), metrics: silentMetrics },
});
const { handlers } = new GatewaySide(historian, await Poller.connect(devicesPort, devices));
process.on('message', (order: Order) => void obey(handlers, order));
// Whoever started us is gone.
process.on('disconnect', () => process.exit(0));
send({ type: 'ready' });
