import { accessSync, constants, existsSync, statfsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { isFolderClaimed } from '../running-gateway.ts';
import { doubtful, type Finding, failing, fine, reasonOf } from './finding.ts';

/** Room for some weeks of a middling site. */
const COMFORTABLE_BYTES = 2_000_000_000;

/** Whether the data folder can be written, has room and is free. `floorBytes` is where the gateway itself stops keeping. */
export function checkDataFolder(folder: string, floorBytes: number): Finding[] {
  const place = nearestExisting(folder);
  const access = checkAccess(folder, place);
  return access.state === 'fail' ? [access] : [access, checkSpace(place, floorBytes), checkClaim(folder)];
}

function checkAccess(folder: string, place: string): Finding {
  try {
    if (!statSync(place).isDirectory())
      return failing('data folder', `${place} is a file`, 'Name a folder with --data.');
    accessSync(place, constants.W_OK | constants.X_OK);
    return fine('data folder', place === folder ? folder : `${folder} will be made`);
  } catch (cause) {
    return failing(
      'data folder',
      reasonOf(cause),
      'Let the user of the gateway own it: chown -R, or name another with --data.',
    );
  }
}

function checkSpace(place: string, floorBytes: number): Finding {
  const { bavail, bsize } = statfsSync(place);
  const free = bavail * bsize;
  const detail = `${(free / 1e9).toFixed(1)} GB free`;
  if (free <= floorBytes)
    return failing('disk', detail, `Make room: below ${(floorBytes / 1e9).toFixed(1)} GB nothing more is kept.`);
  if (free < COMFORTABLE_BYTES) return doubtful('disk', detail, 'Make room soon, or shorten retention.raw.');
  return fine('disk', detail);
}

function checkClaim(folder: string): Finding {
  if (!isFolderClaimed(folder)) return fine('claim', 'no gateway is using the data folder');
  return fine('claim', 'a gateway is running on this data folder');
}

function nearestExisting(folder: string): string {
  return existsSync(folder) || dirname(folder) === folder ? folder : nearestExisting(dirname(folder));
}
