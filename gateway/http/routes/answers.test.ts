import { expect, it, onTestFinished } from 'vitest';
import { FakeAnswers } from '../../../tests/harness/fake-delivery.ts';
import { startFakeWeb } from '../../../tests/harness/web-fakes.ts';

async function door() {
  const answers = new FakeAnswers();
  const web = await startFakeWeb({ answers });
  onTestFinished(() => web.http.close());
  const form = 'application/x-www-form-urlencoded';
  const post = (url: string, payload: string, headers: Record<string, string> = {}) =>
    web.http.app.inject({
      method: 'POST',
      url,
      payload,
      headers: { host: 'plant.local', 'content-type': form, ...headers },
    });
  return { ...web, answers, post };
}

it('shows the page of a link as a page that runs nothing and tells nobody where it came from', async () => {
  const { http } = await door();
  const page = await http.app.inject('/a/good');
  expect([page.statusCode, page.body]).toEqual([200, '<form>']);
  expect(page.headers).toMatchObject({
    ...{ 'content-type': 'text/html; charset=utf-8', 'referrer-policy': 'same-origin', 'cache-control': 'no-store' },
    'content-security-policy': expect.stringContaining("script-src 'self'"),
  });
  expect((await http.app.inject('/a/other')).statusCode).toBe(404);
});

it('acknowledges by the form of that page, the second time not', async () => {
  const { post, answers } = await door();
  expect((await post('/a/good', 'note=on+my+way', { origin: 'http://plant.local' })).statusCode).toBe(200);
  expect((await post('/a/good', '')).statusCode).toBe(410);
  expect(answers.notes).toEqual(['on my way', null]);
});

it('refuses the form of another page, and a form elsewhere', async () => {
  const { post, answers } = await door();
  expect((await post('/a/good', '', { origin: 'https://evil.example' })).json().code).toBe('AUTH_CROSS_ORIGIN');
  expect((await post('/api/v1/session', 'username=a&password=b')).json().code).toBe('REQUEST_WRONG_TYPE');
  expect((await post('/a/good', 'role=king')).json().code).toBe('REQUEST_INVALID');
  expect(answers.notes).toEqual([]);
});

it('takes what a provider posts, as JSON or as a form, from whoever knows the secret', async () => {
  const { post, answers } = await door();
  const json = { 'content-type': 'application/json' };
  const body = JSON.stringify([{ phone_number: '13800000001', content: 'A 4821' }]);
  expect((await post('/hooks/replies/sms?secret=hook%20secret', body, json)).json()).toEqual({ code: 0, accepted: 1 });
  expect((await post('/hooks/receipts/sms?secret=hook%20secret', 'MessageSid=m1&__proto__=x')).statusCode).toBe(200);
  expect(answers.bodies).toMatchObject([[{ content: 'A 4821' }], { MessageSid: 'm1' }]);
  const refused = await post('/hooks/replies/sms', body, { ...json, authorization: 'Bearer wrong' });
  expect([refused.statusCode, refused.json().code]).toEqual([401, 'HOOK_REFUSED']);
});

it('writes no link and no secret into the log', async () => {
  const { shownUrl } = await import('../shown-url.ts');
  expect(shownUrl('/a/eyJ.abc?x=1')).toBe('/a/…?x=1');
  expect(shownUrl('/hooks/replies/sms?b=1&secret=top')).toBe('/hooks/replies/sms?b=1&secret=…');
});
