/** Heavy drawing, one piece per frame: four charts that are redrawn in the same second must not fall into the same frame. */
export interface FrameQueue {
  /** Runs the task in one of the next frames; asked again under the same key before that, only the newest is run. Answers what takes it back. */
  ask(key: object, task: () => void): () => void;
}

/** At most one entry per key waits. */
export function createFrameQueue(onNextFrame: (task: () => void) => void): FrameQueue {
  const waiting = new Map<object, () => void>();
  let isAsked = false;

  function run(): void {
    isAsked = false;
    const [first] = waiting;
    if (!first) return;
    waiting.delete(first[0]);
    if (waiting.size > 0) askFrame();
    first[1]();
  }

  function askFrame(): void {
    if (isAsked) return;
    isAsked = true;
    onNextFrame(run);
  }

  return {
    ask: (key, task) => {
      waiting.set(key, task);
      askFrame();
      return () => {
        if (waiting.get(key) === task) waiting.delete(key);
      };
    },
  };
}
