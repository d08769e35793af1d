import { HttpProvider, type Json, jsonOf } from './http-provider.ts';
import { MessageWindow } from './message-window.ts';

const MINUTE_MS = 60_000;
const MOST_BYTES: Readonly<Record<string, number>> = { text: 2048, markdown: 4096 };

/** A group robot of WeCom: refuses with HTTP 200 and a code. */
export interface WecomRobot {
  readonly http: HttpProvider;
  readonly url: string;
  readonly shown: Json[];
}

/** `nowMs` is the robot's own clock. */
export async function startWecomRobot(nowMs: () => number = Date.now): Promise<WecomRobot> {
  const key = '693a0000-7a0c-4bc4-97a0-0ec20000aaaa';
  const shown: Json[] = [];
  const window = new MessageWindow(20, MINUTE_MS);
  const http = await HttpProvider.start((request) => {
    if (request.url.searchParams.get('key') !== key) return refusal(93000, 'invalid webhook url');
    const body = jsonOf(request) ?? {};
    const kind = String(body.msgtype);
    const content = contentOf(body[kind]);
    if (content === undefined && kind !== 'template_card') return refusal(40008, 'invalid message type');
    const most = MOST_BYTES[kind] ?? Number.POSITIVE_INFINITY;
    if (Buffer.byteLength(content ?? '') > most) return refusal(40058, `${kind}.content exceed max length ${most}`);
    if (!window.takes(nowMs())) return refusal(45009, 'api freq out of limit');
    shown.push(body);
    return { body: { errcode: 0, errmsg: 'ok' } };
  });
  return { http, url: `${http.origin}/cgi-bin/webhook/send?key=${key}`, shown };
}

const refusal = (errcode: number, errmsg: string) => ({ body: { errcode, errmsg } });

function contentOf(part: unknown): string | undefined {
  const content = typeof part === 'object' && part !== null && 'content' in part ? part.content : undefined;
  return typeof content === 'string' ? content : undefined;
}
