import { PERMISSIONS } from '../domain/role.ts';
import type { Caller } from '../ports/session-gate.ts';

/** What a caller is told about himself. */
export function toSession({ username, displayName, role, language, expiresAt }: Caller) {
  return { user: { username, displayName, role, language }, permissions: PERMISSIONS[role], expiresAt };
}
