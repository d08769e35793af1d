import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, statfsSync } from 'node:fs';

/** A small file system in memory on a folder of its own; gone with everything in it when it is disposed of. */
export class SmallDisk implements Disposable {
  readonly folder: string;
  private isMounted = true;
  private readonly onExit = (): void => this[Symbol.dispose]();

  /** Throws when this program may not mount. */
  constructor(folder: string, megabytes: number) {
    this.folder = folder;
    mkdirSync(folder, { recursive: true });
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder]);
    // A program that is ended by hand leaves no mount behind either.
    process.once('exit', this.onExit);
  }

  get freeBytes(): number {
    const { bavail, bsize } = statfsSync(this.folder);
    return bavail * bsize;
  }

  [Symbol.dispose](): void {
    if (!this.isMounted) return;
    this.isMounted = false;
    process.removeListener('exit', this.onExit);
    execFileSync('umount', ['--lazy', this.folder]);
    rmSync(this.folder, { recursive: true, force: true });
  }
}
