import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeviceStatus, ScaleCommand, ScaleView } from '../../../shared/devices';
import type { Failure } from '../../../shared/result';
import { callStation, useBusy } from '../../station/client';
import { FailureLine } from '../../ui/failure';

const everyMs = 300;

/** Asked again and again while its page is open. */
const useScaleView = (deviceId: string): ScaleView | null => {
  const [view, setView] = useState<ScaleView | null>(null);
  useEffect(() => {
    let over = false;
    const ask = async (): Promise<void> => {
      const answer = await callStation('devices.scale', { deviceId });
      if (!over && answer.ok) setView(answer.value);
    };
    void ask();
    const timer = setInterval(() => void ask(), everyMs);
    return () => {
      over = true;
      clearInterval(timer);
      setView(null);
    };
  }, [deviceId]);
  return view;
};

const tones = { stable: 'good', zero: 'plain', motion: 'need' } as const;
const isTone = (state: string): state is keyof typeof tones => state in tones;

type Done = { readonly command: ScaleCommand; readonly failure: Failure | null };

export interface ScalePanelProps {
  readonly device: DeviceStatus;
  readonly commands: readonly ScaleCommand[];
}

/** What the scale shows, digit by digit as it says it, and what it can be told from here. */
export const ScalePanel = ({ device, commands }: ScalePanelProps) => {
  const { t } = useTranslation();
  const view = useScaleView(device.id);
  const [done, setDone] = useState<Done | null>(null);
  const [busy, run] = useBusy();
  const reading = view === null || view.stale ? null : view.reading;
  const tell = (command: ScaleCommand): void =>
    void run(async () => {
      setDone(null);
      const answer = await callStation('devices.command', { deviceId: device.id, command });
      setDone({ command, failure: answer.ok ? null : answer.failure });
    });
  const state = reading?.state ?? 'none';
  return (
    <section className="stack tight" data-scale-panel={device.id}>
      <p className="scale-figure">
        <span className="number" data-scale-text>
          {reading === null || reading.weight === null ? '–' : reading.text}
        </span>{' '}
        <small>{reading?.weight?.unit ?? ''}</small>{' '}
        <span className={`chip ${isTone(state) ? tones[state] : state === 'none' ? 'plain' : 'bad'}`}>
          {t(`weight.${state}`)}
        </span>{' '}
        {view?.away === true ? (
          <span className="chip need" data-away>
            {t('devices.scale.away')}
          </span>
        ) : null}{' '}
        {reading === null || reading.net === null ? null : (
          <span className={`chip ${reading.net ? 'need' : 'plain'}`} data-net={reading.net}>
            {t(reading.net ? 'weight.net' : 'weight.gross')}
          </span>
        )}
      </p>
      <div className="row">
        {commands.map((command) => (
          <button
            key={command}
            type="button"
            className="button"
            disabled={busy || device.state !== 'ready'}
            onClick={() => tell(command)}
            data-scale-command={command}
          >
            {t(`devices.scale.${command}`)}
          </button>
        ))}
        {commands.length === 0 ? <span className="quiet">{t('devices.scale.nothing')}</span> : null}
      </div>
      <FailureLine failure={done?.failure ?? null} />
      {done === null || done.failure !== null ? null : (
        <p className="strip good" role="status" data-scale-done={done.command}>
          {t(`devices.scale.done.${done.command}`)}
        </p>
      )}
    </section>
  );
};
