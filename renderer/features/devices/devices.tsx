import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeviceStatus } from '../../../shared/devices';
import type { Failure } from '../../../shared/result';
import type { CallAnswer, PushChannels } from '../../../shared/station';
import { callStation, onPush, useBusy, useStation } from '../../station/client';
import { FailureLine } from '../../ui/failure';
import { formatTime } from '../../ui/format';
import { DeviceForm, type DraftDevice } from './device-form';

type Found = CallAnswer<'devices.discover'>[number];
type Trace = PushChannels['trace'];

const Card = ({
  device,
  onTrace,
  onFailure,
}: {
  device: DeviceStatus;
  onTrace: () => void;
  onFailure: (failure: Failure | null) => void;
}) => {
  const { t } = useTranslation();
  const { timeZone } = useStation();
  const [result, setResult] = useState<string | null>(null);
  const tone = device.state === 'ready' ? 'good' : device.state === 'connecting' ? 'need' : 'bad';
  const { counters } = device;
  return (
    <section className="card stack" data-device-card={device.id}>
      <div className="spread">
        <h3>
          {device.name} <span className="quiet">{t(`device.${device.kind}`)}</span>
        </h3>
        <span className={`chip ${tone}`}>{t(`device.state.${device.state}`)}</span>
      </div>
      <p className="quiet number">
        {device.protocol} · {device.place} {device.simulated ? `· ${t('device.simulated')}` : ''}
      </p>
      {device.reason === null ? null : (
        <p className="bad">
          <strong>{t(`device.reason.${device.reason.code}`)}.</strong> {t(`device.remedy.${device.reason.code}`)}
          {device.nextAttemptAt === null
            ? ''
            : ` ${t('devices.nextTry', { time: formatTime(device.nextAttemptAt, timeZone) })}`}
        </p>
      )}
      {device.printer === null ? null : (
        <p>
          {[
            t(`printer.${device.printer.condition}`),
            ...device.printer.faults.map((fault) => t(`printer.fault.${fault}`)),
          ].join(' · ')}{' '}
          · № {device.printer.odometer ?? '–'} · {device.printer.model ?? ''} {device.printer.serial ?? ''}
        </p>
      )}
      <p className="quiet number">
        {t('devices.frames', { frames: counters.frames, bad: counters.badFrames, reconnects: counters.reconnects })}
      </p>
      {result === null ? null : <p className="chip plain">{result}</p>}
      <div className="row">
        <button
          type="button"
          className="button"
          onClick={() =>
            void callStation('devices.test', { deviceId: device.id }).then((answer) =>
              setResult(answer.ok ? (answer.value.passed ? '✓' : answer.value.text) : answer.failure.code),
            )
          }
        >
          {t('devices.test')}
        </button>
        <button type="button" className="button" onClick={onTrace}>
          {t('devices.trace')}
        </button>
        {device.simulated ? null : (
          <button
            type="button"
            className="button danger"
            onClick={() =>
              void callStation('devices.remove', { deviceId: device.id }).then((answer) =>
                onFailure(answer.ok ? null : answer.failure),
              )
            }
          >
            {t('devices.remove')}
          </button>
        )}
      </div>
    </section>
  );
};

const useTrace = (deviceId: string | null): readonly Trace[] => {
  const [rows, setRows] = useState<readonly Trace[]>([]);
  useEffect(() => {
    if (deviceId === null) return undefined;
    const off = onPush('trace', (trace) => {
      if (trace.deviceId === deviceId) setRows((before) => [trace, ...before].slice(0, 200));
    });
    void callStation('devices.trace', { deviceId });
    return () => {
      off();
      void callStation('devices.trace', { deviceId: null });
      setRows([]);
    };
  }, [deviceId]);
  return rows;
};

const Wire = ({ deviceId }: { deviceId: string | null }) => {
  const { t } = useTranslation();
  const rows = useTrace(deviceId);
  return (
    <section className="card stack">
      <h2>
        {t('devices.trace')} {deviceId ?? ''}
      </h2>
      {deviceId === null ? <p className="quiet">{t('devices.traceHint')}</p> : null}
      <div role="group" className="list-scroll" tabIndex={0} aria-label={t('devices.trace')}>
        <table className="list wire">
          <tbody>
            {rows.map((row, index) => (
              <tr key={`${row.at}-${rows.length - index}`}>
                <td>{row.direction === 'in' ? '←' : '→'}</td>
                <td>{row.hex}</td>
                <td>{row.meaning ?? ''}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
};

export const Page = () => {
  const { t } = useTranslation();
  const { devices } = useStation();
  const [found, setFound] = useState<readonly Found[] | null>(null);
  const [traced, setTraced] = useState<string | null>(null);
  const [draft, setDraft] = useState<DraftDevice | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, run] = useBusy();
  const look = (): void =>
    void run(() => callStation('devices.discover', {})).then(
      (answer) => answer !== null && (answer.ok ? setFound(answer.value) : setFailure(answer.failure)),
    );
  return (
    <>
      <div className="spread">
        <h1>{t('devices.title')}</h1>
        <div className="row">
          <button
            type="button"
            className="button"
            onClick={() => setDraft({ kind: 'scale', name: '', protocol: 'mt-sics', transport: { type: 'serial' } })}
          >
            {t('devices.add')}
          </button>
          <button type="button" className="button primary" disabled={busy} onClick={look}>
            {t('devices.search')}
          </button>
        </div>
      </div>
      <FailureLine failure={failure} />
      {draft === null ? null : (
        <DeviceForm
          draft={draft}
          onClose={(why) => {
            setFailure(why);
            setDraft(null);
          }}
        />
      )}
      {found === null ? null : (
        <section className="card stack">
          <h2>{t('devices.found')}</h2>
          {found.length === 0 ? <p className="quiet">{t('devices.none')}</p> : null}
          {found.map((each) => (
            <p key={each.id} className="spread">
              <span>
                <strong>{each.name}</strong> <span className="quiet">{each.place}</span>{' '}
                {each.guess === null ? '' : `${t('devices.guess')}: ${each.guess} (${each.score} %)`}
              </span>
              {each.configured ? (
                <span className="chip good">{t('devices.already')}</span>
              ) : (
                <button
                  type="button"
                  className="button"
                  onClick={() => setDraft({ name: each.name, ...(each.config as Omit<DraftDevice, 'name'>) })}
                >
                  {t('devices.add')}
                </button>
              )}
            </p>
          ))}
        </section>
      )}
      <div className="two">
        <div className="stack">
          {devices.length === 0 ? <p className="quiet">{t('device.none')}</p> : null}
          {devices.map((device) => (
            <Card key={device.id} device={device} onTrace={() => setTraced(device.id)} onFailure={setFailure} />
          ))}
        </div>
        <Wire deviceId={traced} />
      </div>
    </>
  );
};
