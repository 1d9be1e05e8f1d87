import { LifeBuoy, Network, Plus, Search, Stamp } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Found, FoundDeviceView } from '../../../shared/device-page';
import { deviceKinds, type DeviceStatus } from '../../../shared/devices';
import type { Failure } from '../../../shared/result';
import { callStation, useBusy, useStation } from '../../station/client';
import { FailureLine } from '../../ui/failure';
import { DeviceDetail } from './device-detail';
import { DeviceForm } from './device-form';
import { KindIcon, StateChip } from './device-signs';
import './devices.css';
import { newDraft, type Draft } from './draft';
import { FoundList, NetworkDialog } from './found-list';
import { LinesDialog } from './lines-dialog';
import { useProtocols } from './use-devices';

const Item = ({ device, chosen, onChoose }: { device: DeviceStatus; chosen: boolean; onChoose: () => void }) => {
  const { t } = useTranslation();
  return (
    <button
      type="button"
      className="device-item"
      aria-current={chosen ? 'true' : undefined}
      onClick={onChoose}
      data-device-card={device.id}
    >
      <KindIcon kind={device.kind} />
      <span className="grow">
        <strong className="cut">{device.name}</strong>
        <span className="quiet cut">{t(`device.${device.kind}`)}</span>
      </span>
      <StateChip device={device} />
    </button>
  );
};

/** A new device with what is known of a found one. */
const draftFrom = (found: FoundDeviceView): Draft =>
  newDraft({
    kind: deviceKinds.find((kind) => kind === found.config.kind) ?? 'scale',
    name: found.name,
    protocol: found.config.protocol,
    transport: found.config.transport,
  });

const emptyDraft = (): Draft => newDraft({ kind: 'scale', name: '', protocol: 'mt-sics', transport: null });

const useSupport = (onFailure: (failure: Failure | null) => void): { file: string | null; make: () => void } => {
  const [file, setFile] = useState<string | null>(null);
  const [, run] = useBusy();
  const make = (): void =>
    void run(async () => {
      const answer = await callStation('support.make', {});
      onFailure(answer.ok ? null : answer.failure);
      if (answer.ok) setFile(answer.value.file);
    });
  return { file, make };
};

/** Where IT sets devices up: what there is, how it stands, and what is on its wire. */
export const Page = () => {
  const { t } = useTranslation();
  const { devices } = useStation();
  const protocols = useProtocols();
  const [chosenId, setChosenId] = useState<string | null>(null);
  const [found, setFound] = useState<Found | null>(null);
  const [draft, setDraft] = useState<Draft | null>(null);
  const [network, setNetwork] = useState(false);
  const [lines, setLines] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, run] = useBusy();
  const support = useSupport(setFailure);
  const chosen = devices.find(({ id }) => id === chosenId) ?? devices[0] ?? null;
  const look = (): void =>
    void run(async () => {
      const answer = await callStation('devices.discover', {});
      if (answer.ok) setFound(answer.value);
      else setFailure(answer.failure);
    });
  const ports = (found?.devices ?? []).flatMap(({ config, place }) =>
    config.transport.type === 'serial' ? place : [],
  );
  return (
    <>
      <div className="spread">
        <h1>{t('devices.title')}</h1>
        <div className="row">
          <button type="button" className="button" onClick={support.make} title={t('devices.supportHint')}>
            <LifeBuoy size={18} aria-hidden="true" /> {t('devices.support')}
          </button>
          <button type="button" className="button" onClick={() => setNetwork(true)}>
            <Network size={18} aria-hidden="true" /> {t('devices.network')}
          </button>
          <button type="button" className="button" onClick={() => setLines(true)} data-lines>
            <Stamp size={18} aria-hidden="true" /> {t('line.set.open')}
          </button>
          <button type="button" className="button" onClick={() => setDraft(emptyDraft())}>
            <Plus size={18} aria-hidden="true" /> {t('devices.add')}
          </button>
          <button type="button" className="button primary" disabled={busy} onClick={look}>
            <Search size={18} aria-hidden="true" /> {t(busy ? 'devices.looking' : 'devices.search')}
          </button>
        </div>
      </div>
      <FailureLine failure={failure} />
      {support.file === null ? null : (
        <p className="strip good" role="status" data-support-file={support.file}>
          <span>
            {t('devices.supportMade')} <span className="path">{support.file}</span>
          </span>
        </p>
      )}
      {found === null ? null : (
        <FoundList found={found} protocols={protocols} onAdd={(each) => setDraft(draftFrom(each))} />
      )}
      <nav className="device-list" aria-label={t('devices.title')}>
        {devices.length === 0 ? <p className="quiet">{t('device.none')}</p> : null}
        {devices.map((device) => (
          <Item
            key={device.id}
            device={device}
            chosen={device.id === chosen?.id}
            onChoose={() => setChosenId(device.id)}
          />
        ))}
      </nav>
      {chosen === null ? null : <DeviceDetail key={chosen.id} device={chosen} protocols={protocols} />}
      {draft === null ? null : (
        <DeviceForm
          draft={draft}
          taken={devices.map(({ id }) => id)}
          protocols={protocols}
          ports={ports}
          onClose={(why) => {
            setFailure(why);
            setDraft(null);
          }}
        />
      )}
      {lines ? <LinesDialog onClose={() => setLines(false)} /> : null}
      {network ? (
        <NetworkDialog
          onClose={() => setNetwork(false)}
          onFound={(each) => {
            setFound(each);
            setNetwork(false);
          }}
        />
      ) : null}
    </>
  );
};
