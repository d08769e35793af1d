import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';

/** What strace does to a program (strace(1), "Tampering"). Calls are counted per thread. */
export interface Injection {
  /** System calls, for example `fsync`. */
  readonly calls: readonly string[];
  /** `signal=SIGKILL:when=7`, `error=EIO:when=3`, `delay_enter=300000`. */
  readonly tampering: string;
  /** Other calls to be recorded beside them. */
  readonly recorded?: readonly string[];
  /** Where the record goes. */
  readonly record?: string;
}

/**
 * The tracer stays in the background (-D): the traced program is the process that was started, and can be killed by its
 * id. The tracer lets go of it when it is told to end (-I 2).
 */
export function straceArguments({ calls, tampering, recorded = [], record = '/dev/null' }: Injection): string[] {
  return [
    ...['-D', '-I', '2', '-f', '-q', '-o', record, '-e', `trace=${[...calls, ...recorded].join()}`],
    ...['-e', `inject=${calls.join()}:${tampering}`],
  ];
}

/** Why strace cannot be used; undefined when it can. */
export function straceProblem(): string | undefined {
  const { error, status, stderr } = spawnSync('strace', ['-q', '-o', '/dev/null', 'true'], { encoding: 'utf8' });
  if (error) return 'strace is not installed';
  return status === 0 ? undefined : `strace may not trace: ${stderr}`;
}

/** The process that traces this one; undefined when none does. */
export function tracerOf(pid: number): number | undefined {
  const tracer = Number(/^TracerPid:\s*(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
  return tracer > 0 ? tracer : undefined;
}

/** Tampers with a program that is running already, as far as these files are concerned. */
export class Tampering {
  private readonly tracer: ChildProcess;

  /** Calls that do not come from a thread that is there already are followed too. */
  constructor(pid: number, { calls, tampering }: Injection, files: readonly string[]) {
    const paths = files.flatMap((file) => ['-P', file]);
    const what = ['-e', `trace=${calls.join()}`, '-e', `inject=${calls.join()}:${tampering}`];
    const args = ['-I', '2', '-f', '-q', '-o', '/dev/null', ...paths, ...what, '-p', String(pid)];
    this.tracer = spawn('strace', args, { stdio: 'ignore' });
  }

  /** Lets go of the program. */
  async end(): Promise<void> {
    if (this.tracer.exitCode !== null || this.tracer.signalCode !== null) return;
    const gone = once(this.tracer, 'exit');
    this.tracer.kill('SIGTERM');
    await gone;
  }
}
