import { useMemo } from 'react';
import { labelQueries } from '../../../../shared/features/labels/queries';
import { parseDescription } from '../../../../shared/labels/description/description';
import { useQuery } from '../../../station/client';
import { FailureLine } from '../../../ui/failure';
import { Designer } from './designer';

const { tables } = labelQueries['labels.template'];

/** The newest version of a template on the drawing board, approved or not. */
export const OpenTemplate = ({ templateId, onClose }: { templateId: string; onClose: () => void }) => {
  const { data: known } = useQuery('labels.template', { templateId, version: null }, tables);
  const version = known?.latest ?? null;
  const { data } = useQuery('labels.template', { templateId, version }, tables);
  const read = useMemo(() => (data === null ? null : parseDescription(data.description)), [data]);
  if (known === null || data === null || read === null || data.version < known.latest) return null;
  if (!read.ok) return <FailureLine failure={read.failure} />;
  return <Designer templateId={templateId} view={data} description={read.value} onClose={onClose} />;
};
