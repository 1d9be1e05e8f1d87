import {
  Barcode,
  CalendarClock,
  CalendarX,
  CircleCheck,
  CircleHelp,
  CircleX,
  CopyX,
  FileX,
  Fingerprint,
  History,
  PackageSearch,
  PackageX,
  PrinterX,
  Scale,
  SearchX,
  Shapes,
  Tag,
  TicketX,
  type LucideIcon,
} from 'lucide-react';
import type { Feedback } from '../../../shared/features/packing/view';

/** The sign of each outcome that stops the work; the rest share the sign of their tone. */
export const outcomeIcons: Readonly<Record<string, LucideIcon>> = {
  'wrong-item': PackageX,
  'too-many': CopyX,
  'wrong-lot': Tag,
  'expired-lot': CalendarX,
  'short-dated-lot': CalendarClock,
  'serial-reused': Fingerprint,
  'unknown-barcode': SearchX,
  'ambiguous-barcode': Shapes,
  'check-digit': Barcode,
  'weight-outside': Scale,
  'label-wrong-box': PackageSearch,
  'label-superseded': History,
  'label-voided': FileX,
  'label-unknown': TicketX,
  'not-printed': PrinterX,
};

const byTone: Readonly<Record<Feedback['tone'], LucideIcon>> = { good: CircleCheck, need: CircleHelp, bad: CircleX };

export const outcomeIcon = ({ code, tone }: Pick<Feedback, 'code' | 'tone'>): LucideIcon =>
  outcomeIcons[code] ?? byTone[tone];
