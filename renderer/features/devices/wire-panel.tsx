import { ArrowDownLeft, ArrowUpRight, Pause, Play } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeviceStatus } from '../../../shared/devices';
import { meaningText } from '../../i18n/meaning-text';
import { useStation } from '../../station/client';
import { formatClock } from '../../ui/format';
import { useTrace, type Trace } from './use-devices';

/** `53 49 0D 0A` */
const pairs = (hex: string): string => hex.replaceAll(/([0-9A-F]{2})(?=[0-9A-F])/gi, '$1 ');

/** What of the bytes is text; the rest are dots. */
const textOf = (hex: string): string =>
  (hex.match(/[0-9A-F]{2}/gi) ?? [])
    .map((pair) => Number.parseInt(pair, 16))
    .map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '·'))
    .join('');

const Row = ({ row, timeZone }: { row: Trace; timeZone: string }) => {
  const { t } = useTranslation();
  const out = row.direction === 'out';
  const Icon = out ? ArrowUpRight : ArrowDownLeft;
  return (
    <tr data-direction={row.direction}>
      <td className="quiet number">{formatClock(row.at, timeZone)}</td>
      <td className="way">
        <Icon size={16} aria-hidden="true" /> {t(out ? 'devices.out' : 'devices.in')}
      </td>
      <td className="hex">
        {pairs(row.hex)}
        <span className="quiet plain-text">{textOf(row.hex)}</span>
      </td>
      <td className="meaning">{meaningText(row.meaning, t)}</td>
    </tr>
  );
};

/** What goes over a device's wire, as it goes, with what it means. */
export const WirePanel = ({ device }: { device: DeviceStatus }) => {
  const { t } = useTranslation();
  const { timeZone } = useStation();
  const [still, setStill] = useState(false);
  const rows = useTrace(device.id, still);
  return (
    <section className="card stack wire-panel" data-wire={device.id}>
      <div className="spread">
        <h2>{t('devices.trace')}</h2>
        <button type="button" className="button" aria-pressed={still} onClick={() => setStill(!still)}>
          {still ? <Play size={18} aria-hidden="true" /> : <Pause size={18} aria-hidden="true" />}
          {t(still ? 'devices.goOn' : 'devices.hold')}
        </button>
      </div>
      {rows.length === 0 ? (
        <p className="quiet">{t('devices.traceEmpty')}</p>
      ) : (
        <div role="group" className="wire-scroll" tabIndex={0} aria-label={t('devices.trace')}>
          <table className="list wire">
            <thead>
              <tr>
                <th>{t('devices.time')}</th>
                <th>{t('devices.way')}</th>
                <th>{t('devices.bytes')}</th>
                <th>{t('devices.meaning')}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <Row key={row.key} row={row} timeZone={timeZone} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
};
