import { expect, onTestFinished, test } from 'vitest';
import { channelTools } from '../../../../tests/harness/channel-tools.ts';
import { startSmsGateway } from '../../../../tests/harness/fake-providers/sms-gateway.ts';
import { exampleNotification } from '../../notifications.fixtures.ts';
import { voice } from './channel.ts';

test('a call is asked for with what is to be read out', async () => {
  const gateway = await startSmsGateway();
  onTestFinished(() => gateway.http.stop());
  const options = {
    url: gateway.url,
    token: gateway.token,
    body: '{"to":"{address}","text":"{site} {equipment} {alarm}"}',
  };
  const channel = voice.create(voice.optionsSchema.parse(options), channelTools());
  onTestFinished(() => channel.close());
  expect(await channel.send(exampleNotification({ address: '13800138000', language: 'zh' }))).toEqual({ kind: 'sent' });
  expect(gateway.sent).toMatchObject([{ to: '13800138000', text: 'A座 1#梯 困人报警' }]);
});
