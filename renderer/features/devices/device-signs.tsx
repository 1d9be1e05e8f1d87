import { Circle, CircleAlert, CircleCheck, CircleDashed, Printer, Radio, Scale, ScanBarcode } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { DeviceKind, DeviceStatus } from '../../../shared/devices';

export const kindIcons = { scale: Scale, scanner: ScanBarcode, printer: Printer, rfid: Radio } as const;

export const KindIcon = ({ kind, size = 22 }: { kind: DeviceKind; size?: number }) => {
  const Icon = kindIcons[kind];
  return <Icon size={size} aria-hidden="true" />;
};

export type Tone = 'good' | 'need' | 'bad';

/** A printer that is connected may still be out of paper. */
export const toneOf = ({ state, printer }: DeviceStatus): Tone => {
  if (state !== 'ready') return state === 'connecting' ? 'need' : 'bad';
  const condition = printer?.condition ?? 'ready';
  return condition === 'ready' || condition === 'printing' ? 'good' : 'need';
};

const icons = { good: CircleCheck, need: CircleAlert, bad: Circle, off: CircleDashed } as const;

export const isOff = ({ reason }: DeviceStatus): boolean => reason?.details?.['disabled'] === true;

/** How a device stands, by sign, colour and word. */
export const StateChip = ({ device }: { device: DeviceStatus }) => {
  const { t } = useTranslation();
  const off = isOff(device);
  const tone = toneOf(device);
  const Icon = icons[off ? 'off' : tone];
  const condition = device.printer?.condition ?? 'ready';
  const word = off
    ? t('devices.off')
    : device.state === 'ready' && tone === 'need'
      ? t(`printer.${condition}`)
      : t(`device.state.${device.state}`);
  return (
    <span className={`chip ${off ? 'plain' : tone}`}>
      <Icon size={14} aria-hidden="true" /> {word}
    </span>
  );
};
