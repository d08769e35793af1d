import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { DRIVERS } from '../drivers/index.ts';
import { systemClock } from '../observability/system-clock.ts';
import type { CommandContext } from './command.ts';

/** The context of a command that a person or a script has started. */
export function terminalContext(): CommandContext {
  let signal: AbortSignal | undefined;
  return {
    env: process.env,
    drivers: DRIVERS,
    clock: systemClock,
    print: (line) => console.log(line),
    warn: (line) => console.error(line),
    ask,
    // Only commands that look at it take part in Ctrl-C; the others end at once, or have their own way to stop.
    get signal() {
      signal ??= signalOfInterrupt();
      return signal;
    },
  };
}

/** The first Ctrl-C or SIGTERM ends the command in order, the second at once. */
function signalOfInterrupt(): AbortSignal {
  const controller = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.once(name, () => {
      controller.abort();
      process.once(name, () => process.exit(1));
    });
  }
  return controller.signal;
}

async function ask(question: string, isHidden: boolean): Promise<string | undefined> {
  if (!process.stdin.isTTY) return undefined;
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: isHidden ? nowhere : process.stderr, terminal: true });
  // Only now, when the terminal no longer shows by itself what is typed.
  process.stderr.write(question);
  try {
    return await new Promise<string | undefined>((resolve) => {
      lines.once('line', resolve);
      lines.once('close', () => resolve(undefined));
      // Ctrl-C does not reach the process while a line is being read.
      lines.once('SIGINT', () => resolve(undefined));
    });
  } finally {
    lines.close();
    if (isHidden) process.stderr.write('\n');
  }
}
