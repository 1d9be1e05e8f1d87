import { KeyRound, Signature } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { keyGroups } from '../../../shared/features/checkpoints/key-groups';
import { checkpointQueries, type CheckpointState } from '../../../shared/features/checkpoints/queries';
import type { Failure } from '../../../shared/result';
import { callStation, useBusy, useQuery, useStation } from '../../station/client';
import { roleAtLeast } from '../../station/role';
import { Confirm } from '../../ui/confirm';
import { FailureLine } from '../../ui/failure';
import { formatWhen, formatWhole } from '../../ui/format';

const TheKey = ({ state }: { state: CheckpointState }) => {
  const { t } = useTranslation();
  const { timeZone, language } = useStation();
  const { key, last } = state;
  if (key === null) return <p className="quiet">{t('signing.none')}</p>;
  return (
    <>
      <h3>{t('signing.key')}</h3>
      <p>
        <strong className="mono" data-station-key={key.keyId}>
          {keyGroups(key.keyId)}
        </strong>{' '}
        <span className="quiet number">{t('signing.since', { at: formatWhen(key.at, timeZone, language) })}</span>
      </p>
      {key.why === 'replaced' ? <p className="need">{t('signing.replaced')}</p> : null}
      {last === null ? null : (
        <p data-signed={last.n}>
          {t('signing.last', {
            n: formatWhole(last.n, language),
            at: formatWhen(last.at, timeZone, language),
            why: t(`signing.why.${last.why}`),
          })}{' '}
          <span className="quiet">{t('signing.count', { count: state.checkpoints })}</span>
        </p>
      )}
    </>
  );
};

/** Who signs the record, what was signed last, and a new signature or key. */
export const Signatures = () => {
  const { t } = useTranslation();
  const { session, store } = useStation();
  const { data } = useQuery('checkpoints.state', {}, checkpointQueries['checkpoints.state'].tables);
  const [changing, setChanging] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, run] = useBusy();
  const sign = (): void =>
    void run(async () => {
      const answer = await callStation('checkpoints.sign', {});
      setFailure(answer.ok ? null : answer.failure);
    });
  const mayNot = busy || store.state !== 'ready';
  return (
    <section className="card stack" aria-label={t('signing.title')}>
      <h2>{t('signing.title')}</h2>
      <p className="quiet">{t('signing.text')}</p>
      {data === null ? null : <TheKey state={data} />}
      <FailureLine failure={failure} />
      <div className="row">
        <button type="button" className="button" disabled={mayNot} onClick={sign} data-sign>
          <Signature size={20} aria-hidden="true" /> {t('signing.sign')}
        </button>
        {roleAtLeast(session, 'it') && data !== null && data.key !== null ? (
          <button type="button" className="button" disabled={mayNot} onClick={() => setChanging(true)} data-change-key>
            <KeyRound size={20} aria-hidden="true" /> {t('signing.change')}
          </button>
        ) : null}
      </div>
      {changing ? (
        <Confirm
          title={t('signing.change')}
          text={t('signing.changeText')}
          word={t('signing.change')}
          onClose={() => setChanging(false)}
          tone="primary"
          onYes={() => callStation('checkpoints.changeKey', {})}
        />
      ) : null}
    </section>
  );
};
