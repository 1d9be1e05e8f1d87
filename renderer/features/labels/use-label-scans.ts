import { useEffect, useRef } from 'react';
import type { LabelScan, LabelScanPage } from '../../../shared/features/labels/scan';
import { callStation, useLabelScan } from '../../station/client';
import { usePersonId } from '../../station/person';

/** Scans are for these rows, or for what was printed, while they are in sight; tells each once. */
export const useLabelScans = (source: LabelScanPage, onScan: (scan: LabelScan) => void) => {
  const scan = useLabelScan();
  const personId = usePersonId();
  const seen = useRef(scan?.sequence ?? 0);
  useEffect(() => {
    void callStation('labels.scanFor', { source });
    return () => void callStation('labels.scanFor', { source: null });
  }, [source, personId]);
  useEffect(() => {
    if (scan === null || scan.sequence <= seen.current) return;
    seen.current = scan.sequence;
    if (scan.source === source) onScan(scan);
  }, [scan, source, onScan]);
};
