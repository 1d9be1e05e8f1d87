import { ArrowRight, CircleCheck, Printer, ScanBarcode, Truck, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeviceStatus } from '../../../shared/devices';
import type { LineView } from '../../../shared/features/applicator/queries';
import type { ApplicatorView } from '../../../shared/station';
import { formatWhole } from '../../ui/format';
import { useStation } from '../../station/client';
import { StateChip } from '../devices/device-signs';
import { atPrinter, onTheWay, waiting } from './line-state';

const Place = ({
  name,
  icon: Icon,
  device,
  active,
  big,
  children,
}: {
  name: 'infeed' | 'printer' | 'way' | 'check';
  icon: LucideIcon;
  device: DeviceStatus | null;
  active: boolean;
  big: string;
  children: ReactNode;
}) => {
  const { t } = useTranslation();
  return (
    <section className="card line-place" data-place={name} data-active={active} aria-label={t(`line.place.${name}`)}>
      <p className="label row nowrap">
        <Icon size={18} aria-hidden="true" /> {t(`line.place.${name}`)}
      </p>
      <p className="line-big cut number">{big}</p>
      <p className="quiet cut">{children}</p>
      {device === null ? null : <StateChip device={device} />}
    </section>
  );
};

/** The line from left to right: what waits, what is printed, what is on its way, what was read. */
export const LinePicture = ({ line, applicator }: { line: LineView; applicator: ApplicatorView }) => {
  const { t } = useTranslation();
  const { devices, language } = useStation();
  const device = (id: string | null): DeviceStatus | null => devices.find((each) => each.id === id) ?? null;
  const queue = waiting(line);
  const label = atPrinter(line);
  const way = onTheWay(line);
  const last = line.lastApplied;
  const arrow = <ArrowRight className="quiet line-arrow" aria-hidden="true" />;
  return (
    <div className="line-picture">
      <Place
        name="infeed"
        icon={ScanBarcode}
        device={device(applicator.infeedId)}
        active={queue.length > 0}
        big={formatWhole(queue.length, language)}
      >
        {queue[0] === undefined ? t('line.nothingWaits') : t('line.nextIs', { title: queue[0].title })}
      </Place>
      {arrow}
      <Place
        name="printer"
        icon={Printer}
        device={device(applicator.printerId)}
        active={label !== undefined}
        big={label?.title ?? '–'}
      >
        {label === undefined ? t('line.noLabel') : t(label.job === 'printed' ? 'line.labelOut' : 'line.labelComes')}
      </Place>
      {arrow}
      <Place name="way" icon={Truck} device={null} active={way.length > 0} big={way[0]?.title ?? '–'}>
        {way.length > 1
          ? t('line.andMore', { number: way.length - 1 })
          : t(way.length === 0 ? 'line.noLabel' : 'line.labelOn')}
      </Place>
      {arrow}
      <Place
        name="check"
        icon={CircleCheck}
        device={device(applicator.verifyId)}
        active={false}
        big={last?.title ?? '–'}
      >
        {last === null ? t('line.nothingYet') : t('line.lastOne')}
      </Place>
    </div>
  );
};
