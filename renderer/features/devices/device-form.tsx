import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { deviceKinds, type DeviceKind } from '../../../shared/devices';
import type { Failure } from '../../../shared/result';
import type { CallAnswer } from '../../../shared/station';
import { callStation, useBusy } from '../../station/client';
import { Dialog } from '../../ui/dialog';

/** A device on its way into `station.yaml`; the trusted side checks it against the schema. */
export interface DraftDevice {
  readonly kind: string;
  readonly name: string;
  readonly protocol: string;
  readonly transport: Readonly<Record<string, unknown>>;
}

const transportTypes: Readonly<Record<DeviceKind, readonly string[]>> = {
  scale: ['serial', 'tcp', 'hid'],
  scanner: ['serial', 'tcp', 'hid', 'wedge'],
  printer: ['tcp', 'serial', 'usb', 'lp'],
  rfid: ['tcp', 'serial'],
};

const idOf = (name: string, kind: string): string => {
  const plain = name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 40);
  return plain === '' ? kind : plain;
};

const transportOf = (type: string, first: string, second: string): Record<string, unknown> => {
  if (type === 'tcp') return { type, host: first.trim(), port: Number(second) };
  if (type === 'serial' || type === 'lp') return { type, ...(first.trim() === '' ? {} : { path: first.trim() }) };
  if (type === 'wedge') return { type, ...(first.trim() === '' ? {} : { prefix: first.trim() }) };
  return { type };
};

const text = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '');

export const DeviceForm = ({ draft, onClose }: { draft: DraftDevice; onClose: (failure: Failure | null) => void }) => {
  const { t } = useTranslation();
  const [protocols, setProtocols] = useState<CallAnswer<'devices.protocols'>>([]);
  const [kind, setKind] = useState<DeviceKind>(deviceKinds.find((each) => each === draft.kind) ?? 'scale');
  const [name, setName] = useState(draft.name);
  const [protocol, setProtocol] = useState(draft.protocol);
  const [type, setType] = useState(text(draft.transport['type']));
  const [first, setFirst] = useState(
    text(draft.transport['host'] ?? draft.transport['path'] ?? draft.transport['prefix']),
  );
  const [second, setSecond] = useState(text(draft.transport['port'] ?? 9100));
  const [busy, run] = useBusy();
  useEffect(
    () => void callStation('devices.protocols', {}).then((answer) => answer.ok && setProtocols(answer.value)),
    [],
  );
  const offered = protocols.filter((each) => each.kind === kind);
  const chosen = offered.some((each) => each.id === protocol) ? protocol : (offered[0]?.id ?? protocol);
  const kept = type === draft.transport['type'] && 'match' in draft.transport;
  const save = (): void =>
    void run(async () => {
      const device = {
        kind,
        id: idOf(name, kind),
        name: name.trim(),
        protocol: chosen,
        transport: kept ? draft.transport : transportOf(type, first, second),
      };
      const answer = await callStation('devices.save', { device });
      onClose(answer.ok ? null : answer.failure);
    });
  const ready = name.trim() !== '' && !busy;
  return (
    <Dialog
      title={t('devices.add')}
      onClose={() => onClose(null)}
      onSubmit={() => ready && save()}
      footer={
        <button type="submit" className="button primary" disabled={!ready}>
          {t('save')}
        </button>
      }
    >
      <div className="row">
        <label className="field grow">
          <span>{t('name')}</span>
          <input className="input" value={name} maxLength={60} onChange={(event) => setName(event.target.value)} />
        </label>
        <label className="field grow">
          <span>{t('devices.kind')}</span>
          <select className="input" value={kind} onChange={(event) => setKind(event.target.value as DeviceKind)}>
            {deviceKinds.map((each) => (
              <option key={each} value={each}>
                {t(`device.${each}`)}
              </option>
            ))}
          </select>
        </label>
      </div>
      <div className="row">
        <label className="field grow">
          <span>{t('devices.protocol')}</span>
          <select className="input" value={chosen} onChange={(event) => setProtocol(event.target.value)}>
            {offered.map((each) => (
              <option key={each.id} value={each.id}>
                {each.id}
              </option>
            ))}
          </select>
        </label>
        <label className="field grow">
          <span>{t('devices.connection')}</span>
          <select className="input" value={type} onChange={(event) => setType(event.target.value)}>
            {transportTypes[kind].map((each) => (
              <option key={each} value={each}>
                {each}
              </option>
            ))}
          </select>
        </label>
      </div>
      {kept || type === 'hid' || type === 'usb' ? null : (
        <div className="row">
          <label className="field grow">
            <span>{t(type === 'tcp' ? 'devices.host' : type === 'wedge' ? 'devices.prefix' : 'devices.path')}</span>
            <input className="input" value={first} maxLength={253} onChange={(event) => setFirst(event.target.value)} />
          </label>
          {type === 'tcp' ? (
            <label className="field">
              <span>{t('devices.port')}</span>
              <input
                className="input"
                inputMode="numeric"
                value={second}
                maxLength={5}
                onChange={(event) => setSecond(event.target.value.replaceAll(/\D/g, ''))}
              />
            </label>
          ) : null}
        </div>
      )}
    </Dialog>
  );
};
