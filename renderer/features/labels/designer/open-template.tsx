import { useMemo, useState } from 'react';
import type { LabelDescription } from '../../../../shared/labels/description/description';
import { labelQueries, type TemplateView } from '../../../../shared/features/labels/queries';
import { parseDescription } from '../../../../shared/labels/description/description';
import { useQuery } from '../../../station/client';
import { FailureLine } from '../../../ui/failure';
import { Designer } from './designer';
import { useDrafts } from './use-draft';

const { tables } = labelQueries['labels.template'];

/** The newest version of a template, approved or not; `known` once it is sure whether there is one. */
const useNewest = (templateId: string): { readonly known: boolean; readonly view: TemplateView | null } => {
  const any = useQuery('labels.template', { templateId, version: null }, tables);
  const version = any.data?.latest ?? null;
  const newest = useQuery('labels.template', { templateId, version }, tables);
  const view = newest.data !== null && newest.data.version === version ? newest.data : null;
  return { known: any.loaded && (version === null || view !== null), view };
};

/** A template on the drawing board, or a label that is to become one. */
export const OpenTemplate = ({
  templateId,
  brought,
  onOpen,
  onClose,
}: {
  templateId: string;
  brought: LabelDescription | null;
  onOpen: (description: LabelDescription) => void;
  onClose: () => void;
}) => {
  const { known, view } = useNewest(templateId);
  const drafts = useDrafts();
  const [opened, setOpened] = useState(false);
  const [last, setLast] = useState<TemplateView | null>(null);
  // Between two answers the board stays as it is.
  if (view !== null && view !== last) setLast(view);
  if (known && drafts !== null && !opened) setOpened(true);
  const shown = view ?? last;
  const read = useMemo(() => (shown === null ? null : parseDescription(shown.description)), [shown]);
  if (!opened) return null;
  if (read !== null && !read.ok) return <FailureLine failure={read.failure} />;
  const left = drafts?.find((draft) => draft.templateId === templateId) ?? null;
  if (read === null && brought === null && left === null) return <FailureLine failure={{ code: 'template-unknown' }} />;
  return (
    <Designer
      templateId={templateId}
      view={shown}
      stored={read?.value ?? null}
      brought={brought}
      left={left}
      onOpen={onOpen}
      onClose={onClose}
    />
  );
};
