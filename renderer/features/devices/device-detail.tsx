import { ClipboardCheck, Pencil, ScanBarcode, Trash2 } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeviceTestView, ProtocolView } from '../../../shared/device-page';
import type { DeviceStatus } from '../../../shared/devices';
import type { Failure } from '../../../shared/result';
import type { CallAnswer } from '../../../shared/station';
import { weightDigits } from '../../../shared/units';
import { callStation, useBusy, useStation } from '../../station/client';
import { Dialog } from '../../ui/dialog';
import { FailureLine } from '../../ui/failure';
import { formatTime } from '../../ui/format';
import { DeviceFacts } from './device-facts';
import { DeviceForm } from './device-form';
import { isOff, KindIcon, StateChip } from './device-signs';
import { draftOf } from './draft';
import { ScalePanel } from './scale-panel';
import { ScannerTest } from './scanner-test';
import { useHealth } from './use-devices';
import { WirePanel } from './wire-panel';

type Stored = CallAnswer<'devices.read'>;

/** As it stands in the file; read again when the device's status tells of new settings. */
const useStored = (device: DeviceStatus): { stored: Stored; read: () => void } => {
  const [stored, setStored] = useState<Stored>(null);
  const [round, setRound] = useState(0);
  const { id, name, place, protocol, since } = device;
  useEffect(() => {
    let over = false;
    void callStation('devices.read', { deviceId: id }).then((answer) => !over && answer.ok && setStored(answer.value));
    return () => {
      over = true;
    };
  }, [id, name, place, protocol, since, round]);
  return { stored, read: () => setRound(round + 1) };
};

const udevCommands =
  'sudo cp 60-packwright.rules /etc/udev/rules.d/ && sudo udevadm control --reload && sudo udevadm trigger';

/** Why it does not work, and what to do about it. */
const Trouble = ({ device }: { device: DeviceStatus }) => {
  const { t } = useTranslation();
  const { timeZone } = useStation();
  const { reason, nextAttemptAt, printer } = device;
  if (reason !== null && !isOff(device)) {
    const technical = reason.details?.['text'];
    return (
      <div className="strip bad" data-reason={reason.code}>
        <span>
          <strong className="sentence">{t(`device.reason.${reason.code}`)}.</strong> {t(`device.remedy.${reason.code}`)}{' '}
          {nextAttemptAt === null ? '' : t('devices.nextTry', { time: formatTime(nextAttemptAt, timeZone) })}
          {reason.code === 'no-permission' ? <small className="technical">{udevCommands}</small> : null}
          {typeof technical === 'string' ? <small className="technical">{technical}</small> : null}
        </span>
      </div>
    );
  }
  const conditions = (printer?.all ?? []).filter((each) => each !== 'ready' && each !== 'printing');
  if (printer === null || conditions.length === 0) return null;
  const words = [
    ...conditions.map((each) => t(`printer.${each}`)),
    ...printer.faults.map((fault) => t(`printer.fault.${fault}`)),
  ];
  return <p className="strip need">{words.join(' · ')}</p>;
};

const TestResult = ({ device, result }: { device: DeviceStatus; result: DeviceTestView }) => {
  const { t } = useTranslation();
  const { passed, reading, condition, failure } = result;
  const weight = reading?.weight ?? null;
  const shows = weight === null ? t('devices.passed.noWeight') : `${weightDigits(weight)} ${weight.unit}`;
  const why =
    failure === null
      ? t(`printer.${condition ?? 'no-reply'}`)
      : [
          `${t(`device.reason.${failure.code}`)}.`,
          ...(device.reason === null ? [t(`device.remedy.${failure.code}`)] : []),
        ].join(' ');
  return (
    <p className={`strip ${passed ? 'good' : 'bad'}`} role="status" data-test-passed={passed}>
      <span>
        {passed
          ? t(`devices.passed.${device.kind}`, { shows, condition: t(`printer.${condition ?? 'ready'}`) })
          : t('devices.failedTest', { why })}
      </span>
    </p>
  );
};

const RemoveDialog = ({ device, onClose }: { device: DeviceStatus; onClose: (failure: Failure | null) => void }) => {
  const { t } = useTranslation();
  const [busy, run] = useBusy();
  const remove = (): void =>
    void run(async () => {
      const answer = await callStation('devices.remove', { deviceId: device.id });
      onClose(answer.ok ? null : answer.failure);
    });
  return (
    <Dialog
      title={t('devices.removeAsk', { name: device.name })}
      onClose={() => onClose(null)}
      onSubmit={() => (busy ? undefined : remove())}
      footer={
        <>
          <button type="button" className="button" onClick={() => onClose(null)}>
            {t('cancel')}
          </button>
          <button type="submit" className="button danger" disabled={busy} data-confirm>
            {t('devices.remove')}
          </button>
        </>
      }
    >
      <p>{t('devices.removeText')}</p>
    </Dialog>
  );
};

const useTest = (deviceId: string): { result: DeviceTestView | null; testing: boolean; test: () => void } => {
  const [result, setResult] = useState<DeviceTestView | null>(null);
  const [testing, run] = useBusy();
  const test = (): void =>
    void run(async () => {
      setResult(null);
      const answer = await callStation('devices.test', { deviceId });
      if (answer.ok) setResult(answer.value);
    });
  return { result, testing, test };
};

export interface DeviceDetailProps {
  readonly device: DeviceStatus;
  readonly protocols: readonly ProtocolView[];
}

/** One device: how it stands and what to do about it, what it did lately, and what is on its wire. */
export const DeviceDetail = ({ device, protocols }: DeviceDetailProps) => {
  const { t } = useTranslation();
  const { devices } = useStation();
  const { stored, read } = useStored(device);
  const health = useHealth(device.id);
  const { result, testing, test } = useTest(device.id);
  const [open, setOpen] = useState<'edit' | 'remove' | 'scanner-test' | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const close = (why: Failure | null): void => {
    setFailure(why);
    setOpen(null);
    read();
  };
  const protocol = protocols.find(({ kind, id }) => kind === device.kind && id === device.protocol);
  const name = protocol?.name;
  const isWedge = stored?.device.transport.type === 'wedge';
  if (open === 'scanner-test') return <ScannerTest device={device} onClose={() => setOpen(null)} />;
  return (
    <div className="device-detail" data-device-detail={device.id}>
      <section className="card stack">
        <div className="spread">
          <h2 className="row">
            <KindIcon kind={device.kind} /> {device.name}
            {device.simulated ? <span className="chip plain">{t('device.simulated')}</span> : null}
          </h2>
          <StateChip device={device} />
        </div>
        <Trouble device={device} />
        <FailureLine failure={failure} />
        <DeviceFacts
          device={device}
          protocol={name ?? device.protocol}
          health={health}
          config={stored?.device ?? null}
        />
        {device.kind === 'scale' ? <ScalePanel device={device} commands={protocol?.commands ?? []} /> : null}
        {result === null ? null : <TestResult device={device} result={result} />}
        <div className="row">
          <button type="button" className="button primary" disabled={testing} onClick={test}>
            <ClipboardCheck size={18} aria-hidden="true" /> {t(testing ? 'devices.testing' : 'devices.test')}
          </button>
          {device.kind === 'scanner' ? (
            <button type="button" className="button" onClick={() => setOpen('scanner-test')}>
              <ScanBarcode size={18} aria-hidden="true" /> {t('scannerTest.button')}
            </button>
          ) : null}
          {stored === null ? (
            <span className="quiet">{t('devices.bench')}</span>
          ) : (
            <>
              <button type="button" className="button" onClick={() => setOpen('edit')}>
                <Pencil size={18} aria-hidden="true" /> {t('devices.edit')}
              </button>
              <button type="button" className="button danger" onClick={() => setOpen('remove')}>
                <Trash2 size={18} aria-hidden="true" /> {t('devices.remove')}
              </button>
            </>
          )}
        </div>
      </section>
      {isWedge ? <p className="card quiet">{t('devices.wedgeTrace')}</p> : <WirePanel device={device} />}
      {open === 'edit' && stored !== null ? (
        <DeviceForm
          draft={draftOf(stored.device, stored.role)}
          taken={devices.map(({ id }) => id)}
          protocols={protocols}
          onClose={close}
        />
      ) : null}
      {open === 'remove' ? <RemoveDialog device={device} onClose={close} /> : null}
    </div>
  );
};
