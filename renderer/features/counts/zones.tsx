import { UserCheck, UserPlus, UsersRound, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CountLive } from '../../../shared/features/counts/count-live';
import type { CountView, CountZoneView } from '../../../shared/features/counts/queries';
import type { CountZone } from '../../../shared/features/counts/records';
import { peopleQueries } from '../../../shared/features/people/queries';
import type { Failure } from '../../../shared/result';
import { sendCommand, useBusy, useQuery, useStation } from '../../station/client';
import { roleAtLeast } from '../../station/role';
import { Dialog } from '../../ui/dialog';
import { FailureLine } from '../../ui/failure';
import { formatWhole } from '../../ui/format';
import { ReasonPicker } from '../../ui/reason-picker';
import { readShare } from './read-share';
import { useKey } from './use-key';

const takeOverKey = 'F8';

export const zoneKey = ({ site, zone }: CountZone): string => `${site} ${zone}`;

const othersOf = ({ zones }: CountView): readonly CountZoneView[] => zones.filter(({ othersOnly }) => othersOnly);

/** The first zone that is somebody else's. */
export const firstOfOthers = (count: CountView): string | null => {
  const [first] = othersOf(count);
  return first === undefined ? null : zoneKey(first);
};

export const ForYou = () => {
  const { t } = useTranslation();
  return (
    <span className="chip accent" data-for-you>
      <UserCheck size={14} aria-hidden="true" /> {t('counts.forYou')}
    </span>
  );
};

/** Places in no zone have a name all the same. */
export const useZoneName = (): ((zone: string) => string) => {
  const { t } = useTranslation();
  return (zone) => (zone === '' ? t('counts.noZone') : t('counts.zoneNamed', { zone }));
};

/** People of a zone, one by one; nobody means whoever comes. */
export const ZonePeople = ({
  zone,
  people,
  onChange,
}: {
  zone: string;
  people: readonly string[];
  onChange: (people: readonly string[]) => void;
}) => {
  const { t } = useTranslation();
  const nameOf = useZoneName();
  const all = (useQuery('people.all', {}, peopleQueries['people.all'].tables).data ?? []).filter(
    ({ active }) => active,
  );
  const label = t('counts.whoCounts', { zone: nameOf(zone) });
  return (
    <div className="count-zone-people" data-zone-people={zone}>
      <select
        className="input"
        aria-label={label}
        value=""
        onChange={(event) => onChange([...people, event.target.value])}
      >
        <option value="">{people.length === 0 ? t('counts.whoever') : t('counts.addPerson')}</option>
        {all
          .filter(({ personId }) => !people.includes(personId))
          .map(({ personId, name }) => (
            <option key={personId} value={personId}>
              {name}
            </option>
          ))}
      </select>
      {people.map((each) => {
        const name = all.find(({ personId }) => personId === each)?.name ?? '—';
        return (
          <button
            key={each}
            type="button"
            className="button"
            aria-label={t('counts.removePerson', { name })}
            onClick={() => onChange(people.filter((other) => other !== each))}
          >
            {name} <X size={18} aria-hidden="true" />
          </button>
        );
      })}
    </div>
  );
};

const Assign = ({ countId, zone, onClose }: { countId: string; zone: CountZoneView; onClose: () => void }) => {
  const { t } = useTranslation();
  const nameOf = useZoneName();
  const [people, setPeople] = useState<readonly string[]>(zone.people.map(({ personId }) => personId));
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, run] = useBusy();
  const save = (): void =>
    void run(async () => {
      const assignment = { site: zone.site, zone: zone.zone, people: [...people] };
      const answer = await sendCommand('counts.assign', { countId, assignment });
      if (answer.ok) onClose();
      else setFailure(answer.failure);
    });
  return (
    <Dialog
      title={t('counts.whoCounts', { zone: nameOf(zone.zone) })}
      onClose={onClose}
      onSubmit={save}
      footer={
        <>
          <button type="button" className="button" onClick={onClose}>
            {t('cancel')}
          </button>
          <button type="submit" className="button primary" disabled={busy}>
            {t('save')}
          </button>
        </>
      }
    >
      <div className="stack">
        <ZonePeople zone={zone.zone} people={people} onChange={setPeople} />
        <FailureLine failure={failure} />
      </div>
    </Dialog>
  );
};

const words = ['shift', 'help', 'absent', 'asked'] as const;

/** Why somebody else counts a zone: by finger, number key or CHOOSE and YES, or in one's own words. */
const TakeOver = ({ countId, zone, onClose }: { countId: string; zone: CountZoneView; onClose: () => void }) => {
  const { t } = useTranslation();
  const nameOf = useZoneName();
  const [word, setWord] = useState('');
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, run] = useBusy();
  const take = (): void =>
    void run(async () => {
      if (word.trim() === '') return;
      const { site, zone: name } = zone;
      const answer = await sendCommand('counts.takeOver', { countId, zone: { site, zone: name }, word: word.trim() });
      if (answer.ok) onClose();
      else setFailure(answer.failure);
    });
  const names = zone.people.map(({ name }) => name).join(', ');
  return (
    <Dialog
      title={t('counts.takeOver', { zone: nameOf(zone.zone) })}
      onClose={onClose}
      onSubmit={take}
      footer={
        <>
          <button type="button" className="button" onClick={onClose}>
            {t('cancel')}
          </button>
          <button type="submit" className="button primary" disabled={busy || word.trim() === ''} data-take-over-yes>
            {t('counts.takeOverYes')}
          </button>
        </>
      }
    >
      <div className="stack">
        <p>{t('counts.takeOverText', { names })}</p>
        <ReasonPicker reasons={words.map((each) => t(`counts.takeOver.${each}`))} value={word} onChange={setWord} />
        <FailureLine failure={failure} />
      </div>
    </Dialog>
  );
};

/** How far the tags of a zone are, and how sure that is. */
const ZoneTags = ({ zone, live }: { zone: CountZoneView; live: CountLive['zones'] }) => {
  const { t } = useTranslation();
  const { language } = useStation();
  const whole = (figure: number): string => formatWhole(figure, language);
  const { bins } = zone;
  const sums = live.find((each) => zoneKey(each) === zoneKey(zone));
  if (sums === undefined)
    return <span className="number">{t('counts.zoneSize', { count: bins, bins: whole(bins) })}</span>;
  const { found, expected, confidence } = sums;
  return (
    <>
      <progress className="count-zone-bar" value={found} max={expected} aria-label={t('counts.zoneTags')} />
      <span className="number" data-zone-tags>
        {t('counts.zoneFound', { found: whole(found), expected: whole(expected) })}
      </span>
      {confidence.union === 0 ? null : (
        <span className="quiet" data-zone-confidence={confidence.verdict}>
          {confidence.verdict === 'known'
            ? t('counts.zoneSure', { share: readShare(confidence, language) })
            : t(`counts.confidence.${confidence.verdict}`)}
        </span>
      )}
    </>
  );
};

const Zone = ({
  count,
  live,
  zone,
  hasKey,
  onTake,
  onAssign,
}: {
  count: CountView;
  live: CountLive['zones'];
  zone: CountZoneView;
  hasKey: boolean;
  onTake: () => void;
  onAssign: () => void;
}) => {
  const { t } = useTranslation();
  const { language, session } = useStation();
  const nameOf = useZoneName();
  const whole = (figure: number): string => formatWhole(figure, language);
  const { bins, done, people, mine, othersOnly, counted, taken } = zone;
  const byBarcode = count.method === 'barcode';
  const last = taken[0];
  return (
    <li data-zone={zone.zone} data-zone-of={mine ? 'me' : othersOnly ? 'others' : 'all'}>
      <div className="count-zone-name">
        <strong>{nameOf(zone.zone)}</strong>
        {mine ? <ForYou /> : null}
      </div>
      <span className={people.length === 0 ? 'quiet' : ''}>
        {people.length === 0 ? t('counts.whoever') : people.map(({ name }) => name).join(', ')}
        {last === undefined ? null : (
          <small className="quiet"> {t('counts.takenOver', { name: last.name, word: last.word })}</small>
        )}
      </span>
      <span className="count-zone-done">
        {byBarcode ? (
          <>
            <progress className="count-zone-bar" value={done} max={bins} aria-label={t('counts.zoneProgress')} />
            <span className="number">
              {t('counts.zoneBins', { done: whole(done), bins: whole(bins) })}{' '}
              <span className="quiet">{counted.map((each) => `${each.name} ${whole(each.bins)}`).join(', ')}</span>
            </span>
          </>
        ) : (
          <ZoneTags zone={zone} live={live} />
        )}
      </span>
      <span className="row count-zone-acts">
        {othersOnly ? (
          <button type="button" className="button" onClick={onTake} data-take-over>
            <UserPlus size={20} aria-hidden="true" /> {t('counts.takeOverYes')}
            {hasKey ? <span className="kbd">{takeOverKey}</span> : null}
          </button>
        ) : null}
        {roleAtLeast(session, 'supervisor') ? (
          <button type="button" className="button" onClick={onAssign} data-assign>
            <UsersRound size={20} aria-hidden="true" /> {t('counts.assign')}
          </button>
        ) : null}
      </span>
    </li>
  );
};

/** Whose each zone is and how far it is; one's own first. Operators see it once anything is given to somebody. */
export const Zones = ({
  count,
  live,
  bin,
  taking,
  onTaking,
}: {
  count: CountView;
  live: CountLive['zones'];
  bin: string | null;
  /** The zone that is about to be taken over. */
  taking: string | null;
  onTaking: (zone: string | null) => void;
}) => {
  const { t } = useTranslation();
  const { session, language } = useStation();
  const [assigning, setAssigning] = useState<string | null>(null);
  const { zones, countId } = count;
  const given = zones.some(({ people, taken }) => people.length + taken.length > 0);
  const others = othersOf(count);
  // The zone of the bin that was scanned, where it is somebody else's.
  const location = count.bins.find((each) => each.location === bin);
  const here = others.find((each) => location !== undefined && zoneKey(each) === zoneKey(location));
  const first = here ?? others[0];
  const hereKey = here === undefined ? null : zoneKey(here);
  // By scanner alone: whoever scans a bin of others is asked at once.
  useEffect(() => {
    if (hereKey !== null) onTaking(hereKey);
  }, [hereKey, onTaking]);
  useKey(takeOverKey, () => first !== undefined && onTaking(zoneKey(first)));
  if (!given && !roleAtLeast(session, 'supervisor')) return null;
  const takenZone = others.find((each) => zoneKey(each) === taking);
  const assignedZone = zones.find((each) => zoneKey(each) === assigning);
  const readers = new Map<string, number>();
  for (const { round, person } of count.passes)
    if (round === count.round) readers.set(person, (readers.get(person) ?? 0) + 1);
  return (
    <section className="card stack tight count-zones-card" aria-label={t('counts.zones')}>
      {zones.length > 1 ? <h2>{t('counts.zones')}</h2> : null}
      <ul className="count-zones" tabIndex={zones.length > 3 ? 0 : undefined} aria-label={t('counts.zones')}>
        {zones.map((zone) => (
          <Zone
            key={zoneKey(zone)}
            count={count}
            live={live}
            zone={zone}
            hasKey={zone === first}
            onTake={() => onTaking(zoneKey(zone))}
            onAssign={() => setAssigning(zoneKey(zone))}
          />
        ))}
      </ul>
      {readers.size === 0 ? null : (
        <p className="quiet" data-passes-by>
          {t('counts.passesBy', {
            who: [...readers].map(([name, passes]) => `${name} ${formatWhole(passes, language)}`).join(', '),
          })}
        </p>
      )}
      {takenZone === undefined ? null : <TakeOver countId={countId} zone={takenZone} onClose={() => onTaking(null)} />}
      {assignedZone === undefined ? null : (
        <Assign countId={countId} zone={assignedZone} onClose={() => setAssigning(null)} />
      )}
    </section>
  );
};
