import { z } from 'zod';
import { deliveryStatus, outboxNotice, redriven, selfTest } from '../../contract/outbox-resources.ts';
import type { Wire } from '../../contract/wire.ts';
import { answer, refuse } from '../answer.ts';
import { defineCommand } from '../command.ts';
import { JSON_OUTPUT } from '../common-options.ts';
import { SESSION_OPTIONS, withSession } from '../gateway-session.ts';
import type { RestClient } from '../rest-client.ts';
import { textTable } from '../text-table.ts';

/** A test that has not ended by then is said to be running. */
const TEST_LIMIT_MS = 330_000;
const TEST_LOOK_MS = 2_000;

type Notice = Wire<z.output<typeof outboxNotice>>;
type Test = Wire<z.output<typeof selfTest>>;

export const outboxList = defineCommand({
  name: 'outbox list',
  summary: 'messages to people: what waits, what was sent, what was given up',
  options: {
    ...SESSION_OPTIONS,
    json: JSON_OUTPUT,
    state: { type: 'string', value: 'STATE', help: 'waiting, sent, delivered, dead, bundled, superseded or expired' },
    channel: { type: 'string', value: 'ID', help: 'only of this channel' },
    alarm: { type: 'string', value: 'ID', help: 'only of this alarm' },
    limit: { type: 'string', value: 'NUMBER', help: 'at most so many, 1 to 1000', default: '100' },
  },
  async run(given, context) {
    const query = new URLSearchParams({ limit: given.limit });
    for (const name of ['state', 'channel', 'alarm'] as const)
      if (given[name] !== undefined) query.set(name, given[name]);
    return withSession(given, context, async (client) => {
      const notices = await client.get(`/outbox?${query}`, z.array(outboxNotice));
      answer(given, context, { ok: true, notices }, () => table(notices));
      return 0;
    });
  },
});

export const outboxRedrive = defineCommand({
  name: 'outbox redrive',
  summary: 'send messages again that were given up, after the cause has been put right',
  options: {
    ...SESSION_OPTIONS,
    json: JSON_OUTPUT,
    ids: { type: 'string', value: 'IDS', help: 'from the list, separated by commas' },
    channel: { type: 'string', value: 'ID', help: 'all that were given up in this channel, 1000 at most' },
  },
  async run(given, context) {
    if ((given.ids === undefined) === (given.channel === undefined))
      return refuse(given, context, 'Give either --ids or --channel.', 2);
    return withSession(given, context, async (client) => {
      const ids = given.ids?.split(',').map((id) => id.trim()) ?? (await deadOf(client, given.channel!));
      const { count } = ids.length === 0 ? { count: 0 } : await client.post('/outbox/redrive', { ids }, redriven);
      answer(given, context, { ok: true, count }, () => [`${count} messages will be sent again.`]);
      return 0;
    });
  },
});

export const outboxTest = defineCommand({
  name: 'outbox test',
  summary: 'send a test on every way to whoever has the duty, and say what became of it',
  details: 'Takes the path of an alarm; the people who have the duty get a message. Up to five minutes.',
  options: { ...SESSION_OPTIONS, json: JSON_OUTPUT },
  run: (given, context) =>
    withSession(given, context, async (client) => {
      let test: Test = await client.post('/outbox/test', {}, selfTest);
      const startedAt = context.clock.monotonicMs();
      while (
        test.endedAt === null &&
        context.clock.monotonicMs() - startedAt < TEST_LIMIT_MS &&
        !context.signal.aborted
      ) {
        await new Promise<void>((resolve) => void context.clock.after(TEST_LOOK_MS, resolve));
        test = (await client.get('/outbox/status', deliveryStatus)).selfTest ?? test;
      }
      const ok = test.ways.length > 0 && test.ways.every(({ state }) => state === 'passed');
      answer(given, context, { ok, test }, () => verdict(test));
      return ok ? 0 : 1;
    }),
});

const deadOf = async (client: RestClient, channel: string): Promise<string[]> => {
  const query = new URLSearchParams({ state: 'dead', channel, limit: '1000' });
  return (await client.get(`/outbox?${query}`, z.array(outboxNotice))).map(({ id }) => id);
};

function table(notices: readonly Notice[]): string[] {
  if (notices.length === 0) return ['No such messages.'];
  const rows = notices.map((one) => {
    const { id, state, priority, kind, channel, recipient, address, attempts, queuedAt, alarmId, detail } = one;
    return [
      id.slice(0, 12),
      state,
      priority,
      kind,
      channel,
      recipient || address,
      `${attempts}`,
      queuedAt,
      alarmId ?? '',
      detail ?? '',
    ];
  });
  const head = ['id', 'state', '', 'kind', 'channel', 'to', 'tries', 'queued', 'alarm', ''];
  return [...textTable([head, ...rows], [6]), 'Ids are cut; --json has them whole.'];
}

function verdict({ ways, endedAt }: Test): string[] {
  if (ways.length === 0) return ['Nobody has the duty: no test was sent.'];
  const rows = ways.map(({ channel, recipient, state, detail }) => [
    channel,
    recipient || 'group',
    state,
    detail ?? '',
  ]);
  return [...textTable(rows), endedAt === null ? 'The test is still running.' : ''].filter((line) => line !== '');
}
