import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';
import manifest from '../../../package.json' with { type: 'json' };
import { doubtful, type Finding, failing, fine } from './finding.ts';

/** The first major version of Node the program runs on. */
const LEAST_NODE = Number.parseInt(manifest.engines.node.replace(/\D*/, ''), 10);
/** A clock outside of these years was never set. */
const [FIRST_YEAR, LAST_YEAR] = [2025, 2100];
const COMMAND_LIMIT_MS = 2000;

/** The version of Node, such as `24.21.0`. */
export function checkNode(version: string): Finding {
  const major = Number.parseInt(version, 10);
  if (major >= LEAST_NODE) return fine('Node', version);
  return failing(
    'Node',
    version,
    `Use Node ${LEAST_NODE} or newer; \`npm run plantroom\` uses the one of the package.`,
  );
}

/** The wall clock, and the zone in which the site's days begin. */
export function checkClock(nowMs: number, siteZone: string | undefined): Finding {
  const now = new Date(nowMs);
  const year = now.getUTCFullYear();
  if (Number.isNaN(year) || year < FIRST_YEAR || year > LAST_YEAR) {
    return failing('clock', String(now.toJSON()), 'Set the clock: every stored value carries its time.');
  }
  const zone = siteZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  return fine('clock', `${now.toLocaleString('sv', { timeZone: zone })} in ${zone}`);
}

/** What is known of the synchronisation of the clock. */
export type ClockSync = 'synchronised' | 'drifting' | 'unknown';

export function checkSync(sync: ClockSync): Finding {
  switch (sync) {
    case 'synchronised':
      return fine('time service', 'the clock is synchronised');
    case 'drifting':
      return doubtful(
        'time service',
        'the clock is not synchronised',
        'Start a time service: timedatectl set-ntp true, or chrony.',
      );
    case 'unknown':
      return doubtful(
        'time service',
        'cannot be told on this machine',
        'Make sure that something keeps the clock right (chrony, systemd-timesyncd, the host of a container).',
      );
  }
}

/** Asks systemd, where there is one; chrony and others tell it too. */
export async function readClockSync(): Promise<ClockSync> {
  if (existsSync('/run/systemd/timesync/synchronized')) return 'synchronised';
  try {
    const asked = ['show', '--property=NTPSynchronized', '--value'];
    const { stdout } = await promisify(execFile)('timedatectl', asked, { timeout: COMMAND_LIMIT_MS });
    return stdout.trim() === 'yes' ? 'synchronised' : 'drifting';
  } catch {
    return 'unknown';
  }
}
