import { useTranslation } from 'react-i18next';
import { packingQueries } from '../../../shared/features/packing/queries';
import { peopleQueries } from '../../../shared/features/people/queries';
import { useQuery, useStation } from '../../station/client';
import { formatDateTime } from '../../ui/format';

/** What the record says of the restore that it came from: when, from where, who, and whether the backup was ours. */
export const LastRestore = () => {
  const { t } = useTranslation();
  const { timeZone, language } = useStation();
  const { data } = useQuery('packing.restored', {}, packingQueries['packing.restored'].tables);
  const people = useQuery('people.all', {}, peopleQueries['people.all'].tables);
  if (data === null || data.by === null) return null;
  const { folder, origin, way, user, personId } = data.by;
  const name = user ?? people.data?.find((person) => person.personId === personId)?.name ?? '–';
  const [at, made] = [data.at, data.backupAt].map((each) => formatDateTime(each, timeZone, language));
  return (
    <div className="stack" data-last-restore={origin}>
      <h3>{t('record.lastRestore')}</h3>
      <p>
        {t('record.restored', { at, made })} {t(`record.restoredBy.${way}`, { name })}
      </p>
      {origin === 'own' ? null : <p className="need">{t(`record.restoredFrom.${origin}`)}</p>}
      <p className="quiet mono">{folder}</p>
    </div>
  );
};
