import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { PlantroomError } from '../domain/errors.ts';

const PROGRAM = resolve(import.meta.dirname, '../../tests/simulators/run.ts');
const STOP_LIMIT_MS = 5000;

export interface SimulatedBuilding {
  stop(): Promise<void>;
}

/** The building as a process of its own, so that it shares neither code nor event loop with the gateway. */
export function spawnBuilding(options: readonly string[], stdio: 'inherit' | 'pipe'): ChildProcess {
  if (!existsSync(PROGRAM)) {
    throw new PlantroomError(
      'CONFIG_INVALID',
      'the simulated building is not part of this installation (tests/simulators is missing)',
    );
  }
  // The building stops when its standard input ends, so it does not outlive a gateway that was killed.
  return spawn(process.execPath, [PROGRAM, ...options, '--stop-with-input'], { stdio: ['pipe', stdio, 'inherit'] });
}

/** Starts the building and waits until its devices answer. Throws when it cannot start (it has said why on stderr). */
export async function startSimulatedBuilding(options: readonly string[]): Promise<SimulatedBuilding> {
  const child = spawnBuilding(options, 'pipe');
  const ended = once(child, 'exit').then(([code]) => (typeof code === 'number' ? code : 1));
  const ready = readyLine(child);
  const first = await Promise.race([ready, ended]);
  if (typeof first === 'number')
    throw new PlantroomError('CONFIG_INVALID', `the simulated building ended with code ${first}`);
  return {
    async stop() {
      child.stdin?.end();
      const force = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS);
      await ended;
      clearTimeout(force);
    },
  };
}

async function readyLine(child: ChildProcess): Promise<'ready'> {
  const lines = createInterface({ input: child.stdout! });
  for await (const line of lines) {
    if (line.startsWith('ready')) {
      child.stdout!.resume();
      return 'ready';
    }
  }
  return new Promise(() => {});
}
