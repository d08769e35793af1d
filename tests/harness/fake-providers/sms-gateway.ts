import { HttpProvider, type Json, jsonOf } from './http-provider.ts';
import { MessageWindow } from './message-window.ts';

const DAY_MS = 24 * 3_600_000;

/** A provider of text messages that answers HTTP 200 to everything and says in the body what it did. */
export interface SmsGateway {
  readonly http: HttpProvider;
  readonly url: string;
  readonly token: string;
  readonly sent: { readonly to: string; readonly text: string; readonly id: string }[];
}

/** 50 a day to one number. `nowMs` is the provider's own clock. */
export async function startSmsGateway(nowMs: () => number = Date.now): Promise<SmsGateway> {
  const token = 'sms-token-0123456789abcdef';
  const sent: SmsGateway['sent'] = [];
  const windows = new Map<string, MessageWindow>();
  const http = await HttpProvider.start((request) => {
    if (request.headers.authorization !== `Bearer ${token}`) return { body: { Code: 'InvalidAccessKey' } };
    const { to, text } = (jsonOf(request) ?? Object.fromEntries(new URLSearchParams(request.body.toString()))) as Json;
    if (typeof to !== 'string' || typeof text !== 'string') return { body: { Code: 'MissingParameter' } };
    const window = windows.get(to) ?? new MessageWindow(50, DAY_MS);
    windows.set(to, window);
    if (!window.takes(nowMs())) return { body: { Code: 'BUSINESS_LIMIT_CONTROL' } };
    const id = `sms-${sent.length + 1}`;
    sent.push({ to, text, id });
    return { body: { Code: 'OK', Data: { Id: id } } };
  });
  return { http, url: `${http.origin}/send`, token, sent };
}
