import { createHmac } from 'node:crypto';
import { HttpProvider, type Json, jsonOf } from './http-provider.ts';
import { MessageWindow } from './message-window.ts';

const SECOND = 1000;
const HOUR_SECONDS = 3600;
const MAX_BODY_BYTES = 20 * 1024;

/** A custom bot of Feishu: refuses with HTTP 200 and a code. */
export interface FeishuBot {
  readonly http: HttpProvider;
  readonly url: string;
  readonly secret: string;
  readonly shown: Json[];
}

/** `nowMs` is the bot's own clock. */
export async function startFeishuBot(nowMs: () => number = Date.now): Promise<FeishuBot> {
  const path = '/open-apis/bot/v2/hook/11111111-2222-3333-4444-555555555555';
  const secret = 'feishu-secret-0123456789';
  const shown: Json[] = [];
  const [second, minute] = [new MessageWindow(5, SECOND), new MessageWindow(100, 60 * SECOND)];
  const http = await HttpProvider.start((request) => {
    if (request.url.pathname !== path) return refusal(19001, 'param invalid: incoming webhook access token invalid');
    const body = jsonOf(request) ?? {};
    if (!isSigned(body, secret, nowMs())) return refusal(19021, 'sign match fail or timestamp is not within one hour');
    if (request.body.length > MAX_BODY_BYTES) return { status: 400, ...refusal(9499, 'Bad Request') };
    if (body.msg_type !== 'interactive' || typeof body.card !== 'object') return refusal(19002, 'param invalid');
    if (!second.takes(nowMs()) || !minute.takes(nowMs())) return refusal(11232, 'frequency limited');
    shown.push(body);
    return { body: { StatusCode: 0, StatusMessage: 'success', code: 0, data: {}, msg: 'success' } };
  });
  return { http, url: http.origin + path, secret, shown };
}

const refusal = (code: number, msg: string) => ({ body: { code, msg, data: {} } });

function isSigned({ timestamp, sign }: Json, secret: string, nowMs: number): boolean {
  if (typeof timestamp !== 'string' || Math.abs(nowMs / SECOND - Number(timestamp)) > HOUR_SECONDS) return false;
  const key = `${timestamp}\n${secret}`;
  return sign === createHmac('sha256', key).update(Buffer.alloc(0)).digest('base64');
}
