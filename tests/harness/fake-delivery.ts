import { done, refused } from '../../gateway/domain/errors.ts';
import type { AnswerService } from '../../gateway/ports/answer-service.ts';
import type { DeliveryService, SelfTestResult } from '../../gateway/ports/delivery-service.ts';
import type { OutboxRow } from '../../gateway/ports/outbox.ts';

export const fakeOutboxRow = (change: Partial<OutboxRow> = {}): OutboxRow => ({
  ...{ id: 'n1', channel: 'sms', kind: 'alarm', recipient: 'kim', address: '+8613800001234', language: 'zh' },
  ...{ alarmId: 'PUMP-1.high~1', occurrence: 1, step: 0, priority: 'P2', dueAt: 0, queuedAt: 1000, body: 'secret' },
  ...{ state: 'dead', attempts: 3, detail: 'HTTP 503', settledAt: 2000, ...change },
});

const TEST: SelfTestResult = {
  ...{ because: 'asked', startedAt: 1000, endedAt: null },
  ways: [{ channel: 'sms', recipient: 'kim', state: 'running', detail: null }],
};

/** The telling of people as the web side sees it; what was asked for is kept. */
export class FakeDelivery implements DeliveryService {
  rows: OutboxRow[] = [fakeOutboxRow()];
  selfTest: SelfTestResult | null = TEST;
  readonly redriven: string[] = [];

  async status() {
    const channel = { channel: 'sms', state: 'up', failuresInARow: 0, lastFailure: null, lastSentAt: 1000 } as const;
    return {
      channels: [{ ...channel, waiting: 0, dead: 1, oldestAt: null }],
      selfTest: this.selfTest,
      gateways: [{ gateway: 'tower-2', state: 'alive', lastBeatAt: 1000 } as const],
    };
  }
  async list(query: Parameters<DeliveryService['list']>[0]): Promise<readonly OutboxRow[]> {
    const { channel, state } = query;
    return this.rows.filter((row) => (channel ?? row.channel) === row.channel && (state ?? row.state) === row.state);
  }
  async redrive(ids: readonly string[]): Promise<number> {
    this.redriven.push(...ids);
    return ids.length;
  }
  async test(): Promise<SelfTestResult> {
    return TEST;
  }
}

/** One link, `good`, that works once, and one hook, `sms`, with the secret `hook secret`. */
export class FakeAnswers implements AnswerService {
  readonly notes: (string | null)[] = [];
  readonly bodies: unknown[] = [];

  async page(token: string) {
    return token === 'good' ? ({ status: 200, html: '<form>' } as const) : ({ status: 404, html: 'unknown' } as const);
  }
  async acknowledge(_token: string, note: string | null) {
    this.notes.push(note);
    return this.notes.length === 1
      ? ({ status: 200, html: 'done' } as const)
      : ({ status: 410, html: 'used' } as const);
  }
  async replies(channel: string, secret: string | undefined, body: unknown) {
    if (channel !== 'sms' || secret !== 'hook secret') return refused('HOOK_REFUSED');
    this.bodies.push(body);
    return done({ accepted: 1 });
  }
  receipts(channel: string, secret: string | undefined, body: unknown) {
    return this.replies(channel, secret, body);
  }
  heartbeat() {
    return done({ accepted: 1 });
  }
}
