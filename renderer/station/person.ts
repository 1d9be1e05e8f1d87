import { useStation } from './client';

/**
 * Who is signed in. A page that asks for scans asks again when it is somebody else: a hand-over ends all that the station
 * did for the person before.
 */
export const usePersonId = (): string | null => {
  const { session } = useStation();
  return session.state === 'signed-in' ? session.person.personId : null;
};
