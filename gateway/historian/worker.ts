import { parentPort, workerData } from 'node:worker_threads';
import { PlantroomError } from '../domain/errors.ts';
import type { Logger } from '../ports/logger.ts';
import { troubleOf } from './disk-trouble.ts';
import { type EngineDependencies, HistorianEngine } from './engine.ts';
import type { CallMessage, FromWorker, LogLevel, ToWorker, WorkerStart } from './messages.ts';
import { workerClock } from './worker-clock.ts';

type Post = (message: FromWorker) => void;

/** Errors do not travel whole between threads. */
function portable(fields: object): object {
  const entries = Object.entries(fields).map(([key, value]) =>
    value instanceof Error ? [key, { message: value.message, stack: value.stack }] : [key, value],
  );
  return Object.fromEntries(entries);
}

function threadLogger(post: Post, bound: object = {}): Logger {
  const write = (level: LogLevel) => (fields: object, message: string) =>
    post({ type: 'log', level, fields: portable({ ...bound, ...fields }), message });
  return {
    debug: write('debug'),
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
    child: (fields) => threadLogger(post, { ...bound, ...fields }),
  };
}

async function answer(engine: HistorianEngine, { id, call }: CallMessage): Promise<FromWorker> {
  try {
    return { type: 'reply', id, result: await engine.answer(call) };
  } catch (error) {
    if (troubleOf(error) === 'damaged') endThread(error);
    if (error instanceof PlantroomError) return { type: 'failure', id, code: error.code, detail: error.detail ?? '' };
    return {
      type: 'failure',
      id,
      code: 'HISTORY_UNAVAILABLE',
      detail: error instanceof Error ? error.message : String(error),
    };
  }
}

/** Entry of the historian's worker thread. Anything that escapes ends the thread; the main side starts another one. */
async function runWorker(start: WorkerStart): Promise<void> {
  const port = parentPort;
  if (!port) throw new Error('the historian worker is not a program of its own');
  const post: Post = (message) => port.postMessage(message);
  const engine = createEngine(start, post);
  if (!engine) return;
  post({ type: 'ready', ...(await engine.start()) });
  port.on('message', (message: ToWorker) => {
    if (message.type === 'append') engine.append(message);
    else void answer(engine, message).then(post);
  });
}

/** Thrown where nobody catches it: this thread ends, and its successor opens the files anew. */
function endThread(error: unknown): void {
  setImmediate(() => {
    throw error;
  });
}

/** Undefined when the files cannot be used by this program, after that has been told. */
function createEngine(start: WorkerStart, post: Post): HistorianEngine | undefined {
  const deps: EngineDependencies = {
    clock: workerClock,
    random: Math.random,
    logger: threadLogger(post),
    onCommitted: (seq) => post({ type: 'committed', seq }),
    onStatus: (status) => post({ type: 'status', status }),
    onHopeless: endThread,
  };
  try {
    return new HistorianEngine(start, deps);
  } catch (error) {
    if (!(error instanceof PlantroomError)) throw error;
    post({ type: 'refused', code: error.code, detail: error.detail ?? '' });
    return undefined;
  }
}

await runWorker(workerData);
