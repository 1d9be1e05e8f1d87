import { CircleAlert, CircleCheck, Radio, Settings2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { DeviceStatus } from '../../../shared/devices';
import type { ReaderLine } from '../../../shared/tag-list';
import { useStation } from '../../station/client';
import { formatWhole } from '../../ui/format';
import { StateChip } from '../devices/device-signs';

export interface ReaderCardProps {
  readonly device: DeviceStatus;
  readonly line: ReaderLine | null;
  /** Its number among the readers: scan CHOOSE and it, or press it. */
  readonly number: number;
  readonly chosen: boolean;
  readonly onChoose: () => void;
  /** `null` where this person may not set it. */
  readonly onSettings: (() => void) | null;
}

const Chip = ({ device, line }: Pick<ReaderCardProps, 'device' | 'line'>) => {
  const { t } = useTranslation();
  const view = line?.view ?? null;
  if (device.state !== 'ready' || view === null || view.wanted === null) return <StateChip device={device} />;
  return view.running === null ? (
    <span className="chip need">
      <CircleAlert size={14} aria-hidden="true" /> {t('rfid.state.starting')}
    </span>
  ) : (
    <span className="chip accent">
      <Radio size={14} aria-hidden="true" /> {t('rfid.state.reading')}
    </span>
  );
};

/** A reader that may be read with: by finger, by its number, or by CHOOSE and its number. */
export const ReaderCard = ({ device, line, number, chosen, onChoose, onSettings }: ReaderCardProps) => {
  const { t } = useTranslation();
  const { language } = useStation();
  const missing = Object.entries(line?.view.antennas ?? {}).filter(([, state]) => state === 'disconnected');
  return (
    <div className="reader">
      <button
        type="button"
        className="choice reader-card"
        aria-pressed={chosen}
        title={t('choice.number', { number })}
        onClick={onChoose}
        data-reader={device.id}
        data-reading={line?.view.running === null || line === null ? 'no' : 'yes'}
      >
        <span className="kbd">{number}</span>
        <span className="choice-body">
          <span className="cut">
            {chosen ? <CircleCheck size={16} aria-hidden="true" /> : null} {device.name}
          </span>
          <span className="row">
            <Chip device={device} line={line} />
            <span className="number quiet">{t('rfid.rate', { rate: formatWhole(line?.rate ?? 0, language) })}</span>
            {missing.map(([antenna]) => (
              <span key={antenna} className="chip need">
                <CircleAlert size={14} aria-hidden="true" /> {t('rfid.antennaOff', { antenna })}
              </span>
            ))}
          </span>
        </span>
      </button>
      {onSettings === null ? null : (
        <button
          type="button"
          className="button reader-settings"
          onClick={onSettings}
          aria-label={t('rfid.settings.of', { reader: device.name })}
          title={t('rfid.settings')}
          data-settings={device.id}
        >
          <Settings2 size={20} aria-hidden="true" />
        </button>
      )}
    </div>
  );
};
