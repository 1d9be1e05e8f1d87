import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Found, FoundDeviceView, ProtocolView } from '../../../shared/device-page';
import type { Failure } from '../../../shared/result';
import { callStation, useBusy } from '../../station/client';
import { Dialog } from '../../ui/dialog';
import { FailureLine } from '../../ui/failure';
import { KindIcon } from './device-signs';

interface RowProps {
  readonly found: FoundDeviceView;
  readonly protocols: readonly ProtocolView[];
  readonly onAdd: (found: FoundDeviceView) => void;
}

/** What it probably is, how sure that is, and why. */
const Row = ({ found, protocols, onAdd }: RowProps) => {
  const { t } = useTranslation();
  const protocol = protocols.find(({ id }) => id === found.guess)?.name;
  return (
    <li className="found" data-found={found.id}>
      {found.kind === 'unknown' ? null : <KindIcon kind={found.kind} />}
      <div className="grow">
        <strong>{found.name}</strong>{' '}
        {found.name === found.place ? null : <span className="quiet number">{found.place}</span>}
        <p>
          {protocol === undefined ? t('devices.guess.none') : t('devices.guess', { protocol })}
          {found.score === 0 ? null : <span className="chip plain">{t('devices.score', { score: found.score })}</span>}
        </p>
        <p className="quiet">
          {t(found.advice === null ? `devices.why.${found.why}` : `devices.advice.${found.advice}`)}
        </p>
      </div>
      {found.configuredAs === null ? (
        <button type="button" className="button" onClick={() => onAdd(found)}>
          {t('devices.add')}
        </button>
      ) : (
        <span className="chip good">{t('devices.already')}</span>
      )}
    </li>
  );
};

export interface FoundListProps {
  readonly found: Found;
  readonly protocols: readonly ProtocolView[];
  readonly onAdd: (found: FoundDeviceView) => void;
}

export const FoundList = ({ found, protocols, onAdd }: FoundListProps) => {
  const { t } = useTranslation();
  return (
    <section className="card stack" data-found-list>
      <h2>{t('devices.found')}</h2>
      {found.devices.length === 0 ? <p className="quiet">{t('devices.none')}</p> : null}
      <ul className="found-list">
        {found.devices.map((each) => (
          <Row key={each.id} found={each} protocols={protocols} onAdd={onAdd} />
        ))}
      </ul>
      {found.failures.map(({ library, reason }) => (
        <p key={library} className="strip need">
          <span>
            {t('devices.notLooked', { what: t(`devices.library.${library}`) })} {t(`device.reason.${reason}`)}.{' '}
            {t(`device.remedy.${reason}`)}
          </span>
        </p>
      ))}
    </section>
  );
};

/** The network is asked only here, and only what somebody types. */
export const NetworkDialog = ({ onFound, onClose }: { onFound: (found: Found) => void; onClose: () => void }) => {
  const { t } = useTranslation();
  const [range, setRange] = useState('');
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, run] = useBusy();
  const look = (): void =>
    void run(async () => {
      const answer = await callStation('devices.network', { range: range.trim() === '' ? null : range.trim() });
      if (answer.ok) onFound(answer.value);
      else setFailure(answer.failure);
    });
  return (
    <Dialog
      title={t('devices.network')}
      onClose={onClose}
      onSubmit={() => (busy ? undefined : look())}
      footer={
        <button type="submit" className="button primary" disabled={busy}>
          {t(busy ? 'devices.looking' : 'devices.look')}
        </button>
      }
    >
      <FailureLine failure={failure} />
      <p>{t('devices.networkText')}</p>
      <label className="field">
        <span>{t('devices.range')}</span>
        <input
          className="input"
          value={range}
          maxLength={500}
          placeholder="10.0.4.20-40, 10.0.5.0/24"
          onChange={(event) => setRange(event.target.value)}
        />
      </label>
    </Dialog>
  );
};
