import { Radar, Square } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../shared/result';
import { callStation, useBusy, useCountLive, useStation } from '../../station/client';
import { playTick } from '../../station/sounds';
import { formatDbm } from '../rfid/tag-list';
import { FailureLine } from '../../ui/failure';

/** Silent at −80 dBm and below, loudest at −30. */
const shareOf = (rssiCentiDbm: number): number => Math.min(1, Math.max(0, (rssiCentiDbm + 8000) / 5000));
const slowestMs = 900;
const fastestMs = 90;

/** Clicks that come the faster and higher, the nearer the tag is. */
const useGeiger = (share: number | null): void => {
  useEffect(() => {
    if (share === null) return undefined;
    const timer = setInterval(() => playTick(share), slowestMs - share * (slowestMs - fastestMs));
    return () => clearInterval(timer);
  }, [share]);
};

/** Finds one tag by how loud it is: a bar, a word and clicks. */
export const Seek = ({ countId, epc }: { countId: string; epc: string }) => {
  const { t } = useTranslation();
  const { devices } = useStation();
  const live = useCountLive();
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, run] = useBusy();
  const sought = live?.sought?.epc === epc ? live.sought : null;
  const share =
    sought === null || sought.rssiCentiDbm === null ? null : Math.round(shareOf(sought.rssiCentiDbm) * 20) / 20;
  useGeiger(share);
  useEffect(() => () => void callStation('counts.close', {}), []);
  const readers = devices.filter(({ kind }) => kind === 'rfid').map(({ id }) => id);
  if (readers.length === 0) return null;
  const press = (): void =>
    void run(async () => {
      if (sought !== null) return void (await callStation('counts.close', {}));
      const answer = await callStation('counts.seek', { countId, epc, readers });
      setFailure(answer.ok ? null : answer.failure);
    });
  return (
    <div className="stack tight">
      <button
        type="button"
        className="button"
        disabled={busy}
        onClick={press}
        data-seek={sought === null ? 'off' : 'on'}
      >
        {sought === null ? <Radar size={22} aria-hidden="true" /> : <Square size={22} aria-hidden="true" />}
        {t(sought === null ? 'counts.seek' : 'counts.seekStop')}
      </button>
      {sought === null ? null : (
        <div className="count-seek" data-heard={share === null ? 'no' : 'yes'}>
          <progress className="count-progress" value={share ?? 0} max={1} aria-label={t('counts.strength')} />
          <strong role="status">
            {share === null
              ? t('counts.notHeard')
              : t(share > 0.7 ? 'counts.near' : share > 0.35 ? 'counts.close' : 'counts.far')}
          </strong>
          <span className="quiet number">
            {sought.rssiCentiDbm === null ? '' : t('rfid.dbm', { value: formatDbm(sought.rssiCentiDbm) })}
          </span>
        </div>
      )}
      <FailureLine failure={failure} />
    </div>
  );
};
