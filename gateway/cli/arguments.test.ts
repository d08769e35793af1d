import { expect, test } from 'vitest';
import { parseArguments } from './arguments.ts';

test('without a command the gateway runs', () => {
  expect(parseArguments(['--config', 'a.yaml'])).toEqual({
    kind: 'command',
    arguments: { command: 'run', config: 'a.yaml', simulated: false, seed: '1', speed: '1' },
  });
});

test('each command is understood', () => {
  for (const command of ['run', 'check', 'plan', 'simulate']) {
    expect(parseArguments([command])).toMatchObject({ kind: 'command', arguments: { command } });
  }
});

test('a wrong command or option says what is allowed', () => {
  expect(parseArguments(['start'])).toMatchObject({
    kind: 'mistake',
    message: expect.stringContaining('allowed: run, check'),
  });
  expect(parseArguments(['run', '--port', '1'])).toMatchObject({
    kind: 'mistake',
    message: expect.stringContaining('--port'),
  });
  expect(parseArguments(['run', 'twice'])).toMatchObject({ kind: 'mistake' });
});

test('help and version are answered before anything else', () => {
  expect(parseArguments(['nonsense', '--help'])).toEqual({ kind: 'help' });
  expect(parseArguments(['--version'])).toEqual({ kind: 'version' });
});
