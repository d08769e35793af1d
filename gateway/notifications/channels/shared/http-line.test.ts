import { expect, onTestFinished, test } from 'vitest';
import { HttpProvider, type ProviderAnswer } from '../../../../tests/harness/fake-providers/http-provider.ts';
import { ManualClock } from '../../../../tests/harness/manual-clock.ts';
import { createHttpLine } from './http-line.ts';

async function setup(answer: ProviderAnswer) {
  const provider = await HttpProvider.start(() => answer);
  onTestFinished(() => provider.stop());
  const clock = new ManualClock();
  const line = createHttpLine({ clock, fetch });
  const { origin } = provider;
  const ask = (path = '/') =>
    line.exchange({ url: origin + path, method: 'POST', headers: { 'x-key': 'k' }, body: 'said' });
  return { provider, clock, line, ask };
}

test('what is asked arrives, and the answer comes back', async () => {
  const { provider, clock, ask } = await setup({ status: 201, headers: { 'retry-after': '5' }, body: { ok: true } });
  expect(await ask('/a?b=c')).toEqual({ ok: true, answer: { status: 201, retryAfter: '5', body: '{"ok":true}' } });
  expect(provider.requests[0]).toMatchObject({
    method: 'POST',
    body: Buffer.from('said'),
    headers: { 'x-key': 'k', 'user-agent': 'Plantroom' },
  });
  expect(clock.pending).toBe(0);
});

test('a long answer is read as far as 64 kB', async () => {
  const { ask } = await setup({ body: 'x'.repeat(5_000_000) });
  const exchange = await ask();
  expect(exchange.ok && exchange.answer.body?.length).toBe(64 * 1024);
});

test('a redirect is an answer, not a way', async () => {
  const { provider, ask } = await setup({ status: 302, headers: { location: 'http://127.0.0.1:1/' } });
  expect(await ask()).toMatchObject({ ok: true, answer: { status: 302 } });
  expect(provider.requests).toHaveLength(1);
});

test('an answer that breaks off has a status and no body', async () => {
  const { ask } = await setup('break');
  expect(await ask()).toMatchObject({ ok: true, answer: { status: 200, body: undefined } });
});

test('silence ends after ten seconds, or with the line', async () => {
  const { provider, clock, line, ask } = await setup('silence');
  const first = ask();
  await provider.asked(1);
  clock.advance(9_999);
  clock.advance(1);
  expect(await first).toEqual({ ok: false, detail: 'no answer in time' });
  const second = ask();
  await provider.asked(2);
  line.close();
  expect(await second).toMatchObject({ ok: false });
  expect(clock.pending).toBe(0);
});

test('no failure tells the address', async () => {
  const { provider, ask } = await setup({});
  await provider.stop();
  expect(await ask('/?token=topsecret')).toEqual({ ok: false, detail: 'ECONNREFUSED' });
});
