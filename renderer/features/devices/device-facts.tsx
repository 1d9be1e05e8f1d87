import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { calibrationOf, type Calibration } from '../../../shared/calibration';
import type { DeviceConfig } from '../../../shared/device-config';
import type { DeviceHealth } from '../../../shared/device-page';
import type { DeviceStatus, PrinterState } from '../../../shared/devices';
import { civilTime } from '../../../shared/time';
import { useStation } from '../../station/client';
import { useNow } from '../../station/clock';
import { formatDay, formatDateTime, formatLength, formatShare, formatWhole } from '../../ui/format';

const Fact = ({ name, children }: { name: string; children: ReactNode }) => (
  <div className="device-fact">
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);

const Days = ({ health }: { health: DeviceHealth }) => {
  const { t } = useTranslation();
  const { language } = useStation();
  return (
    <span className="day-bars" role="img" aria-label={t('devices.health.bars', { days: health.days.length })}>
      {health.days.map(({ day, readyMs, watchedMs }) => {
        const share = watchedMs === 0 ? 0 : readyMs / watchedMs;
        const title = `${formatDay(day, language)}: ${formatShare(Math.floor(share * 10_000), language)}`;
        return (
          <span key={day} title={title} className={share >= 0.99 ? 'good' : share >= 0.9 ? 'need' : 'bad'}>
            <span style={{ height: `${Math.max(8, Math.round(share * 100))}%` }} />
          </span>
        );
      })}
    </span>
  );
};

const HealthFacts = ({ health }: { health: DeviceHealth | null }) => {
  const { t } = useTranslation();
  const { language } = useStation();
  if (health === null || health.uptime === null) return null;
  const { uptime, reconnects, errorsPerThousand, days } = health;
  const errors =
    errorsPerThousand === null
      ? '–'
      : t('devices.health.perThousand', {
          value: (errorsPerThousand / 10).toLocaleString(language),
        });
  return (
    <>
      <Fact name={t('devices.health.uptime')}>
        <span className="row">
          {formatShare(uptime, language)} {days.length > 1 ? <Days health={health} /> : null}
        </span>
      </Fact>
      <Fact name={t('devices.health.reconnects')}>{formatWhole(reconnects, language)}</Fact>
      <Fact name={t('devices.health.errors')}>{errors}</Fact>
      {days.some(({ labels }) => labels > 0) ? (
        <Fact name={t('devices.health.labels')}>
          {formatWhole(
            days.reduce((sum, { labels }) => sum + labels, 0),
            language,
          )}
        </Fact>
      ) : null}
    </>
  );
};

const PrinterFacts = ({ printer }: { printer: PrinterState }) => {
  const { t } = useTranslation();
  const { language, units } = useStation();
  const length = (millimetres: number): string => formatLength(millimetres, units, language);
  const { model, serial, odometer, mediaMillimetres, headMillimetres, headCleanedMillimetres, rfid } = printer;
  return (
    <>
      {model === null && serial === null ? null : (
        <Fact name={t('devices.fact.model')}>{[model, serial].filter((part) => part !== null).join(' · ')}</Fact>
      )}
      {printer.formatsWaiting === null || !printer.all.includes('one-way') ? null : (
        <Fact name={t('devices.fact.spooled')}>{formatWhole(printer.formatsWaiting, language)}</Fact>
      )}
      {odometer === null ? null : <Fact name={t('devices.fact.odometer')}>{formatWhole(odometer, language)}</Fact>}
      {rfid === null ? null : (
        <Fact name={t('devices.fact.rfid')}>
          {t('devices.fact.rfidLabels', {
            good: formatWhole(rfid.good, language),
            void: formatWhole(rfid.void, language),
          })}
        </Fact>
      )}
      {mediaMillimetres === null ? null : <Fact name={t('devices.fact.media')}>{length(mediaMillimetres)}</Fact>}
      {headMillimetres === null ? null : (
        <Fact name={t('devices.fact.head')}>
          {length(headMillimetres)}
          {headCleanedMillimetres === null
            ? ''
            : ` · ${t('devices.fact.cleaned', { length: length(headCleanedMillimetres) })}`}
        </Fact>
      )}
    </>
  );
};

const tones: Readonly<Record<Calibration['state'], string>> = {
  unknown: 'need',
  fine: 'good',
  soon: 'need',
  overdue: 'bad',
};

const CalibrationFact = ({
  options,
}: {
  options: { calibrated?: string | undefined; calibrateEveryMonths?: number | undefined };
}) => {
  const { t } = useTranslation();
  const { timeZone, language } = useStation();
  const today = civilTime(useNow(), timeZone).date;
  const calibration = calibrationOf(options.calibrated, options.calibrateEveryMonths, today);
  if (calibration === null)
    return options.calibrated === undefined ? null : (
      <Fact name={t('devices.calibration')}>{formatDay(options.calibrated, language)}</Fact>
    );
  const dates =
    calibration.state === 'unknown'
      ? {}
      : { last: formatDay(calibration.last, language), next: formatDay(calibration.next, language) };
  return (
    <Fact name={t('devices.calibration')}>
      <span className={`chip ${tones[calibration.state]}`} data-calibration={calibration.state}>
        {t(`devices.calibration.${calibration.state}`, dates)}
      </span>
    </Fact>
  );
};

export interface DeviceFactsProps {
  readonly device: DeviceStatus;
  readonly protocol: string;
  readonly health: DeviceHealth | null;
  readonly config: DeviceConfig | null;
}

/** What is known of a device, in words and figures. */
export const DeviceFacts = ({ device, protocol, health, config }: DeviceFactsProps) => {
  const { t } = useTranslation();
  const { timeZone, language } = useStation();
  return (
    <dl className="device-facts">
      <Fact name={t('devices.fact.protocol')}>{protocol}</Fact>
      <Fact name={t('devices.fact.place')}>
        <span className="number">{device.place}</span>
      </Fact>
      <Fact name={t('devices.fact.since')}>{formatDateTime(device.since, timeZone, language)}</Fact>
      {device.printer === null ? null : <PrinterFacts printer={device.printer} />}
      {config?.kind === 'scale' ? <CalibrationFact options={config.options ?? {}} /> : null}
      <HealthFacts health={health} />
    </dl>
  );
};
