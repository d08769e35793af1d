import { expect, test } from 'vitest';
import { PlantroomError } from '../domain/errors.ts';
import type { CommandContext } from './command.ts';
import { startCommand } from './start-command.ts';

function listener() {
  const said: string[] = [];
  const context = {
    print: (text: string) => said.push(`out ${text}`),
    warn: (text: string) => said.push(`err ${text}`),
  };
  return { said, context: context as unknown as CommandContext };
}

const failing = () => Promise.reject(new PlantroomError('CONFIG_INVALID', 'the simulated building is not here'));

test('a coded failure is its message and exit code 1, without a stack', async () => {
  const { said, context } = listener();
  expect(await startCommand(failing, context, false)).toBe(1);
  expect(said).toEqual(['err The configuration has mistakes: the simulated building is not here']);
});

test('a program that asked for JSON gets JSON', async () => {
  const { said, context } = listener();
  expect(await startCommand(failing, context, true)).toBe(1);
  expect(JSON.parse(said[0]!.slice(4))).toMatchObject({ ok: false, error: { code: 'CONFIG_INVALID' } });
});

test('what nobody expected is thrown on', async () => {
  const { context } = listener();
  await expect(startCommand(() => Promise.reject(new TypeError('x')), context, false)).rejects.toThrow(TypeError);
});
