import { Waypoints } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { traceQueries, type TraceSubject } from '../../../shared/features/trace/queries';
import { useQuery } from '../../station/client';
import { Dialog } from '../../ui/dialog';
import { LastMovements } from '../stock/movements';
import '../stock/stock.css';
import { codeOfSubject } from '../trace/subject';
import { Timeline } from '../trace/timeline';
import '../trace/trace.css';

/** What is looked at on top of a line: movements from one of them back, or a trace. */
export type Shown =
  | {
      readonly kind: 'movements';
      readonly sku: string;
      readonly name: string;
      readonly location: string | null;
      readonly before: number | null;
      readonly lot: string | null;
      readonly serial: string | null;
    }
  | { readonly kind: 'trace'; readonly subject: TraceSubject };

/** The movements of an item, in one bin or in all of them, newest first. */
export const MovementsDialog = ({
  shown,
  onShow,
  onClose,
}: {
  shown: Extract<Shown, { kind: 'movements' }>;
  onShow: (shown: Shown) => void;
  onClose: () => void;
}) => {
  const { t } = useTranslation();
  const { sku, name, lot, serial, before } = shown;
  const [location, setLocation] = useState(shown.location);
  const subject: TraceSubject | null =
    serial === null ? (lot === null ? null : { kind: 'lot', sku, lot }) : { kind: 'serial', sku, serial };
  return (
    <Dialog title={name} onClose={onClose}>
      <div className="stack count-detail" data-movements-of={sku}>
        <div className="row">
          {location === null ? null : (
            <>
              <strong className="number">{location}</strong>
              <button type="button" className="button" onClick={() => setLocation(null)} data-all-bins>
                {t('counts.allBins')}
              </button>
            </>
          )}
          {subject === null ? null : (
            <button type="button" className="button" onClick={() => onShow({ kind: 'trace', subject })} data-to-trace>
              <Waypoints size={20} aria-hidden="true" /> {t(`trace.kind.${subject.kind}`)} {codeOfSubject(subject, '')}
            </button>
          )}
        </div>
        <LastMovements sku={sku} location={location} before={before} onPlace={setLocation} />
      </div>
    </Dialog>
  );
};

/** Where a piece or a lot came from and where it went. */
export const TraceDialog = ({ subject: first, onClose }: { subject: TraceSubject; onClose: () => void }) => {
  const { t } = useTranslation();
  const [subject, setSubject] = useState(first);
  const { data } = useQuery('trace.of', { subject, limit: 300 }, traceQueries['trace.of'].tables);
  if (data === null) return null;
  return (
    <Dialog title={`${t(`trace.kind.${subject.kind}`)} ${codeOfSubject(subject, data.name)}`} onClose={onClose}>
      <div className="stack count-detail" data-trace-of={subject.kind}>
        <Timeline view={data} onSubject={setSubject} />
      </div>
    </Dialog>
  );
};
