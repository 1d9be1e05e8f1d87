import {
  Archive,
  ChartColumn,
  ClipboardList,
  Import,
  Package,
  PackageCheck,
  Plug,
  Printer,
  Tags,
  Users,
} from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Role } from '../../../shared/feature';
import { goTo, type Route } from '../../station/route';

const items: readonly (readonly [Route, typeof Package, readonly Role[]])[] = [
  ['pack', Package, ['operator', 'supervisor', 'it']],
  ['today', ChartColumn, ['operator', 'supervisor', 'it']],
  ['orders', ClipboardList, ['operator', 'supervisor', 'it']],
  ['parcels', PackageCheck, ['operator', 'supervisor', 'it']],
  ['prints', Printer, ['operator', 'supervisor', 'it']],
  ['imports', Import, ['supervisor', 'it']],
  ['catalogue', Tags, ['operator', 'supervisor', 'it']],
  ['people', Users, ['supervisor', 'it']],
  ['devices', Plug, ['it']],
  ['record', Archive, ['supervisor', 'it']],
];

/** Where one can go; a role sees only what it may use. */
export const Rail = ({ route, role }: { route: Route; role: Role }) => {
  const { t } = useTranslation();
  return (
    <nav className="rail card" aria-label={t('menu')}>
      {items
        .filter(([, , allowed]) => allowed.includes(role))
        .map(([to, Icon]) => (
          <button
            key={to}
            type="button"
            aria-current={route === to ? 'page' : undefined}
            onClick={() => goTo(to)}
            data-route={to}
          >
            <Icon size={24} aria-hidden="true" />
            <span>{t(`nav.${to}`)}</span>
          </button>
        ))}
    </nav>
  );
};
