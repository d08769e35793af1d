import { onTestFinished } from 'vitest';
import type { LoadedSite } from '../../gateway/config/load.ts';
import { CHANNELS } from '../../gateway/notifications/channels/index.ts';
import { startDingtalkRobot } from './fake-providers/dingtalk-robot.ts';
import type { HttpProvider } from './fake-providers/http-provider.ts';
import { startSmsGateway } from './fake-providers/sms-gateway.ts';
import { startWebhookReceiver } from './fake-providers/webhook-receiver.ts';
import type { ManualClock } from './manual-clock.ts';
import { SmtpServer } from './smtp-server.ts';

type LoadedChannel = LoadedSite['channels'][number];

/** Channels of a site that lead to fake providers, which run until the test is over. The id of a channel is its kind. */

export async function dingtalkChannel(clock: ManualClock, change: Partial<LoadedChannel> = {}) {
  const robot = await startDingtalkRobot(() => clock.nowMs());
  stopAfterTest(robot.http);
  return { ...robot, channel: channelOf('dingtalk', { url: robot.url, secret: robot.secret }, change) };
}

export async function smsChannel(clock: ManualClock, change: Partial<LoadedChannel> = {}) {
  const gateway = await startSmsGateway(() => clock.nowMs());
  stopAfterTest(gateway.http);
  const meanings = {
    success: { path: 'Code', is: ['OK'] },
    throttled: { path: 'Code', is: ['BUSINESS_LIMIT_CONTROL'] },
    messageId: 'Data.Id',
  };
  const body = '{"to":"{address}","text":"{text}"}';
  const options = { url: gateway.url, token: gateway.token, body, ...meanings };
  return { ...gateway, channel: channelOf('sms', options, change) };
}

export async function webhookChannel(clock: ManualClock, change: Partial<LoadedChannel> = {}) {
  const secret = `whsec_${Buffer.alloc(24, 7).toString('base64')}`;
  const receiver = await startWebhookReceiver(secret, () => clock.nowMs());
  stopAfterTest(receiver.http);
  return { ...receiver, channel: channelOf('webhook', { url: receiver.url, secret }, change) };
}

export async function emailChannel(change: Partial<LoadedChannel> = {}) {
  const server = await SmtpServer.start();
  onTestFinished(() => server.stop());
  const options = { host: '127.0.0.1', port: server.port, from: 'gateway@tower.example', to: ['duty@tower.example'] };
  return { server, channel: channelOf('email', options, change) };
}

const stopAfterTest = (http: HttpProvider): void => onTestFinished(() => http.stop());

function channelOf(kind: string, options: unknown, change: Partial<LoadedChannel>): LoadedChannel {
  const definition = CHANNELS.find((one) => one.kind === kind);
  if (!definition) throw new TypeError(`no channel kind ${kind}`);
  return {
    id: kind,
    kind,
    priorities: [],
    returned: true,
    options: definition.optionsSchema.parse(options),
    ...change,
  };
}
