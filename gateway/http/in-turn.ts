/** Runs pieces of work one after the other, in the order they came. A failure concerns only who asked for it. */
export class InTurn {
  private last: Promise<unknown> = Promise.resolve();

  run<T>(work: () => Promise<T>): Promise<T> {
    const own = this.last.then(work);
    this.last = own.catch(() => {});
    return own;
  }
}
