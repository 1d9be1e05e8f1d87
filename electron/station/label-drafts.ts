import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { checkDescription } from '../../shared/labels/description/description';
import { ok, type Result } from '../../shared/result';
import type { DraftView } from '../../shared/label-draft';
import { writeAtomically } from '../files/write-atomically';

const draftSchema = z.object({
  schema: z.literal('packwright-draft/1'),
  keptAt: z.number().int().nonnegative(),
  description: z.unknown(),
});

const fileName = /^([a-z0-9-]{1,60})\.json$/;

export interface LabelDraftParts {
  readonly folder: string;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/**
 * Labels on the drawing board that nobody has saved yet, a file each: the window that designs them may end at any
 * moment. They are no part of the record, and what can't be read as a label is left where it is.
 */
export const createLabelDrafts = ({ folder, now }: LabelDraftParts) => {
  /** One after the other: an older draft must not come to stand over a newer one. */
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(act: () => Promise<T>): Promise<T> => {
    const mine = last.then(act);
    last = mine.catch(() => undefined);
    return mine;
  };
  const fileOf = (templateId: string): string => join(folder, `${templateId}.json`);

  const read = async (templateId: string): Promise<DraftView | null> => {
    const text = await readFile(fileOf(templateId), 'utf8').catch(() => null);
    if (text === null) return null;
    try {
      const { keptAt, description } = draftSchema.parse(JSON.parse(text));
      const checked = checkDescription(description);
      return checked.ok ? { templateId, keptAt, description: checked.value } : null;
    } catch {
      return null;
    }
  };

  return {
    keep: (templateId: string, description: unknown): Promise<Result<null>> => {
      const checked = checkDescription(description);
      if (!checked.ok) return Promise.resolve(checked);
      const draft = { schema: 'packwright-draft/1', keptAt: now(), description: checked.value };
      return inTurn(async () => {
        await mkdir(folder, { recursive: true });
        await writeAtomically(fileOf(templateId), JSON.stringify(draft));
        return ok(null);
      });
    },
    drop: (templateId: string): Promise<Result<null>> =>
      inTurn(async () => {
        await rm(fileOf(templateId), { force: true });
        return ok(null);
      }),
    list: (): Promise<readonly DraftView[]> =>
      inTurn(async () => {
        const names = await readdir(folder).catch(() => []);
        const ids = names.flatMap((name) => fileName.exec(name)?.[1] ?? []);
        const drafts = await Promise.all(ids.map(read));
        return drafts.filter((draft) => draft !== null).toSorted((a, b) => b.keptAt - a.keptAt);
      }),
  };
};
export type LabelDrafts = ReturnType<typeof createLabelDrafts>;
