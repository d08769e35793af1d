import { expect, test } from 'vitest';
import { parseArguments } from './arguments.ts';
import { COMMANDS } from './commands/index.ts';

const parse = (...argv: string[]) => parseArguments(argv, COMMANDS);

test('without a command the gateway runs', () => {
  expect(parse('--config', 'a.yaml')).toMatchObject({ kind: 'command', name: 'run' });
  expect(parse()).toMatchObject({ kind: 'command', name: 'run' });
});

test('each command is understood with what it needs', () => {
  const needed: Readonly<Record<string, string[]>> = {
    read: ['--address', '{}'],
    write: ['--tag', 'A.b', '--value', '-5', '--reason', 'x', '--user', 'kim'],
    'import sheet': ['--file', 'a.csv', '--out', 'b.yaml'],
    'import comap': ['--file', 'a.txt', '--out', 'b.yaml'],
    'history export': ['--user', 'kim', '--tags', 'A.b', '--from', '2026-01-05', '--out', 'a.csv'],
    'history import': ['a.csv', '--user', 'kim', '--wide'],
    'meter replace': [
      ...['--user', 'kim', '--tag', 'A.e', '--at', '2026-01-05T10:00:00Z', '--final', '9'],
      ...['--start', '0', '--note', 'x'],
    ],
    'meter list': ['--user', 'kim'],
    'meter undo': ['--user', 'kim', '--id', '1'],
    backup: ['--to', '/mnt/backups'],
    'log replay': ['--user', 'kim', '--sink', 'influx', '--from', '2h'],
    'outbox list': ['--user', 'kim'],
    'outbox redrive': ['--user', 'kim', '--ids', '1'],
    'outbox test': ['--user', 'kim'],
    'quarantine list': ['--user', 'kim'],
    'quarantine retry': ['--user', 'kim', '--sink', 'influx', '--all'],
    'quarantine drop': ['--user', 'kim', '--sink', 'influx', '--ids', '1'],
  };
  for (const { name } of COMMANDS) {
    expect(parse(...name.split(' '), ...(needed[name] ?? []))).toMatchObject({ kind: 'command', name });
  }
});

test('a wrong command names the nearest one, or all of them', () => {
  expect(parse('tset')).toEqual({ kind: 'mistake', message: 'unknown command "tset"; did you mean "test"?' });
  expect(parse('import', 'shet')).toMatchObject({
    message: 'unknown command "import shet"; did you mean "import sheet"?',
  });
  expect(parse('import')).toMatchObject({ message: 'unknown command "import"; allowed: import sheet, import comap' });
  expect(parse('go')).toMatchObject({ kind: 'mistake', message: expect.stringContaining('allowed: run, check') });
});

test('a wrong option names the nearest one, or all of them', () => {
  expect(parse('run', '--port', '1')).toMatchObject({ kind: 'mistake', message: expect.stringContaining('--port') });
  expect(parse('scan', '--form', '3')).toMatchObject({ message: expect.stringContaining('did you mean "--from"?') });
  expect(parse('scan', '--from')).toMatchObject({ message: expect.stringContaining('--from needs a value: --from N') });
  expect(parse('scan', '--config', '--json')).toMatchObject({
    message: expect.stringContaining('--config needs a value'),
  });
  expect(parse('scan', '--json=yes')).toMatchObject({ message: expect.stringContaining('--json takes no value') });
  expect(parse('read')).toMatchObject({ message: expect.stringContaining('--address YAML is missing') });
  expect(parse('run', 'twice')).toMatchObject({ message: expect.stringContaining('unexpected argument "twice"') });
  expect(parse('trust', 'aa', 'bb')).toMatchObject({ message: expect.stringContaining('unexpected argument "bb"') });
});

test('help and version are answered before anything else', () => {
  expect(parse('nonsense', '--help')).toMatchObject({ kind: 'help', text: expect.stringContaining('import sheet') });
  expect(parse('--help')).toMatchObject({ kind: 'help' });
  expect(parse('--version')).toEqual({ kind: 'version' });
});

test('every command has a help of its own that lists its options', () => {
  for (const { name, options, summary } of COMMANDS) {
    const help = parse(...name.split(' '), '--help');
    if (help.kind !== 'help') throw new Error(`${name}: ${help.kind}`);
    expect(help.text).toContain(summary);
    for (const option of Object.keys(options)) expect(help.text).toContain(`--${option}`);
  }
});

test('every command with an answer has --json, and none takes a password', () => {
  for (const { name, options } of COMMANDS) {
    expect(Object.keys(options).filter((option) => /pass|secret|token/.test(option))).toEqual([]);
    if (name !== 'run' && name !== 'simulate') expect(options).toHaveProperty('json');
  }
});
