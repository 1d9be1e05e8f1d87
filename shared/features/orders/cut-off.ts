import { civilTime, instantOf } from '../../time';

const dayMs = 86_400_000;

/**
 * The next cut-off of a service after `at`, as UTC ISO, or `null` where the station names none. `cutOffs`: local times
 * `HH:MM` by service; service names compare without case.
 */
export const nextCutOff = (
  service: string,
  at: string,
  timeZone: string,
  cutOffs: readonly { readonly service: string; readonly time: string }[],
): string | null => {
  const wanted = service.toLowerCase();
  const time = cutOffs.find((each) => each.service.toLowerCase() === wanted)?.time;
  if (time === undefined) return null;
  const now = Date.parse(at);
  const { date } = civilTime(now, timeZone);
  const today = instantOf(date, time, timeZone);
  if (today > now) return new Date(today).toISOString();
  const next = new Date(Date.parse(`${date}T12:00:00Z`) + dayMs).toISOString().slice(0, 10);
  return new Date(instantOf(next, time, timeZone)).toISOString();
};
