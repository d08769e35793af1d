import { createHmac } from 'node:crypto';
import { HttpProvider, type Json, jsonOf } from './http-provider.ts';
import { MessageWindow } from './message-window.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const MAX_BODY_BYTES = 20_000;

/** A custom robot of DingTalk: refuses with HTTP 200 and a code. */
export interface DingtalkRobot {
  readonly http: HttpProvider;
  readonly url: string;
  readonly secret: string;
  /** What it has shown in the group. */
  readonly shown: Json[];
}

/** `nowMs` is the robot's own clock. */
export async function startDingtalkRobot(nowMs: () => number = Date.now): Promise<DingtalkRobot> {
  const token = 'dingtalk-token-0123456789';
  const secret = 'SECdingtalk0123456789abcdef';
  const shown: Json[] = [];
  const window = new MessageWindow(20, MINUTE_MS, 10 * MINUTE_MS);
  const http = await HttpProvider.start((request) => {
    const { searchParams } = request.url;
    if (searchParams.get('access_token') !== token) return refusal(300005, 'token is not exist');
    if (!isSigned(searchParams, secret, nowMs())) return refusal(310000, 'sign not match');
    if (request.body.length > MAX_BODY_BYTES) return refusal(460101, 'message too long');
    const body = jsonOf(request);
    if (!isMessage(body)) return refusal(400105, 'unsupported msgtype');
    if (!window.takes(nowMs())) return refusal(130101, 'send too fast, exceed 20 times per minute');
    shown.push(body);
    return { body: { errcode: 0, errmsg: 'ok' } };
  });
  return { http, url: `${http.origin}/robot/send?access_token=${token}`, secret, shown };
}

const refusal = (errcode: number, errmsg: string) => ({ body: { errcode, errmsg } });

function isSigned(query: URLSearchParams, secret: string, nowMs: number): boolean {
  const timestamp = query.get('timestamp') ?? '';
  if (!/^\d{13}$/.test(timestamp) || Math.abs(nowMs - Number(timestamp)) > HOUR_MS) return false;
  return query.get('sign') === createHmac('sha256', secret).update(`${timestamp}\n${secret}`).digest('base64');
}

const isMessage = (body: Json | undefined): body is Json =>
  body !== undefined && typeof body.msgtype === 'string' && typeof body[body.msgtype] === 'object';
