import type { Role } from '../../shared/feature';
import type { SessionView } from '../../shared/station';

const rank: Record<Role, number> = { operator: 0, supervisor: 1, it: 2 };

/** Only what the screen offers: the trusted side checks again. */
export const roleAtLeast = (session: SessionView, least: Role): boolean =>
  session.state === 'signed-in' && rank[session.person.role] >= rank[least];
