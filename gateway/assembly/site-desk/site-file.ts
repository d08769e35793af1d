import { basename, dirname, resolve } from 'node:path';
import type { Texts } from '../../config/edit/edit-files.ts';
import type { LoadedSite } from '../../config/load.ts';
import { formatMistake } from '../../config/mistakes.ts';
import { differenceOf, type SiteDifference } from '../../config/site-difference.ts';
import { done, type Outcome, PlantroomError, refused } from '../../domain/errors.ts';
import type { SiteEdit } from '../../domain/site-edit.ts';
import { InTurn } from '../../http/in-turn.ts';
import type { AccountStore, AuditEntry } from '../../ports/account-store.ts';
import type { Clock, Timer } from '../../ports/clock.ts';
import type { Logger } from '../../ports/logger.ts';
import type { SaveWish, SiteCheck, SiteFileState, SiteMistake } from '../../ports/site-desk.ts';
import { type Candidate, loadTexts, type SiteSource, shownMistake, tryEdits } from './candidate.ts';
import { canReplace, keepBackup, replaceFile, writeSecret } from './replace-file.ts';
import { readTexts, revisionOf } from './site-texts.ts';

/** Taking a version up closes the web server for a moment: the answer goes first. */
const ANSWER_MS = 300;
/** What the audit calls it. */
const ACTION = 'configure';
const MOST_TOLD = 5;

/** The gateway that runs the file. */
export interface RunningGateway {
  /** What runs now. */
  loaded(): LoadedSite;
  /** Throws CONFIG_INVALID where a driver refuses its part; changes nothing. */
  tryOut(next: LoadedSite): void;
  reload(next: LoadedSite): Promise<SiteDifference>;
}

export interface SiteFileOptions {
  readonly source: SiteSource;
  readonly gateway: RunningGateway;
  readonly accounts: Pick<AccountStore, 'audit' | 'trail'>;
  /** Where former versions are kept. */
  readonly backupFolder: string;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** The site file of a running gateway: what edits would do, and doing it. Outlives every version of the site. */
export class SiteFile {
  readonly source: SiteSource;
  private readonly options: SiteFileOptions;
  private readonly inTurn = new InTurn();
  /** The site file and what the version that runs includes. */
  private files: readonly string[];
  private runningRevision: string | null = null;
  private takenUpAt: number;
  private problem: string | null = null;
  /** What the gateway itself has written last. */
  private ownRevision = '';
  private timer: Timer | undefined;
  private work: Promise<void> = Promise.resolve();

  constructor(options: SiteFileOptions) {
    this.options = options;
    this.source = options.source;
    this.files = [options.source.options.file];
    this.takenUpAt = options.clock.nowMs();
  }

  get running(): LoadedSite {
    return this.options.gateway.loaded();
  }

  /** What stands on the disk now. Throws CONFIG_INVALID when it cannot be read. */
  texts(): Texts {
    const { options } = this.source;
    try {
      return readTexts(this.files, (path) => options.readText(path));
    } catch (cause) {
      throw new PlantroomError('CONFIG_INVALID', 'the site file cannot be read', { cause });
    }
  }

  async state(): Promise<SiteFileState> {
    const { file } = this.source.options;
    return {
      ...{ file: basename(file), revision: revisionOf(this.texts()), isWritable: await canReplace(file) },
      ...{ runningRevision: this.runningRevision, takenUpAt: this.takenUpAt, problem: this.problem },
    };
  }

  /** A version was taken up, whoever asked for it. */
  tookUp(): void {
    this.files = [this.source.options.file, ...this.running.included];
    this.runningRevision = this.presentRevision();
    this.takenUpAt = this.options.clock.nowMs();
    this.problem = null;
  }

  /** Whether this is a file of the site as the gateway itself has written it: nobody need tell it. */
  isOwnEdit(path: string): boolean {
    const isOfSite = this.files.some((file) => resolve(file) === resolve(path));
    return isOfSite && this.presentRevision() === this.ownRevision;
  }

  /** The site as edits would have it, without any as it runs; refuses CONFIG_INVALID with its first mistakes. */
  load(edits: readonly SiteEdit[]): Outcome<LoadedSite> {
    if (edits.length === 0) return done(this.running);
    const tried = tryEdits(this.source, this.texts(), edits);
    if (!tried.ok) return refused('CONFIG_INVALID', lineOf(tried.mistake));
    const { result } = tried.candidate;
    return result.ok
      ? done(result.value)
      : refused(
          'CONFIG_INVALID',
          result.mistakes
            .slice(0, MOST_TOLD)
            .map((one) => lineOf(shownMistake(one)))
            .join('\n'),
        );
  }

  check(edits: readonly SiteEdit[]): SiteCheck {
    const tried = tryEdits(this.source, this.texts(), edits);
    if (!tried.ok) return { ...NOTHING, mistakes: [tried.mistake] };
    const { changes, result } = tried.candidate;
    const warnings = result.warnings.map(shownMistake);
    if (!result.ok) return { ...NOTHING, changes, warnings, mistakes: result.mistakes.map(shownMistake) };
    const { changed, added, pointsAdded, pointsRemoved } = differenceOf(this.running.site, result.value.site);
    const mistakes = this.refusalOf(result.value);
    return { changes, mistakes, warnings, reconnects: changed, connects: added, pointsAdded, pointsRemoved };
  }

  save(wish: SaveWish): Promise<Outcome<{ readonly revision: string }>> {
    return this.inTurn.run(() => this.saveNow(wish));
  }

  changes(limit: number): Promise<readonly AuditEntry[]> {
    return this.options.accounts.trail(ACTION, limit);
  }

  async stop(): Promise<void> {
    this.timer?.cancel();
    await this.work;
  }

  /** Null when the file cannot be read. */
  private presentRevision(): string | null {
    try {
      return revisionOf(this.texts());
    } catch {
      return null;
    }
  }

  private async saveNow(wish: SaveWish): Promise<Outcome<{ readonly revision: string }>> {
    const { file } = this.source.options;
    if (!(await canReplace(file))) return refused('CONFIG_READ_ONLY', 'the file or its folder cannot be written');
    const before = this.texts();
    if (revisionOf(before) !== wish.revision) return refused('CONFIG_CHANGED');
    const tried = tryEdits(this.source, before, wish.edits);
    if (!tried.ok) return refused('CONFIG_INVALID', lineOf(tried.mistake));
    const { candidate } = tried;
    const mistake = this.mistakesOf(candidate)[0];
    if (mistake) return refused('CONFIG_INVALID', lineOf(mistake));
    const [changed, another] = candidate.changed;
    if (another !== undefined) return refused('CONFIG_INVALID', 'one save changes one file; save these one by one');
    if (changed === undefined) return this.keepSecrets(candidate, wish, before);
    return this.write(changed, candidate, before, wish);
  }

  /** The file stays as it is; a secret may be another one. */
  private async keepSecrets(candidate: Candidate, wish: SaveWish, before: Texts) {
    if (candidate.secrets.length > 0) {
      await this.record(wish, [{ path: 'secret', before: null, after: '•••' }], 'done');
      for (const { file, text } of candidate.secrets) await writeSecret(file, text);
      this.takeUpSoon();
    }
    return done({ revision: revisionOf(before) });
  }

  private async write(file: string, candidate: Candidate, before: Texts, wish: SaveWish) {
    const { backupFolder, clock, logger } = this.options;
    const text = candidate.texts.get(file) ?? '';
    const former = before.get(file) ?? '';
    const stamp = new Date(clock.nowMs()).toISOString().replaceAll(':', '-');
    await keepBackup(backupFolder, `${stamp}.${basename(file)}.${wish.revision.slice(0, 12)}.yaml`, former);
    await this.record(wish, candidate.changes, 'done');
    try {
      for (const secret of candidate.secrets) await writeSecret(secret.file, secret.text);
      if (this.source.options.readText(file) !== former) throw new PlantroomError('CONFIG_CHANGED');
      this.ownRevision = revisionOf(candidate.texts);
      await replaceFile(file, text);
    } catch (cause) {
      return this.notWritten(cause, candidate, wish);
    }
    logger.info({ by: wish.by, changes: candidate.changes.length, folder: dirname(file) }, 'the site file was edited');
    this.takeUpSoon();
    return done({ revision: revisionOf(candidate.texts) });
  }

  private async notWritten(cause: unknown, { changes }: Candidate, wish: SaveWish): Promise<Outcome<never>> {
    await this.record(wish, changes, 'refused');
    if (cause instanceof PlantroomError) return refused(cause.code, cause.detail);
    this.options.logger.warn({ err: cause }, 'the site file could not be replaced');
    return refused('CONFIG_READ_ONLY', 'the file could not be replaced; it is as it was');
  }

  private async record(wish: SaveWish, changes: Candidate['changes'], outcome: AuditEntry['outcome']): Promise<void> {
    const { accounts, clock } = this.options;
    for (const { path: subject, before, after } of changes) {
      const detail = JSON.stringify({ before, after, reason: wish.reason });
      await accounts.audit({ at: clock.nowMs(), actor: wish.by, action: ACTION, subject, outcome, detail });
    }
  }

  private mistakesOf({ result }: Candidate): readonly SiteMistake[] {
    return result.ok ? this.refusalOf(result.value) : result.mistakes.map(shownMistake);
  }

  /** What a driver refuses although the file is right. */
  private refusalOf(next: LoadedSite): readonly SiteMistake[] {
    try {
      this.options.gateway.tryOut(next);
      return [];
    } catch (cause) {
      if (!(cause instanceof PlantroomError)) throw cause;
      const file = basename(this.source.options.file);
      return [{ file, line: 1, path: 'connections', message: cause.message, allowed: null, suggestion: null }];
    }
  }

  private takeUpSoon(): void {
    const { clock, logger } = this.options;
    this.timer?.cancel();
    this.timer = clock.after(ANSWER_MS, () => {
      this.work = this.work
        .then(() => this.takeUp())
        .catch((err) => {
          this.problem = err instanceof PlantroomError ? err.message : 'INTERNAL';
          logger.error({ err }, 'the edited site file could not be taken up; the former version goes on');
        });
    });
  }

  private async takeUp(): Promise<void> {
    const { gateway, logger } = this.options;
    const result = loadTexts(this.source, this.texts());
    if (!result.ok) {
      this.problem = result.mistakes.slice(0, MOST_TOLD).map(formatMistake).join('\n');
      return;
    }
    const { kept, ...rest } = await gateway.reload(result.value);
    logger.info({ ...rest, kept: kept.length }, 'the site file has been taken up');
  }
}

const NOTHING: SiteCheck = {
  ...{ changes: [], mistakes: [], warnings: [], reconnects: [], connects: [], pointsAdded: 0, pointsRemoved: 0 },
};

const lineOf = ({ file, line, path, message, allowed, suggestion }: SiteMistake): string => {
  const where = `${file}:${line}${path === '' ? '' : ` ${path}`}`;
  const more =
    suggestion !== null ? `; did you mean "${suggestion}"?` : allowed !== null ? `; allowed: ${allowed}` : '';
  return `${where}: ${message}${more}`;
};
