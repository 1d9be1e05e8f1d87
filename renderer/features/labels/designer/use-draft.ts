import { useCallback, useEffect, useRef, useState } from 'react';
import type { DraftView } from '../../../../shared/label-draft';
import { checkDescription, type LabelDescription } from '../../../../shared/labels/description/description';
import { callStation } from '../../../station/client';

/** Every keystroke need not be on the disk. */
const restMs = 700;

/** Labels that a window which ended has left unsaved; `null` until that is known. */
export const useDrafts = (): readonly DraftView[] | null => {
  const [drafts, setDrafts] = useState<readonly DraftView[] | null>(null);
  useEffect(() => {
    let over = false;
    void callStation('labels.drafts', {}).then((answer) => {
      // A disk that can't be read must not keep anybody from designing.
      if (!over) setDrafts(answer.ok ? answer.value : []);
    });
    return () => {
      over = true;
    };
  }, []);
  return drafts;
};

export const dropDraft = (templateId: string): void =>
  void callStation('labels.keepDraft', { templateId, description: null });

/**
 * Keeps what lies on the board while it is unsaved, as it was when it was last a label that can be read. Answers how to
 * throw it away for good.
 */
export const useKeptDraft = (templateId: string, unsaved: LabelDescription | null): (() => void) => {
  const waiting = useRef<LabelDescription | null>(null);
  const over = useRef(false);
  const keep = useCallback(() => {
    const description = waiting.current;
    waiting.current = null;
    if (description === null || over.current || !checkDescription(description).ok) return;
    void callStation('labels.keepDraft', { templateId, description: JSON.stringify(description) });
  }, [templateId]);
  const dropped = useRef(false);
  useEffect(() => {
    if (unsaved === null) {
      waiting.current = null;
      // Once: what was undone or saved is no draft.
      if (!dropped.current) dropDraft(templateId);
      dropped.current = true;
      return undefined;
    }
    dropped.current = false;
    waiting.current = unsaved;
    const timer = setTimeout(keep, restMs);
    return () => clearTimeout(timer);
  }, [templateId, unsaved, keep]);
  useEffect(() => keep, [keep]);
  return useCallback(() => {
    over.current = true;
    dropDraft(templateId);
  }, [templateId]);
};
