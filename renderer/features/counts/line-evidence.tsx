import { FileDown, Undo2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { HeardTagRow, LineEvidence, ScanRow } from '../../../shared/features/counts/line-evidence';
import { countQueries } from '../../../shared/features/counts/queries';
import type { Evidence } from '../../../shared/features/counts/tag-classes';
import type { Result } from '../../../shared/result';
import { callStation, useBusy, useQuery, useStation } from '../../station/client';
import { formatSeconds, formatWhen, formatWhole } from '../../ui/format';
import { Pages } from '../../ui/pages';
import { MadeFile } from '../../ui/made-file';
import { formatDbm } from '../rfid/tag-list';

/** Rows of a page. */
const most = 20;

const useDeviceName = (): ((id: string | null) => string) => {
  const { devices } = useStation();
  return (id) => (id === null ? '–' : (devices.find((each) => each.id === id)?.name ?? id));
};

/** How loud it was, and when it was heard first and last. */
const Heard = ({ rssiCentiDbm, firstAt, lastAt }: Pick<Evidence, 'rssiCentiDbm' | 'firstAt' | 'lastAt'>) => {
  const { t } = useTranslation();
  const { timeZone } = useStation();
  const time = (at: number | null): string => (at === null ? t('counts.timeUnknown') : formatSeconds(at, timeZone));
  return (
    <>
      <td className="number">{rssiCentiDbm === null ? '–' : t('rfid.dbm', { value: formatDbm(rssiCentiDbm) })}</td>
      <td className="number">{time(firstAt)}</td>
      <td className="number">{time(lastAt)}</td>
    </>
  );
};

const HeardHead = ({ what }: { what: string }) => {
  const { t } = useTranslation();
  return (
    <thead>
      <tr>
        <th>{what}</th>
        <th className="number">{t('counts.antenna')}</th>
        <th className="number">{t('counts.passes')}</th>
        <th className="number">{t('counts.reads')}</th>
        <th className="number">{t('counts.strength')}</th>
        <th className="number">{t('counts.firstHeard')}</th>
        <th className="number">{t('counts.lastHeard')}</th>
      </tr>
    </thead>
  );
};

/** One tag, antenna by antenna. */
const Antennas = ({ evidence }: { evidence: readonly Evidence[] }) => {
  const { t } = useTranslation();
  const { language } = useStation();
  const deviceName = useDeviceName();
  return (
    <table className="list" data-evidence="antennas">
      <HeardHead what={t('rfid.reader')} />
      <tbody>
        {evidence.map((each) => (
          <tr key={`${each.readerId} ${each.antenna ?? ''}`}>
            <td>{deviceName(each.readerId)}</td>
            <td className="number">{each.antenna ?? '–'}</td>
            <td className="number">{each.passes.join(', ')}</td>
            <td className="number">{formatWhole(each.reads, language)}</td>
            <Heard {...each} />
          </tr>
        ))}
      </tbody>
    </table>
  );
};

const Tags = ({ rows }: { rows: readonly HeardTagRow[] }) => {
  const { t } = useTranslation();
  const { language } = useStation();
  return (
    <table className="list" data-evidence="tags">
      <HeardHead what={t('counts.tag')} />
      <tbody>
        {rows.map((row) => (
          <tr key={`${row.epc} ${row.tid ?? ''}`} data-epc={row.epc}>
            <td>
              <span className="mono anywhere">{row.epc}</span>
              <div className="quiet anywhere">
                {[row.scheme, row.serial, row.tid === null ? null : `TID ${row.tid}`]
                  .filter((each) => each !== null)
                  .join(' · ')}
              </div>
            </td>
            <td className="number">{row.antennas.length === 0 ? '–' : row.antennas.join(', ')}</td>
            <td className="number">{row.passes.join(', ')}</td>
            <td className="number">{formatWhole(row.reads, language)}</td>
            <Heard {...row} />
          </tr>
        ))}
      </tbody>
    </table>
  );
};

const Scans = ({ rows }: { rows: readonly ScanRow[] }) => {
  const { t } = useTranslation();
  const { timeZone, language } = useStation();
  const deviceName = useDeviceName();
  return (
    <table className="list" data-evidence="scans">
      <thead>
        <tr>
          <th className="number">{t('time')}</th>
          <th>{t('person')}</th>
          <th>{t('counts.scanner')}</th>
          <th>{t('counts.lotOrSerial')}</th>
          <th className="number">{t('quantity')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.n} data-scan={row.n}>
            <td className="number">{formatSeconds(Date.parse(row.at), timeZone)}</td>
            <td>{row.person}</td>
            <td>
              {deviceName(row.deviceId)} <span className="quiet">{row.station}</span>
            </td>
            <td className="number">{row.serial ?? row.lot ?? '–'}</td>
            <td className="number">
              {row.undone === null ? (
                <strong>{formatWhole(row.quantity, language)}</strong>
              ) : (
                <>
                  <s>{formatWhole(row.quantity, language)}</s>
                  <div className="quiet count-undone" data-undone>
                    <Undo2 size={14} aria-hidden="true" />{' '}
                    {t('counts.undone', {
                      name: row.undone.person,
                      time: formatSeconds(Date.parse(row.undone.at), timeZone),
                    })}
                  </div>
                </>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};

const Rows = ({ evidence, isOneTag }: { evidence: LineEvidence; isOneTag: boolean }) => {
  const { t } = useTranslation();
  const { timeZone, language } = useStation();
  if (evidence.kind === 'tags') {
    if (evidence.total === 0) return <p className="quiet">{t('counts.notOneTag')}</p>;
    return isOneTag ? (
      <Antennas evidence={evidence.rows.flatMap((row) => row.evidence)} />
    ) : (
      <Tags rows={evidence.rows} />
    );
  }
  const { done } = evidence;
  return (
    <>
      {evidence.total === 0 ? <p className="quiet">{t('counts.notOneScan')}</p> : <Scans rows={evidence.rows} />}
      {done === null ? null : (
        <p className="quiet" data-bin-done>
          {t('counts.calledThrough', { name: done.person, when: formatWhen(done.at, timeZone, language) })}
        </p>
      )}
    </>
  );
};

/** What a line was made of, scan by scan or tag by tag, so that nobody has to believe it. */
export const Behind = ({ countId, line, isOneTag }: { countId: string; line: number; isOneTag: boolean }) => {
  const { t } = useTranslation();
  const [offset, setOffset] = useState(0);
  const [made, setMade] = useState<Result<{ readonly file: string }> | null>(null);
  const [busy, run] = useBusy();
  const { data } = useQuery(
    'counts.evidence',
    { countId, line, offset, limit: most },
    countQueries['counts.evidence'].tables,
  );
  if (data === null) return null;
  return (
    <section className="stack tight" aria-label={t(`counts.behind.${data.kind}`)} data-behind={data.total}>
      <div className="row spread">
        <h3>{t(`counts.behind.${data.kind}`)}</h3>
        {data.total === 0 ? null : (
          <button
            type="button"
            className="button"
            disabled={busy}
            onClick={() => void run(async () => setMade(await callStation('counts.evidenceCsv', { countId, line })))}
            data-evidence-csv
          >
            <FileDown size={20} aria-hidden="true" /> {t('counts.csv')}
          </button>
        )}
      </div>
      <MadeFile made={made} opens={false} />
      <Rows evidence={data} isOneTag={isOneTag} />
      {data.total > most ? <Pages total={data.total} offset={data.offset} size={most} onOffset={setOffset} /> : null}
    </section>
  );
};
