import {
  Archive,
  ChartColumn,
  ClipboardCheck,
  ClipboardList,
  Import,
  Package,
  PackageCheck,
  Plug,
  Printer,
  Radio,
  Stamp,
  Sticker,
  Tags,
  Users,
  Warehouse,
} from 'lucide-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Role } from '../../../shared/feature';
import { goTo, type Route } from '../../station/route';

const items: readonly (readonly [Route, typeof Package, readonly Role[]])[] = [
  ['pack', Package, ['operator', 'supervisor', 'it']],
  ['today', ChartColumn, ['operator', 'supervisor', 'it']],
  ['orders', ClipboardList, ['operator', 'supervisor', 'it']],
  ['parcels', PackageCheck, ['operator', 'supervisor', 'it']],
  ['prints', Printer, ['operator', 'supervisor', 'it']],
  ['labels', Sticker, ['operator', 'supervisor', 'it']],
  ['apply', Stamp, ['operator', 'supervisor', 'it']],
  ['rfid', Radio, ['operator', 'supervisor', 'it']],
  ['imports', Import, ['supervisor', 'it']],
  ['catalogue', Tags, ['operator', 'supervisor', 'it']],
  ['stock', Warehouse, ['operator', 'supervisor', 'it']],
  ['counts', ClipboardCheck, ['operator', 'supervisor', 'it']],
  ['people', Users, ['supervisor', 'it']],
  ['devices', Plug, ['it']],
  ['record', Archive, ['supervisor', 'it']],
];

interface RailProps {
  readonly route: Route;
  readonly role: Role;
  readonly hasReader: boolean;
  readonly hasLine: boolean;
}

/** Where one can go; a role sees only what it may use, and what is there. */
export const Rail = memo(({ route, role, hasReader, hasLine }: RailProps) => {
  const { t } = useTranslation();
  return (
    <nav className="rail card" aria-label={t('menu')}>
      {items
        .filter(
          ([to, , allowed]) => allowed.includes(role) && (to !== 'rfid' || hasReader) && (to !== 'apply' || hasLine),
        )
        .map(([to, Icon]) => (
          <button
            key={to}
            type="button"
            aria-current={route === to || (route === 'trace' && to === 'stock') ? 'page' : undefined}
            onClick={() => goTo(to)}
            data-route={to}
          >
            <Icon size={24} aria-hidden="true" />
            <span>{t(`nav.${to}`)}</span>
          </button>
        ))}
    </nav>
  );
});
