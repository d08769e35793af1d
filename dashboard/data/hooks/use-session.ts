import type { Permission } from '../../../gateway/domain/role.ts';
import type { WireSession } from '../api.ts';
import { useServices } from './services-context.ts';
import { useCell } from './use-cell.ts';

/** Who is signed in; undefined before and after. */
export function useSession(): WireSession | undefined {
  const state = useCell(useServices().session);
  return state.state === 'signed-in' ? state.session : undefined;
}

/** Whether the person may do that. The gateway checks again; this only spares a refusal. */
export function useMay(permission: Permission): boolean {
  return useSession()?.permissions.includes(permission) ?? false;
}
