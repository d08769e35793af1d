import { createHmac } from 'node:crypto';
import type { SignedMessage } from '../../../gateway/ports/cmms-service.ts';
import { HttpProvider, type ProviderAnswer, type ProviderRequest } from '../fake-providers/http-provider.ts';

export const CMMS_SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

export interface ForeignOrder {
  readonly id: string;
  readonly externalRef: string;
  /** Keys of the events it was told, in the order they came; a repeat is not told again. */
  readonly events: string[];
}

/** A maintenance system of another make on a free port: orders, events, and what it tells others. */
export class FakeCmms {
  readonly orders: ForeignOrder[] = [];
  /** What it answers when it is asked for news. */
  readonly news: object[] = [];
  /** So many answers of creations break off after the order is there. */
  lostAnswers = 0;
  provider!: HttpProvider;
  private readonly byKey = new Map<string, ForeignOrder>();
  private readonly knowsRepeats: boolean;

  private constructor(knowsRepeats: boolean) {
    this.knowsRepeats = knowsRepeats;
  }

  static async start({ knowsRepeats = true }: { readonly knowsRepeats?: boolean } = {}): Promise<FakeCmms> {
    const cmms = new FakeCmms(knowsRepeats);
    cmms.provider = await HttpProvider.start((request) => cmms.answer(request));
    return cmms;
  }

  /** A message of its, with its signature. */
  message(event: object, nowMs: number, secret = CMMS_SECRET): SignedMessage {
    const text = JSON.stringify(event);
    const { id, timestamp } = { id: `msg_${text.length}`, timestamp: String(Math.floor(nowMs / 1000)) };
    const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
    const hash = createHmac('sha256', key).update(`${id}.${timestamp}.${text}`).digest('base64');
    return { id, timestamp, text, signature: `v1,${hash}` };
  }

  private answer({ method, url, headers, body }: ProviderRequest): ProviderAnswer {
    const key = String(headers['idempotency-key'] ?? '');
    const events = /^\/work-orders\/([^/]+)\/events$/.exec(url.pathname)?.[1];
    if (url.pathname === '/events') return { body: { events: this.news } };
    if (events !== undefined) return this.tell(decodeURIComponent(events), key);
    if (method === 'GET') {
      const ref = url.searchParams.get('externalRef');
      return {
        body: { items: this.orders.filter(({ externalRef }) => externalRef === ref).map(({ id }) => ({ id })) },
      };
    }
    return this.create(key, (JSON.parse(body.toString()) as { readonly externalRef: string }).externalRef);
  }

  private create(key: string, externalRef: string): ProviderAnswer {
    const known = this.knowsRepeats ? this.byKey.get(key) : undefined;
    const order = known ?? { id: `X-${this.orders.length + 1}`, externalRef, events: [] };
    if (!known) this.orders.push(order);
    this.byKey.set(key, order);
    if (this.lostAnswers > 0) {
      this.lostAnswers -= 1;
      return 'break';
    }
    return { status: 201, body: { id: order.id, etag: 'e1' } };
  }

  private tell(id: string, key: string): ProviderAnswer {
    const order = this.orders.find((one) => one.id === id);
    if (!order) return { status: 404, body: { error: 'no such order' } };
    if (!order.events.includes(key)) order.events.push(key);
    return { status: 200, body: {} };
  }
}
