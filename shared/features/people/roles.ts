import type { Role } from '../../feature';

const rank: Record<Role | 'station', number> = { operator: 1, supervisor: 2, it: 3, station: 3 };

/** Whether somebody (or the station itself) may do what `least` may. IT may do all that a supervisor may. */
export const hasRole = (role: Role | 'station', least: Role): boolean => rank[role] >= rank[least];
