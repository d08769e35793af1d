import { z } from 'zod';

export const role = z.enum(['viewer', 'technician', 'operator', 'engineer', 'supervisor', 'admin']);
export type Role = z.infer<typeof role>;

export const permission = z.enum([
  'plant:read',
  'plant:write',
  'alarm:acknowledge',
  'alarm:shelve',
  'alarm:service',
  'duty:manage',
  'record:read',
  'record:write',
  'record:review',
  'work-order:create',
  'work-order:perform',
  'work-order:assign',
  'work-order:close',
  'energy:read',
  'account:manage',
  'system:read',
  'site:configure',
]);
export type Permission = z.infer<typeof permission>;

const VIEW: readonly Permission[] = ['plant:read', 'energy:read', 'record:read'];
const PERFORM: readonly Permission[] = [
  ...VIEW,
  'alarm:acknowledge',
  'work-order:create',
  'work-order:perform',
  'record:write',
];
const OPERATE: readonly Permission[] = [...PERFORM, 'work-order:assign', 'system:read'];
const ENGINEER: readonly Permission[] = [
  ...OPERATE,
  'alarm:shelve',
  'duty:manage',
  'work-order:close',
  'plant:write',
  'record:review',
  'site:configure',
];
const SUPERVISE: readonly Permission[] = [...ENGINEER, 'alarm:service'];

/** Deny by default: what is not listed here, a role may not do. */
export const PERMISSIONS: Readonly<Record<Role, readonly Permission[]>> = {
  viewer: VIEW,
  technician: PERFORM,
  operator: [...OPERATE, 'work-order:close'],
  engineer: ENGINEER,
  supervisor: SUPERVISE,
  admin: [...SUPERVISE, 'account:manage'],
};

export const may = (who: Role, what: Permission): boolean => PERMISSIONS[who].includes(what);

/** Whether a role stands at least as high as another, in the order they are listed. */
export const ranksAtLeast = (who: Role, least: Role): boolean =>
  role.options.indexOf(who) >= role.options.indexOf(least);
