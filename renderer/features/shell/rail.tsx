import {
  Archive,
  CircleHelp,
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
import { memo, useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Role } from '../../../shared/feature';
import { goTo, type Route } from '../../station/route';
import { HelpDialog } from '../packing/dialogs/help-dialog';
import { useFeedbackOnce } from '../packing/use-feedback-once';

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

/** F1 opens help on every page; with an order open it belongs to the pack screen's own keys. */
const useHelpKey = (open: () => void): void => {
  useEffect(() => {
    const onDown = (event: KeyboardEvent): void => {
      if (event.key !== 'F1' || document.querySelector('main.pack, dialog[open]') !== null) return;
      event.preventDefault();
      open();
    };
    window.addEventListener('keydown', onDown);
    return () => window.removeEventListener('keydown', onDown);
  }, [open]);
};

interface RailProps {
  readonly route: Route;
  readonly role: Role;
  readonly hasReader: boolean;
  readonly hasLine: boolean;
}

/** Where one can go; a role sees only what it may use, and what is there. Help is always the last. */
export const Rail = memo(({ route, role, hasReader, hasLine }: RailProps) => {
  const { t } = useTranslation();
  const [helping, setHelping] = useState(false);
  const help = useCallback(() => setHelping(true), []);
  useHelpKey(help);
  useFeedbackOnce('help', ({ code }) => {
    if (code === 'help' && document.querySelector('main.pack') === null) help();
  });
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
      <button type="button" className="last" onClick={help} data-help>
        <CircleHelp size={24} aria-hidden="true" />
        <span>{t('key.help')}</span>
      </button>
      {helping ? <HelpDialog onClose={() => setHelping(false)} /> : null}
    </nav>
  );
});
